"""A page on which a person sees why questions went wrong: what was expected beside what was found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from rosana.desk import Desk
from rosana.evaluation.runner import Judged, Refusal
from rosana.evaluation.summary import LABELS, Evaluation
from rosana.retrieval.analysis import Analyzer
from rosana.types import Hit

__all__ = ["Expected", "expected_passages", "render", "worst_questions"]

_WORST = 50
_FOREIGN = 20
_FOUND = 3
_EXCERPT = 400

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1c1c1c }
td, th { padding: .2rem 1rem .2rem 0; text-align: right } td:first-child { text-align: left }
article { border-top: 1px solid #ccc; padding: .5rem 0 1rem } h3, p { margin: .4rem 0 }
h4 { margin: .8rem 0 .2rem; color: #555 } li { margin: .3rem 0 } small { color: #555 } .right { color: #06693a }
"""


@dataclass(frozen=True, slots=True)
class Expected:
    """A passage that should have been found."""

    title: str
    text: str


def worst_questions(judged: Sequence[Judged]) -> list[Judged]:
    """Return the questions that went wrong, at most 50, the worst first.

    Those without their document come first, then the lower its place; then those whose answer is in neither of
    the two likeliest sentences. Among equals, the more confident error is worse.
    """
    wrong = [one for one in judged if one.rank != 1 or one.scores.get("answer@2") == 0]
    wrong.sort(key=lambda one: (one.scores["mrr@10"], one.scores.get("answer@2", 1.0), -one.confidence))
    return wrong[:_WORST]


async def expected_passages(desk: Desk, judged: Sequence[Judged]) -> dict[str, list[Expected]]:
    """Return, by question id, the passage of each expected document that shares most words with the question."""
    analyzer = Analyzer()
    titles = {document.id: document.title for document in await desk.documents()}

    def stems(text: str) -> set[str]:
        return {term.stem for sentence in analyzer.sentences(text) for term in sentence}

    expected: dict[str, list[Expected]] = {}
    for one in judged:
        asked = stems(one.question.text)
        found = expected[one.question.id] = []
        for document in one.expected:
            texts = [chunk.text for chunk in await desk.passages(document)] if document in titles else []
            best = max(texts, key=lambda text: len(asked & stems(text)), default="(não está na base)")
            found.append(Expected(titles.get(document, document), best))
    return expected


def render(evaluation: Evaluation, expected: dict[str, list[Expected]]) -> str:
    """Return the page: the figures, the worst questions, and the foreign ones that come nearest to an answer.

    Args:
        evaluation: what was measured.
        expected: what should have been found, by the id of each of the worst questions.
    """
    title = f"Avaliação de {escape(evaluation.dataset)}"
    parts = [
        f'<!doctype html><html lang="pt-BR"><head><meta charset="utf-8"><title>{title}</title>',
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body><h1>{title}</h1>',
        *_figures(evaluation),
        *_worst(worst_questions(evaluation.judged), expected),
        *_foreign(evaluation.foreign),
        "</body></html>",
    ]
    return "\n".join(parts) + "\n"


def _figures(evaluation: Evaluation) -> Iterator[str]:
    yield (
        f"<p>{len(evaluation.judged)} perguntas, {len(evaluation.foreign)} de fora; {evaluation.documents} "
        f"documentos, {evaluation.passages} trechos.</p>"
    )
    heads = "".join(f"<th>{escape(kind)}</th>" for kind in ("todas", *evaluation.by_kind))
    yield f"<table><tr><td></td>{heads}</tr>"
    for name in evaluation.metrics:
        columns = (evaluation.metrics, *evaluation.by_kind.values())
        cells = "".join(f"<td>{_percent(column[name]) if name in column else ''}</td>" for column in columns)
        yield f"<tr><td>{LABELS[name]}</td>{cells}</tr>"
    yield "</table>"


def _worst(judged: Sequence[Judged], expected: dict[str, list[Expected]]) -> Iterator[str]:
    yield f"<h2>Perguntas que deram errado ({len(judged)})</h2>"
    for one in judged:
        yield f"<article><h3>{escape(one.question.text)}</h3>"
        refused = "" if one.answerable else ", seria recusada"
        yield f"<p>{_place(one.rank)}; confiança {_percent(one.confidence)}{refused}.</p>"
        yield "<h4>Esperado</h4>"
        yield from (
            f"<p><b>{escape(each.title)}</b><br>{_excerpt(each.text)}</p>" for each in expected[one.question.id]
        )
        if one.question.answers:
            yield f"<p>Resposta anotada: <i>{escape(' · '.join(dict.fromkeys(one.question.answers)))}</i></p>"
            yield f"<p>Frase escolhida: <i>{escape(one.sentence) or '(nenhuma)'}</i></p>"
        yield "<h4>Encontrado</h4><ol>"
        yield from (_hit(hit, right=hit.passage.document_id in one.expected) for hit in one.hits[:_FOUND])
        yield "</ol></article>"


def _foreign(refusals: Sequence[Refusal]) -> Iterator[str]:
    if not refusals:
        return
    yield "<h2>Perguntas de fora com mais confiança</h2>"
    for one in sorted(refusals, key=lambda one: -one.confidence)[:_FOREIGN]:
        outcome = "seria respondida" if one.answerable else "seria recusada"
        yield f"<article><h3>{escape(one.question)}</h3><p>Confiança {_percent(one.confidence)}, {outcome}.</p><ol>"
        if one.hit:
            yield _hit(one.hit, right=False)
        yield "</ol></article>"


def _hit(hit: Hit, *, right: bool) -> str:
    place = " › ".join(part for part in (hit.passage.title, hit.passage.heading) if part)
    mark = ' <span class="right">✓ documento esperado</span>' if right else ""
    return f"<li><b>{escape(place)}</b> <small>{hit.score:.3f}</small>{mark}<br>{_excerpt(hit.passage.text)}</li>"


def _excerpt(text: str) -> str:
    return escape(text if len(text) <= _EXCERPT else f"{text[:_EXCERPT].rstrip()}…")


def _place(rank: int | None) -> str:
    return f"Documento certo em {rank}º lugar" if rank else "Documento certo não encontrado"


def _percent(share: float) -> str:
    return f"{share:.1%}".replace(".", ",")
