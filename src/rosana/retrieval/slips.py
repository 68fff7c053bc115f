"""Whether one slip makes a word another one: of a finger, or of the ear."""

from math import hypot

__all__ = ["SHORTEST", "is_slip"]

SHORTEST = 5
"""Letters below which too many words are one letter from each other; of words of so many, only a swap is sure."""
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_REACH = 1.2  # widths of a key, from the middle of one to the middle of its neighbours
_SOUNDS = ("sczx", "mn", "ei", "ou", "gj", "lu", "kqc")


def _confused() -> dict[str, str]:
    """Return, for each letter, those that stand beside it on the keyboard or sound like it."""
    places = {key: (row, column + row / 2) for row, keys in enumerate(_KEYS) for column, key in enumerate(keys)}
    beside = {
        key: "".join(other for other, at in places.items() if hypot(at[0] - place[0], at[1] - place[1]) < _REACH)
        for key, place in places.items()
    }
    return {key: keys + "".join(group for group in _SOUNDS if key in group) for key, keys in beside.items()}


_CONFUSED = _confused()


def is_slip(one: str, other: str) -> bool:
    """Tell whether two folded words are one slip from each other.

    That is two letters that changed places, one more or less, or a neighbour's in its place. These last neither at the
    beginning nor at the end: another beginning is another word, and another ending another form of it.
    """
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < SHORTEST or len(longer) - len(shorter) > 1 or one == other:
        return False
    first = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(shorter))
    rest = one[first + 2 :] == other[first + 2 :]
    if rest and one[first : first + 2] == other[first : first + 2][::-1]:
        return True
    if len(longer) <= SHORTEST or (one[0], one[-1]) != (other[0], other[-1]):
        return False
    if len(shorter) < len(longer):
        return shorter[first:] == longer[first + 1 :]
    return one[first + 1 :] == other[first + 1 :] and one[first] in _CONFUSED.get(other[first], "")
