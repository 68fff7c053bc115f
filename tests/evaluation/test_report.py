from rosana.evaluation.dataset import Question
from rosana.evaluation.report import Expected, render, worst_questions
from rosana.evaluation.runner import Judged, Refusal
from rosana.evaluation.summary import Evaluation, by_kind, summarize
from rosana.types import Hit, Passage


def judged(text: str, *, found: str, confidence: float = 0.9, kind: str = "faq", answer: float = 1.0) -> Judged:
    """A question that document "a" answers, and the documents found, one letter each."""
    hits = tuple(Hit(Passage(n, one, f"Título {one}", "", f"Texto & {one}"), 1 / n) for n, one in enumerate(found, 1))
    rank = found.find("a") + 1
    scores = {"mrr@10": 1 / rank if rank else 0.0, "r@1": float(rank == 1), "answer@2": answer}
    return Judged(Question(text, text, {"a": 1}, kind=kind), ("a",), hits, confidence, confidence >= 0.5, scores)


NOT_FOUND = judged("não achou", found="bcd", confidence=0.4)
SURE = judged("não achou e tem certeza", found="bcd", confidence=0.8)
SECOND = judged("em segundo", found="ba", kind="link")
UNANSWERED = judged("frase errada", found="ab", answer=0.0)
RIGHT = judged("certa", found="a")
ALL = (RIGHT, UNANSWERED, SECOND, NOT_FOUND, SURE)


def test_the_worst_come_first_and_what_went_well_is_left_out() -> None:
    assert worst_questions(ALL) == [SURE, NOT_FOUND, SECOND, UNANSWERED]


def test_no_more_than_fifty_are_shown() -> None:
    assert len(worst_questions([NOT_FOUND] * 60)) == 50


def test_figures_are_means_of_all_and_of_each_kind() -> None:
    assert summarize(ALL)["r@1"] == 0.4
    assert summarize(ALL)["own_refused"] == 0.2
    assert {kind: metrics["r@1"] for kind, metrics in by_kind(ALL).items()} == {"faq": 0.5, "link": 0.0}


def test_the_page_says_why_each_question_went_wrong() -> None:
    foreign = (
        Refusal("quem és?", None, 0.1, answerable=False),
        Refusal("capital?", SURE.hits[0], 0.7, answerable=True),
    )
    evaluation = Evaluation("loja <1>", 3, 3, ALL, foreign, summarize(ALL, foreign), by_kind(ALL))
    expected = {one.question.id: [Expected("Título a", "x" * 500)] for one in ALL}
    page = render(evaluation, expected)
    assert "Avaliação de loja &lt;1&gt;" in page
    assert "Documento certo não encontrado; confiança 40,0%, seria recusada." in page
    assert "Documento certo em 2º lugar; confiança 90,0%." in page
    assert "<b>Título b</b> <small>1.000</small><br>Texto &amp; b" in page
    assert f"{'x' * 400}…" in page
    assert page.index("capital?") < page.index("quem és?")
    assert "Confiança 70,0%, seria respondida." in page
