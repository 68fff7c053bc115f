"""Answers written by a chat model from the passages that were found."""

import logging
import re
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, cast

from rosana.answering.budget import Prompt, fit_prompt
from rosana.answering.prompts import QUESTION, RULES
from rosana.endpoints import model_error
from rosana.errors import ModelInterrupted
from rosana.models import longest_answer, split_name
from rosana.settings import Generation
from rosana.types import Hit, Passage, Turn

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage

__all__ = ["Generative"]

_log = logging.getLogger(__name__)

_TEMPLATE_TOKEN = re.compile(
    r"<[|｜][^<>|｜\n]{1,60}[|｜]>"
    r"|</?s>|<(?:start|end)_of_turn>|<(?:bos|eos|pad|unk)>|</?think>"
    r"|\[/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\]|<</?SYS>>",
    re.IGNORECASE,
)
_CUT_SHORT = {"length", "max_tokens"}
_SAYS_WHY = {"ollama", "openai"}  # providers whose streams always say why they ended
_TRUNCATED = 0.4
"""Share of the estimated tokens; a server that read less has cut the prompt (see `estimate_tokens`)."""


class Generative:
    """Writes with a chat model; the parts of its prompt come in the order that keeps a runtime's cache warm.

    The rules stay the same, the conversation only grows, passages and question come last. Only roles are sent:
    their tokens are the business of the model's own chat template.

    Args:
        model: LangChain's model.
        name: as people see it, `ollama:llama3.2`.
        generation: the window and the longest answer that prompts are budgeted for.
    """

    def __init__(self, model: "BaseChatModel", name: str, generation: Generation) -> None:
        from langchain_core.output_parsers import StrOutputParser
        from langchain_core.prompts import ChatPromptTemplate, MessagesPlaceholder

        self.name = name
        self._model = model
        self._prompt = ChatPromptTemplate.from_messages(
            [MessagesPlaceholder("rules"), MessagesPlaceholder("history"), ("human", QUESTION)]
        )
        self._text = StrOutputParser()
        self._room = generation.num_ctx - longest_answer(generation)
        self.rules = RULES
        """What the next answers keep to; the same for all of them, so that the runtime's cache holds."""
        self.truncated = False
        """Whether the server has cut a prompt: its window is smaller than `num_ctx`."""

    async def stream(self, question: str, hits: Sequence[Hit], history: Sequence[Turn]) -> AsyncGenerator[str, None]:
        """Write the answer piece by piece; closing the iterator stops the model.

        Raises:
            ContextExceeded: the question leaves no room for a passage.
            ModelInterrupted: the model stopped before the end of its answer, after the pieces so far.
            ModelError: the model failed before the first piece.
        """
        question = _without_tokens(question)
        prompt = fit_prompt(
            self.rules + QUESTION + question,
            [(_label(hit.passage), _without_tokens(hit.passage.text)) for hit in hits],
            [Turn(turn.role, _without_tokens(turn.text)) for turn in history],
            room=self._room,
        )
        ending: dict[str, Any] = {}
        wrote = False
        try:
            async with aclosing(self._run(question, prompt, ending)) as pieces:
                async for piece in pieces:
                    if text := piece if wrote else piece.lstrip():
                        wrote = True
                        yield text
        except Exception as exc:
            _log.debug("o modelo %s falhou", self.name, exc_info=exc)
            raise ModelInterrupted if wrote else model_error(exc, self.name) from exc
        self._check_size(prompt, ending)
        if not wrote or not self._finished(ending):
            raise ModelInterrupted

    def _run(self, question: str, prompt: Prompt, ending: dict[str, Any]) -> AsyncGenerator[str]:
        """Start the chain; `ending` receives what the chunks say beside the text."""
        from langchain_core.runnables import RunnableGenerator

        async def keep_ending(chunks: "AsyncIterator[AIMessage]") -> "AsyncIterator[AIMessage]":
            async for chunk in chunks:
                ending.update(chunk.response_metadata)
                yield chunk

        chain = self._prompt | self._model | RunnableGenerator(keep_ending) | self._text
        values = {
            "rules": [("system", self.rules)],
            "history": [(turn.role, turn.text) for turn in prompt.history],
            "context": "\n\n".join(prompt.passages),
            "question": question,
        }
        return cast("AsyncGenerator[str]", chain.astream(values))

    def _finished(self, ending: dict[str, Any]) -> bool:
        reason = ending.get("done_reason") or ending.get("finish_reason") or ending.get("stop_reason")
        if reason is None:
            return split_name(self.name)[0] not in _SAYS_WHY
        return str(reason).lower() not in _CUT_SHORT

    def _check_size(self, prompt: Prompt, ending: dict[str, Any]) -> None:
        """Warn once where Ollama has cut the prompt, which it does without an error."""
        read = ending.get("prompt_eval_count")
        if read is None or read >= prompt.tokens * _TRUNCATED or self.truncated:
            return
        self.truncated = True
        _log.warning(
            "o modelo %s leu só %d dos cerca de %d tokens enviados: a janela do servidor é menor que num_ctx",
            self.name,
            read,
            prompt.tokens,
        )


def _label(passage: Passage) -> str:
    return _without_tokens(" › ".join(part for part in (passage.title, passage.heading) if part) + ":")


def _without_tokens(text: str) -> str:
    """Replace the control tokens of chat templates, by which a text could speak in another role.

    A space takes their place, so that what stood around them cannot join into another one.
    """
    return _TEMPLATE_TOKEN.sub(" ", text)
