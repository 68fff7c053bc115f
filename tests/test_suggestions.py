import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rosana.desk import Desk
from rosana.retrieval.analysis import Analyzer
from rosana.settings import Settings
from rosana.suggestions import question_of
from rosana.wiring import open_desk

TRACKING = "# Entregas\n\n## Como acompanho a minha entrega?\n\nAbra Meus pedidos e toque em Rastrear.\n"
RETURNS = "# Política de devolução\n\nA devolução é aceita em até 30 dias depois da compra, com a nota fiscal.\n"
PASSWORD = "# Redefinir a senha do aplicativo\n\nToque em Esqueci a senha e siga o e-mail que enviamos.\n"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(Settings(data_dir=tmp_path, model="extractive")) as opened:
        yield opened


@pytest.fixture
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("docs")


async def add(desk: Desk, folder: Path, *texts: str) -> None:
    for n, text in enumerate(texts):
        (folder / f"{n}.md").write_text(text, encoding="utf-8")
    assert len([change async for change in desk.sync_folder(folder)]) == len(texts)


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("Como acompanho a minha entrega?", "Como acompanho a minha entrega?"),
        ("3. Como acompanho a minha entrega", "Como acompanho a minha entrega?"),
        ("Quais documentos preciso enviar", "Quais documentos preciso enviar?"),
        ("O que é o seguro de entrega? | Loja Azul", "O que é o seguro de entrega?"),
        ("Redefinir a senha do aplicativo", "Como redefinir a senha do aplicativo?"),
        ("Redefinir a senha – Central de Ajuda", "Como redefinir a senha?"),
        ("Criar e publicar um anúncio", "Como criar e publicar um anúncio?"),
        ("Cancelamento de assinatura", "Como funciona o cancelamento de assinatura?"),
        ("Política de devolução", "Qual é a política de devolução?"),
        ("Formas de pagamento", "Quais são as formas de pagamento?"),
        ("Reembolso", None),
        ("Prazo de entrega", "Qual é o prazo de entrega?"),
        ("Celular corporativo", None),
        ("Jantar de fim de ano", None),
        ("Ser membro do clube", None),
        ("Introdução", None),
        ("Visão geral da conta", None),
        ("Como atualizar?", None),
        ("E quanto aos outros usuários? Eles precisam?", None),
        ("O que isso muda para o meu plano?", None),
        ("COMO TROCAR O PRODUTO?", None),
        ("Como falo com [NOME_1] da equipe?", None),
        ("Como " + "muito " * 20 + "longo?", None),
        ("", None),
    ],
)
def test_a_heading_becomes_a_question_only_where_its_grammar_is_certain(name: str, question: str | None) -> None:
    assert question_of(name, Analyzer()) == question


async def test_an_empty_base_suggests_nothing(desk: Desk) -> None:
    assert list(await desk.suggestions.questions(4)) == []


async def test_each_suggestion_is_answered_and_each_comes_from_another_document(desk: Desk, docs: Path) -> None:
    await add(desk, docs, TRACKING, RETURNS, PASSWORD)
    questions = await desk.suggestions.questions(4)
    assert questions[0] == "Como acompanho a minha entrega?"  # one that stands there comes first
    assert set(questions[1:]) == {"Qual é a política de devolução?", "Como redefinir a senha do aplicativo?"}
    for question in questions:
        assert (await desk.search(question, k=3)).answerable


async def test_no_more_are_given_than_were_asked_for(desk: Desk, docs: Path) -> None:
    await add(desk, docs, TRACKING, RETURNS)
    assert len(await desk.suggestions.questions(1)) == 1


async def test_many_who_ask_at_once_are_told_the_same(desk: Desk, docs: Path) -> None:
    await add(desk, docs, TRACKING, RETURNS)
    first, *others = await asyncio.gather(*(desk.suggestions.questions(4) for _ in range(5)))
    assert len(first) == 2
    assert all(other == first for other in others)
