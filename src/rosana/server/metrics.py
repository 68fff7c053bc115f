"""What Prometheus reads: requests, answers and the state of the parts, in a registry of this app alone."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from http import HTTPMethod

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from rosana.types import Done, Event

__all__ = ["Metrics"]

_BUCKETS = (0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1.2, 2.5, 5, 10, 30, 60)


class Metrics:
    """The counters of one server."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "rosana_http_requests_total",
            "HTTP requests.",
            ["method", "route", "status"],
            registry=self._registry,
        )
        self._seconds = Histogram(
            "rosana_http_request_seconds",
            "Time of HTTP requests.",
            ["route"],
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._answers = Counter("rosana_answers_total", "Answers.", ["model", "outcome"], registry=self._registry)
        self._passages = Gauge("rosana_passages", "Passages that can be found.", registry=self._registry)
        self._ready = Gauge("rosana_model_ready", "1 when the wanted model answers.", registry=self._registry)

    def observe_request(self, method: str, route: str, *, status: int, seconds: float) -> None:
        """Count a request and its time; a method is what the client says, so an unknown one has no label of its own."""
        known = method if method in HTTPMethod.__members__ else "other"
        self._requests.labels(known, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    async def counted(self, events: AsyncGenerator[Event, None]) -> AsyncGenerator[Event, None]:
        """Pass an answer's events on and count it, by engine and outcome, when it is done."""
        async with aclosing(events):
            async for event in events:
                if isinstance(event, Done) and not event.cached:
                    self._observe_answer(event)
                yield event

    def _observe_answer(self, done: Done) -> None:
        outcome = "refused" if done.refused else "incomplete" if done.incomplete else "answered"
        self._answers.labels(done.model, outcome).inc()

    def render(self, *, passages: int, model_ready: bool) -> bytes:
        """Return everything in Prometheus' text format."""
        self._passages.set(passages)
        self._ready.set(model_ready)
        return generate_latest(self._registry)
