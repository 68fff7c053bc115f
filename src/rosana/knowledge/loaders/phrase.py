"""The words of one block of a page while they are gathered, with what is bold and where pictures stand."""

__all__ = ["Phrase"]

_BREAK = "\v"
"""A forced line break, as long as the newlines of the source are still there."""
_SENTENCE_ENDS = (".", "!", "?", ":", "…")
_LONGEST_LABEL = 40
_MOST_PICTURES = 50


class Phrase:
    """Gathers text node by node; `take` hands it out with its spaces put right."""

    def __init__(self) -> None:
        self._parts: list[tuple[str, bool]] = []
        self._pictures: list[tuple[int, str]] = []

    def add(self, text: str, *, bold: bool) -> None:
        """Append the text of a node; space at the front is of no use, and most of what stands between blocks."""
        if self._parts or not text.isspace():
            self._parts.append((text, bold))

    def __bool__(self) -> bool:
        return bool(self._parts or self._pictures)

    def add_break(self) -> None:
        """Append a forced line break."""
        self._parts.append((_BREAK, False))

    def add_picture(self, label: str) -> None:
        """Note a picture here; its label is text only where it stands for a word."""
        self._pictures.append((len(self._parts), label))

    def opening(self) -> tuple[str, bool]:
        """Return the bold words at the front, to the end of their line, and whether they are all there is."""
        length = self._opening_length()
        return _join(self._parts[:length]) if length else "", length == len(self._parts)

    def take_opening(self) -> str:
        """Remove and return what `opening` shows."""
        length = self._opening_length()
        text = _join(self._parts[:length])
        del self._parts[:length]
        self._pictures.clear()
        return text

    def take(self, *, labels_alone: bool = False) -> str:
        """Remove and return the text.

        Args:
            labels_alone: whether the label of a picture counts where nothing stands beside it.
        """
        for place, label in reversed(self._pictures[:_MOST_PICTURES]):
            if self._is_word(place, label, labels_alone=labels_alone):
                self._parts.insert(place, (label, False))
        text = _join(self._parts)
        self._parts.clear()
        self._pictures.clear()
        return text

    def _opening_length(self) -> int:
        begun = False
        for count, (text, bold) in enumerate(self._parts):
            if (begun and text == _BREAK) or (not bold and any(map(str.isalnum, text))):
                return count if begun else 0
            begun = begun or not text.isspace()
        return len(self._parts) if begun else 0

    def _is_word(self, place: int, label: str, *, labels_alone: bool) -> bool:
        """Tell whether a picture stands for a word: an icon in the middle of a sentence, or all of a cell."""
        if not label or len(label) > _LONGEST_LABEL or "." in label:
            return False
        before, after = _join(self._parts[:place]), _join(self._parts[place:])
        if not before and not after:
            return labels_alone
        return bool(before and after) and not before.endswith(_SENTENCE_ENDS)


def _join(parts: list[tuple[str, bool]]) -> str:
    whole = "".join([text for text, _ in parts])
    if _BREAK not in whole:
        return " ".join(whole.split())
    lines = whole.split(_BREAK)
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)
