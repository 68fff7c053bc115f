"""Copy a BEIR folder with one slip of the finger in each question, for `rosana evaluate`."""

import argparse
import json
import random
import re
import shutil
from pathlib import Path

_KEYS = ("qwertyuiop", "asdfghjklç", "zxcvbnm")
_NEXT = {
    key: keys[max(0, at - 1) : at] + keys[at + 1 : at + 2] for keys in _KEYS for at, key in enumerate(keys)
}  # on the same row
_WORD = re.compile(r"[^\W\d_]{4,}")


def slip(word: str, chance: random.Random) -> str:
    """Swap two letters, leave one out, type one twice, or hit the key beside it: anywhere in the word."""
    at = chance.randrange(len(word) - 1)
    before, one, after = word[:at], word[at], word[at + 1 :]
    beside = _NEXT.get(one.lower(), "")
    ways = [before + after[0] + one + after[1:], before + after, before + one + one + after]
    ways += [before + chance.choice(beside) + after] if beside else []
    return chance.choice([way for way in ways if way != word])


def with_slip(question: str, chance: random.Random) -> str:
    """Return a question with a slip in one of its words of four letters or more, if it has any."""
    words = list(_WORD.finditer(question))
    if not words:
        return question
    word = chance.choice(words)
    return question[: word.start()] + slip(word[0], chance) + question[word.end() :]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, metavar="BEIR")
    parser.add_argument("copy", type=Path, help="where the copy goes; must not exist")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    shutil.copytree(given.folder, given.copy)
    lines = (given.folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line) for line in lines]
    slipped = [{**one, "text": with_slip(one["text"], chance)} for one in questions]
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in slipped)
    (given.copy / "queries.jsonl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
