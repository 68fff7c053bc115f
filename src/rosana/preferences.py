"""What the console chooses: kept in the database, in force at once here and within a second in other processes.

The environment and rosana.toml count first, then what was chosen, then the defaults.
"""

import asyncio
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, Literal, get_args
from uuid import uuid4

from pydantic import ValidationError

from rosana.answering.prompts import rules
from rosana.choices import Choices, Persona, Widget
from rosana.engine import Engine
from rosana.errors import PreferenceFixed, PreferenceInvalid, SettingsError
from rosana.models import require_provider
from rosana.privacy import MaskedKinds
from rosana.retrieval.confidence import threshold
from rosana.retrieval.search import Retriever
from rosana.settings import Settings, what_is_wrong
from rosana.store.past_questions import PastQuestion, past_questions
from rosana.store.preferences import StoredPreferences, stored_preferences
from rosana.store.session import Database

__all__ = ["Preferences", "RefusalEffect", "Setting", "follow_masked_kinds", "read_choices", "with_choices"]

Setting = Literal["model", "embeddings", "refused_share", "masked_kinds"]
"""What both the settings of the process and the console can say."""

_LOOK_EVERY = 1.0  # seconds; another process may have changed something
_PAST = 1000  # questions that a threshold is tried on
_SHOWN = 50  # of those that it changes

_LABELS = {
    "model": "O modelo",
    "embeddings": "O modelo de embeddings",
    "refused_share": "O limite de recusa",
    "masked_kinds": "O que é ocultado",
    "persona.name": "O nome",
    "persona.tone": "O tom",
    "greeting.pt-BR": "A saudação em português",
    "greeting.en": "A saudação em inglês",
    "languages": "Os idiomas",
    "widget.origins": "Os sites do widget",
    "widget.title": "O título do widget",
    "widget.color": "A cor do widget",
    "widget.position": "A posição do widget",
    "widget.locale": "O idioma do widget",
}

_NAMES = {"masked_kinds": "privacy.kinds"}
"""Of the settings that the process calls otherwise."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RefusalEffect:
    """What another threshold would have done to the questions of the past."""

    questions: int
    refused_now: int
    refused_then: int
    changed: Sequence[tuple[PastQuestion, bool]]
    """The newest that it treats otherwise, and whether it refuses them."""


class Preferences:
    """The preferences of one workspace, and what they are in force in.

    Args:
        database: where they are kept.
        settings: of the process, without them.
        choices: those that engine and retriever were opened with.
        engine: takes another model and other rules at once.
        retriever: takes another threshold at once; another embedding model is opened by who has it embed.
        masked_kinds: takes what is chosen, now and at once when it changes.
    """

    def __init__(  # noqa: PLR0913 — one parameter for each part
        self,
        database: Database,
        settings: Settings,
        choices: Choices,
        *,
        engine: Engine,
        retriever: Retriever,
        masked_kinds: MaskedKinds,
    ) -> None:
        self._database = database
        self._base = settings
        self._engine = engine
        self._retriever = retriever
        self._masked_kinds = masked_kinds
        self.embeddings_changed = asyncio.Event()
        """Set when another embedding model is wanted; cleared by who has it embed."""
        self._changing = asyncio.Lock()
        self._text: str | None = None
        self._choices = choices
        self._settings = with_choices(settings, choices)
        masked_kinds.now = self._settings.privacy.kinds
        engine.keep_to(rules(choices.persona.name, choices.persona.tone))

    @property
    def settings(self) -> Settings:
        """The settings of the process with what was chosen, as last seen."""
        return self._settings

    @property
    def persona(self) -> Persona:
        """Who answers, as last seen."""
        return self._choices.persona

    def is_fixed(self, setting: Setting) -> bool:
        """Tell whether the environment or rosana.toml has set this, so that nothing else can."""
        return _is_given(self._base, setting)

    async def current(self) -> Choices:
        """Return all that was chosen, as it is stored now; the widget has an id.

        Raises:
            StorageError: the database cannot be used.
        """
        await self.refresh()
        return self._choices if self._choices.widget.id else await self.change({})

    async def widget(self) -> Widget:
        """Return the widget as it is stored now; it has an id."""
        return (await self.current()).widget

    async def change(self, patch: Mapping[str, Any]) -> Choices:
        """Keep what is chosen anew, and put it in force; None takes back what was chosen (RFC 7396).

        Raises:
            PreferenceInvalid: a value breaks a rule, or its model cannot be opened here.
            PreferenceFixed: the environment or rosana.toml has set what is to change.
            StorageError: the database cannot be used.
        """
        self._check_free(patch)
        async with self._changing:
            async with self._database.write() as connection:
                stored = StoredPreferences(connection)
                before = json.loads(await stored.get() or "{}")
                merged = _merge(before, patch)
                known = before.get("widget", {}).get("id") or uuid4().hex
                merged["widget"] = {**merged.get("widget", {}), "id": known}
                choices = _validated(merged)
                self._check_models(choices, patch)
                text = choices.model_dump_json(by_alias=True, exclude_unset=True)
                await stored.put(text)
            await self._take(text, choices)
        return choices

    async def refresh(self) -> None:
        """Put in force what another process has changed; cheap where nothing has."""
        async with self._changing:
            text = await stored_preferences(self._database)
            if text != self._text:
                await self._take(text, _read(text))

    async def follow(self) -> None:
        """Do so again and again, until cancelled."""
        while True:
            await self.refresh()
            await asyncio.sleep(_LOOK_EVERY)

    async def refusal(self, refused_share: float) -> RefusalEffect:
        """Tell what another share of refused questions would have done to those of the past.

        Raises:
            PreferenceInvalid: it is no such share.
        """
        _validated({"refused_share": refused_share})
        now, then = threshold(self._settings.refused_share), threshold(refused_share)
        async with self._database.read() as connection:
            asked = await past_questions(connection, _PAST)
        changed = [
            (one, one.confidence < then) for one in asked if (one.confidence < now) is not (one.confidence < then)
        ]
        return RefusalEffect(
            questions=len(asked),
            refused_now=sum(one.confidence < now for one in asked),
            refused_then=sum(one.confidence < then for one in asked),
            changed=changed[:_SHOWN],
        )

    async def _take(self, text: str | None, choices: Choices) -> None:
        settings = with_choices(self._base, choices)
        if settings.model != self._settings.model:
            await self._engine.want(settings)
        self._engine.keep_to(rules(choices.persona.name, choices.persona.tone))
        if settings.embeddings != self._settings.embeddings:
            self._retriever.want(None)  # for now: what serves goes on until `embed` is called
            self.embeddings_changed.set()
        self._retriever.refuse(settings.refused_share)
        self._masked_kinds.now = settings.privacy.kinds
        self._settings, self._choices, self._text = settings, choices, text

    def _check_free(self, patch: Mapping[str, Any]) -> None:
        for setting in get_args(Setting):
            if setting in patch and self.is_fixed(setting) and not _is_same(patch[setting], self._base, setting):
                name = _NAMES.get(setting, setting)
                variable = f"ROSANA_{name.upper().replace('.', '__')}"
                raise PreferenceFixed(
                    f"{_LABELS[setting]} está definido no servidor e não pode ser mudado aqui. Para mudá-lo aqui, tire "
                    f"{variable} das variáveis e {name} do rosana.toml, e reinicie a Rosana."
                )

    def _check_models(self, choices: Choices, patch: Mapping[str, Any]) -> None:
        for setting in ("model", "embeddings"):
            name = getattr(choices, setting)
            if setting in patch and name not in (None, "auto", "extractive"):
                try:
                    require_provider(name, self._base)
                except SettingsError as exc:
                    raise PreferenceInvalid(exc.detail, field=setting) from exc


async def follow_masked_kinds(database: Database, settings: Settings, masked_kinds: MaskedKinds) -> None:
    """Mask what is chosen in other processes, where nothing else that can be chosen counts; until cancelled."""
    seen: str | None = None
    while True:
        text = await stored_preferences(database)
        if text != seen:
            masked_kinds.now = with_choices(settings, _read(text)).privacy.kinds
            seen = text
        await asyncio.sleep(_LOOK_EVERY)


async def read_choices(database: Database) -> Choices:
    """Return what was chosen.

    Raises:
        StorageError: the database cannot be read.
    """
    return _read(await stored_preferences(database))


def _is_given(settings: Settings, setting: Setting) -> bool:
    if setting == "masked_kinds":
        return "kinds" in settings.privacy.model_fields_set
    return setting in settings.model_fields_set


def _is_same(value: Any, settings: Settings, setting: Setting) -> bool:
    if setting == "masked_kinds":
        return value is not None and set(value) == settings.privacy.kinds
    return bool(value == getattr(settings, setting))


def with_choices(settings: Settings, choices: Choices) -> Settings:
    """Return the settings with what was chosen, where they were not set themselves.

    A model that cannot be opened here, because its package or key is gone, counts as not chosen.
    """
    chosen: dict[str, Any] = {}
    for setting in get_args(Setting):
        value = getattr(choices, setting)
        if value is None or _is_given(settings, setting):
            continue
        if setting == "masked_kinds":
            chosen["privacy"] = settings.privacy.model_copy(update={"kinds": value})
            continue
        try:
            if setting != "refused_share" and value not in ("auto", "extractive"):
                require_provider(value, settings)
        except SettingsError as exc:
            _log.warning("o que foi escolhido nos Ajustes não vale (%s): %s", setting, exc)
            continue
        chosen[setting] = value
    return settings.model_copy(update=chosen)


def _read(text: str | None) -> Choices:
    """Return what was stored, less what the rules of this version refuse."""
    values = json.loads(text or "{}")
    try:
        return Choices.model_validate(values)
    except ValidationError as exc:
        refused = {tuple(part for part in error["loc"] if isinstance(part, str)) for error in exc.errors()}
    for *place, name in refused:
        _log.warning("o que foi escolhido nos Ajustes não vale mais: %s", ".".join((*place, name)))
        reduce(dict.__getitem__, place, values).pop(name)
    return Choices.model_validate(values)


def _validated(values: Mapping[str, Any]) -> Choices:
    try:
        return Choices.model_validate(values)
    except ValidationError as exc:
        name, sentence = what_is_wrong(exc)[0]
        field = ".".join(part for part in name.split(".") if not part.isdigit())
        raise PreferenceInvalid(f"{_LABELS.get(field, field)}: {sentence}.", field=field) from exc


def _merge(before: Mapping[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    """Apply a JSON merge patch: https://www.rfc-editor.org/rfc/rfc7396."""
    merged = dict(before)
    for key, value in patch.items():
        if value is None:
            merged.pop(key, None)
        elif isinstance(value, Mapping):
            inner = merged.get(key)
            merged[key] = _merge(inner if isinstance(inner, Mapping) else {}, value)
        else:
            merged[key] = value
    return merged
