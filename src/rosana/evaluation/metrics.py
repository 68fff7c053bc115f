"""Figures of a search: rankings by trec_eval, answers by their words, refusal by the order of confidences."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from rosana.errors import SettingsError
from rosana.retrieval.analysis import fold

__all__ = ["DEPTH", "RANKING", "contains_answer", "refusal_metrics", "score_ranking"]

DEPTH = 10
"""Documents of a ranking that count."""

RANKING = ("r@1", "r@3", "r@10", "mrr@10", "ndcg@10")
"""The figures of a ranking."""

_TREC_NAMES = dict(zip(RANKING, ("success_1", "success_3", "success_10", "recip_rank", "ndcg_cut_10"), strict=True))
_WORD = re.compile(r"\w+")


def score_ranking(relevance: Mapping[str, int], ranking: Sequence[str]) -> dict[str, float]:
    """Return the `RANKING` figures of one question, as trec_eval computes them; their means are those of a set.

    `r@k` is trec_eval's success: 1 where a relevant document is among the first k. For a question with one
    relevant document that is recall; of several, one is what a person needs.

    Args:
        relevance: the relevant documents, and how relevant they are.
        ranking: documents, best first, each once; those after the tenth do not count.

    Raises:
        SettingsError: the metrics library is not installed.
    """
    try:
        from pytrec_eval import RelevanceEvaluator
    except ImportError as exc:
        raise SettingsError("Falta a biblioteca de métricas. Instale com: pip install 'rosana-desk[evaluate]'") from exc
    run = {document: 1 / place for place, document in enumerate(ranking[:DEPTH], 1)}
    scores = RelevanceEvaluator({"": dict(relevance)}, set(_TREC_NAMES.values())).evaluate({"": run})
    return {name: scores[""][trec] for name, trec in _TREC_NAMES.items()}


def contains_answer(sentence: str, answers: Sequence[str]) -> bool:
    """Tell whether one of the answers stands in the sentence, word by word, whatever its case and accents."""
    text = _words(sentence)
    return any(words.strip() and words in text for words in map(_words, answers))


def refusal_metrics(own: Sequence[float], foreign: Sequence[float]) -> dict[str, float]:
    """Tell how well a confidence parts the questions of a base from foreign ones.

    Returns:
        `auroc`: the probability that a question of the base has more confidence than a foreign one; equal
        ones count half. `refused@95`: share of the foreign questions refused by the highest threshold that
        keeps 95 % of the base's.
    """
    below = sorted(foreign)
    wins = sum(bisect_left(below, one) + bisect_right(below, one) for one in own) / 2
    threshold = sorted(own)[len(own) // 20]
    return {
        "auroc": wins / (len(own) * len(foreign)),
        "refused@95": bisect_left(below, threshold) / len(foreign),
    }


def _words(text: str) -> str:
    """Return the words of a text, folded, each between two spaces."""
    return f" {' '.join(_WORD.findall(fold(text)))} "
