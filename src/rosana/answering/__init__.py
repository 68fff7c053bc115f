"""Writing the answer to a question from the passages that were found, and proving each sentence of it."""

from collections.abc import AsyncGenerator, Sequence
from typing import Protocol

from rosana.types import Hit, Turn

__all__ = ["Answerer"]


class Answerer(Protocol):
    """What writes an answer: sentences of the documents themselves, or a chat model."""

    name: str
    """The engine as people see it: `extractive`, `ollama:llama3.2`."""

    def stream(self, question: str, hits: Sequence[Hit], history: Sequence[Turn]) -> AsyncGenerator[str, None]:
        """Write the answer piece by piece; the pieces joined are the whole text.

        Args:
            question: what the customer asked, as it stands.
            hits: the passages that may be used, best first; never empty.
            history: the conversation so far, oldest first, without the question.

        Raises:
            ModelError: the model failed; before the first piece when it could not begin at all.
        """
        ...
