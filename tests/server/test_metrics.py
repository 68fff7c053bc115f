from collections.abc import AsyncGenerator

import pytest

from rosana.server.metrics import Metrics
from rosana.types import Done, Event, Token


def done(**changes: bool) -> Done:
    return Done("Olá", "extractive", "c", "m", **{"refused": False, "confidence": 1.0, **changes})


async def stream(last: Done) -> AsyncGenerator[Event, None]:
    yield Token("Olá")
    yield last


@pytest.mark.parametrize(
    ("last", "outcome"),
    [(done(), "answered"), (done(refused=True), "refused"), (done(incomplete=True), "incomplete")],
)
async def test_an_answer_is_counted_by_its_outcome_and_passed_on(last: Done, outcome: str) -> None:
    metrics = Metrics()
    assert [event async for event in metrics.counted(stream(last))] == [Token("Olá"), last]
    text = metrics.render(passages=0, model_ready=False).decode()
    assert f'rosana_answers_total{{model="extractive",outcome="{outcome}"}} 1.0' in text


async def test_an_answer_that_nobody_waits_for_is_closed_and_not_counted() -> None:
    metrics, events = Metrics(), stream(done())
    counted = metrics.counted(events)
    await anext(counted)
    await counted.aclose()
    assert [event async for event in events] == []
    assert "rosana_answers_total{" not in metrics.render(passages=0, model_ready=True).decode()


def test_two_servers_in_one_process_count_apart() -> None:
    one, other = Metrics(), Metrics()
    one.observe_request("GET", "/health", status=200, seconds=0.001)
    assert "/health" not in other.render(passages=0, model_ready=True).decode()


def test_a_method_that_nobody_knows_has_no_line_of_its_own() -> None:
    metrics = Metrics()
    for method in ("GET", "FROBNICATE", "get"):
        metrics.observe_request(method, "other", status=405, seconds=0.001)
    text = metrics.render(passages=0, model_ready=True).decode()
    assert 'method="GET",route="other",status="405"} 1.0' in text
    assert 'method="other",route="other",status="405"} 2.0' in text
    assert "FROBNICATE" not in text
