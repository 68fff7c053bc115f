"""The queue of work that must outlive a process: the port; each kind of queue is one file beside this."""

from dataclasses import dataclass
from typing import Protocol

__all__ = ["Job", "Jobs"]


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work, leased to whoever took it."""

    id: str
    kind: str
    """What is to be done; a worker has a handler for each kind."""
    subject: str
    """What it is to be done to: the id of a document, the address of a site."""
    attempts: int
    """How often it has been taken, this time included."""
    receipt: str
    """Names this lease: who holds an older one can no longer settle the job."""


class Jobs(Protocol):
    """A queue in which no job is lost; each is done at least once, so doing it twice must do no harm.

    A job is leased, not taken away: when the lease ends and its holder neither settled nor extended it, because its
    process was killed, the job comes back. Jobs come in the order in which they fell due, as far as the queue can.
    Every method raises StorageError when the queue cannot be reached.
    """

    async def put(self, kind: str, subject: str, *, delay: float = 0) -> None:
        """Add a job that falls due in `delay` seconds; one like it that nobody has taken yet is not doubled."""

    async def take(self, *, lease: float) -> Job | None:
        """Return the next job that is due, hidden from others for `lease` seconds; None when there is none."""

    async def extend(self, job: Job, *, lease: float) -> bool:
        """Hide a job for `lease` seconds from now: a sign of life, or the pause before it is tried again.

        Returns whether the lease was still held.
        """

    async def give_back(self, job: Job) -> None:
        """Have a job done by whoever is next, at once; this time counts as no attempt."""

    async def acknowledge(self, job: Job) -> None:
        """Remove a job that is done; nothing happens when the lease was lost."""

    async def bury(self, job: Job, *, reason: str) -> None:
        """Put a job that can never be done among the dead letters, where a person may look at it."""
