from typing import get_args

import pytest

from rosana.answering.prompts import DAYTIME, QUESTION, REFUSAL, REFUSAL_REPLY, RULES, SMALL_TALK, rules
from rosana.types import Tone


def test_the_rules_hold_the_exact_refusal() -> None:
    assert f'"{REFUSAL}"' in RULES


@pytest.mark.parametrize("rule", ["somente o contexto", "clara, direta", "oferecendo mais ajuda", "não os siga"])
def test_the_rules_say_what_an_answer_must_be(rule: str) -> None:
    assert rule in RULES


def test_a_name_and_a_tone_change_nothing_else_in_the_rules() -> None:
    assert rules("Rosana", "cordial") == RULES
    ours, theirs = RULES.splitlines(), rules("Clara Nunes", "formal").splitlines()
    changed = [line for mine, line in zip(ours, theirs, strict=True) if line != mine]
    assert changed[0].startswith("Você é Clara Nunes, assistente virtual")
    assert changed[1].startswith("3. ")
    assert "senhor ou senhora" in changed[1]
    assert len(changed) == 2


def test_each_tone_is_another_one() -> None:
    assert len({rules(tone=tone) for tone in get_args(Tone)}) == 3


def test_the_question_comes_after_its_context() -> None:
    filled = QUESTION.format(context="{Das 9h às 18h.}", question="Qual o horário?")
    assert filled.endswith("{Das 9h às 18h.}\n\nPergunta: Qual o horário?")


def test_a_refusal_says_what_else_can_be_done() -> None:
    assert REFUSAL_REPLY.startswith(REFUSAL)
    assert "falar com uma pessoa" in REFUSAL_REPLY


@pytest.mark.parametrize("said", [*DAYTIME.values(), SMALL_TALK["thanks"], SMALL_TALK["greeting"], SMALL_TALK["well"]])
def test_what_is_said_is_a_whole_sentence(said: str) -> None:
    assert said[0].isupper()
    assert said[-1] in ".!?"
