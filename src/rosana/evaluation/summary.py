"""The figures of an evaluation: means over its questions, and what only all of them together tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean

from rosana.evaluation.alterations import measure_support
from rosana.evaluation.metrics import refusal_metrics
from rosana.evaluation.runner import Judged, Refusal

__all__ = ["LABELS", "Evaluation", "by_kind", "summarize"]

LABELS = {
    "r@1": "documento certo em primeiro lugar (R@1)",
    "r@3": "documento certo entre os 3 primeiros (R@3)",
    "r@10": "documento certo entre os 10 primeiros (R@10)",
    "mrr@10": "inverso da posição, em média (MRR@10)",
    "ndcg@10": "qualidade da ordem (nDCG@10)",
    "answer@1": "resposta na frase escolhida",
    "answer@2": "resposta nas duas primeiras frases",
    "unsupported_found": "frases alteradas percebidas",
    "supported_flagged": "frases verdadeiras postas em dúvida",
    "auroc": "confiança separa as de fora (AUROC)",
    "refused@95": "de fora recusadas, mantendo 95% das próprias",
    "own_refused": "próprias recusadas, no limite da base",
    "foreign_refused": "de fora recusadas, no limite da base",
}
"""Every figure by its name, in the order in which people read them; all are shares in 0..1."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was measured on one data set."""

    dataset: str
    documents: int
    passages: int
    judged: tuple[Judged, ...]
    foreign: tuple[Refusal, ...]
    metrics: dict[str, float]
    by_kind: dict[str, dict[str, float]]
    """The same for each kind of question alone; empty where the questions have no kinds."""


def summarize(judged: Sequence[Judged], foreign: Sequence[Refusal] = ()) -> dict[str, float]:
    """Return the figures of some questions, at least one: those in `LABELS` for which there is data."""
    metrics = _means(judged)
    cases = [one.case for one in judged if one.case]
    if cases:
        support = measure_support(cases, Random(0))  # noqa: S311 — the same changes in every run
        metrics |= {"unsupported_found": support.found, "supported_flagged": support.flagged}
    if foreign:
        metrics |= refusal_metrics([one.confidence for one in judged], [one.confidence for one in foreign])
        metrics["foreign_refused"] = fmean(not one.answerable for one in foreign)
    metrics["own_refused"] = fmean(not one.answerable for one in judged)
    return {name: metrics[name] for name in LABELS if name in metrics}


def by_kind(judged: Sequence[Judged]) -> dict[str, dict[str, float]]:
    """Return the figures of each kind of question, the most frequent kind first."""
    kinds: dict[str, list[Judged]] = {}
    for one in judged:
        if one.question.kind:
            kinds.setdefault(one.question.kind, []).append(one)
    return {kind: _means(kinds[kind]) for kind in sorted(kinds, key=lambda kind: -len(kinds[kind]))}


def _means(judged: Sequence[Judged]) -> dict[str, float]:
    """Return the mean of each figure over the questions that have it."""
    values: dict[str, list[float]] = {}
    for one in judged:
        for name, value in one.scores.items():
            values.setdefault(name, []).append(value)
    return {name: fmean(values[name]) for name in values}
