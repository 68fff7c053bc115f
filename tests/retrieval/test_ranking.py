from collections.abc import Sequence
from dataclasses import replace

import pytest

from rosana.retrieval.analysis import Analyzer
from rosana.retrieval.lexical import Candidate
from rosana.retrieval.question import QuestionReader
from rosana.retrieval.ranking import Ranking, rank


def _candidate(number: int, text: str, names: Sequence[str]) -> Candidate:
    analyzer = Analyzer()
    sentences = analyzer.read(text)
    words = " | ".join(" ".join(sentence.words) for sentence in sentences)
    kinds = " ".join(sentence.kinds for sentence in sentences)
    folded = tuple(" ".join(term.word for [*terms] in analyzer.sentences(name) for term in terms) for name in names)
    return Candidate(number, 0.0, folded, words, kinds.split(" "))


class _Base:
    """A base in which every word is as rare as any other."""

    def idf(self, _field: str, _stem: str) -> float:
        return 2.0

    def bearing(self, _title: str) -> int:
        return 1


def _rank(
    question: str,
    *texts: str,
    names: Sequence[Sequence[str]] = (),
    dense: dict[int, float] | None = None,
) -> Ranking:
    candidates = [_candidate(number, text, names[number] if names else ()) for number, text in enumerate(texts)]
    read = QuestionReader().read(question)
    return rank(read, candidates, analyzer=Analyzer(), statistics=_Base(), dense=dense)


def _order(question: str, *texts: str, **options: object) -> list[int]:
    return [one.id for one in _rank(question, *texts, **options).ranked]  # type: ignore[arg-type]


_FILL = "palavras soltas sem outro assunto "


@pytest.mark.parametrize(
    ("question", "worse", "better"),
    [
        ("prazo de entrega", "O prazo é curto.", "O prazo de entrega é curto."),
        ("prazo de entrega", f"Há um prazo. {_FILL * 3}. Toda entrega.", "Outro texto. O prazo da entrega é curto."),
        ("reembolso", "Pedimos o estorno.", "Pedimos o reembolso."),
        ("certificado", "Veja o certifcado.", "Veja o certificado."),
        ("certificado", "Veja o documento.", "Veja o certifcado."),
        ("Quanto custa a entrega?", "A entrega custa pouco.", "A entrega custa 30 reais."),
        ("Quando sai a entrega?", "A entrega sai daqui.", "A entrega sai na segunda."),
        ("O que é entrega?", "Pague a entrega hoje.", "A entrega é um serviço."),
        ("prazo de entrega", f"{_FILL * 4} prazo da entrega.", "Prazo da entrega."),
        ("cancelar plano", f"{_FILL}. Depois disso, pode cancelar o plano.", f"Cancelar o plano. {_FILL}."),
    ],
)
def test_the_passage_that_answers_comes_first(question: str, worse: str, better: str) -> None:
    assert _order(question, worse, better) == [1, 0]


@pytest.mark.parametrize("kinds", ["", "d", "d1", "d3"])
def test_a_sentence_that_defines_the_very_words_of_the_question_leads(kinds: str) -> None:
    other = replace(_candidate(0, "frete internacional preço transporte", ()), kinds=[kinds])
    defining = replace(other, id=1, kinds=["dn2"])  # two words before its "é"
    read = QuestionReader().read("O que é frete internacional?")
    ranking = rank(read, [other, defining], analyzer=Analyzer(), statistics=_Base())
    assert [one.id for one in ranking.ranked] == [1, 0]


def test_what_stands_before_the_verb_in_a_later_sentence_counts_too() -> None:
    other = replace(_candidate(0, "Pague hoje. Frete preço transporte.", ()), kinds=["", "d"])
    defining = replace(other, id=1, kinds=["", "d1"])
    read = QuestionReader().read("O que é frete?")
    ranking = rank(read, [other, defining], analyzer=Analyzer(), statistics=_Base())
    assert [one.id for one in ranking.ranked] == [1, 0]


def test_a_question_that_is_a_title_leads_below_it() -> None:
    names = (["Ajuda"], ["Trocar senha"])
    assert _order("trocar a senha", "Para trocar de plano e senha, ligue.", "Clique no menu.", names=names) == [1, 0]


def test_title_and_sentence_answer_together() -> None:
    names = (["Plano Prata"], ["Plano Ouro"])
    assert _order("prazo do plano ouro", "O prazo é de 10 dias.", "O prazo é de 30 dias.", names=names) == [1, 0]


def test_neighbouring_words_count() -> None:
    assert _order("segunda via", "Segunda opção, via única.", "Opção única, segunda via.") == [1, 0]


def test_words_that_begin_alike_count() -> None:
    assert _order("prazo contrato", "O prazo da loja.", "O prazo contribuinte.") == [1, 0]


def test_equal_passages_keep_the_order_of_their_ids() -> None:
    assert _order("prazo", "O prazo.", "O prazo.", "O prazo.") == [0, 1, 2]


def test_likeness_in_meaning_can_turn_the_order() -> None:
    texts = ("O prazo de entrega.", "Quando chega meu pacote.")
    assert _order("prazo de entrega", *texts) == [0, 1]
    assert _order("prazo de entrega", *texts, dense={1: 1.0}) == [1, 0]


def test_scores_fall_and_stay_between_nothing_and_one() -> None:
    ranking = _rank("prazo de entrega", "O prazo de entrega.", "Prazo.", "Nada.", names=[["Prazo de entrega"], [], []])
    scores = [one.score for one in ranking.ranked]
    assert scores == sorted(scores, reverse=True)
    assert 0 <= scores[-1] < scores[0] <= 1


def test_evidence_is_of_the_best_passage() -> None:
    good, bad = _rank("prazo de entrega", "Nada.", "O prazo de entrega."), _rank("prazo de entrega", "Nada.")
    assert good.evidence is not None
    assert bad.evidence is not None
    assert good.evidence.support > bad.evidence.support == 0


def test_no_candidates_have_no_ranking_and_no_evidence() -> None:
    assert _rank("prazo") == Ranking((), None)


@pytest.mark.parametrize("text", ["", "日本語", "🎉", "um o de"])
def test_a_passage_without_words_is_ranked_last(text: str) -> None:
    assert _order("prazo", text, "O prazo.") == [1, 0]
