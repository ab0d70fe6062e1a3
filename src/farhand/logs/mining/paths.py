"""Masked words by outline: remembered, so that the masks run once per outline and not once per record."""

from __future__ import annotations

from farhand.logs.mining import masks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

#: Distance between the numbers of two paths: a level fits in between.
STRIDE = 64
#: What is remembered at most; to forget costs time and changes nothing.
_OUTLINES, _SHORTS, _PATHS = 60_000, 60_000, 20_000


class Paths:
    """`words[n]` are the words of the path with the number n x STRIDE."""

    __slots__ = ("_by_outline", "_by_short", "_by_words", "generation", "words")

    def __init__(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self.words: list[tuple[bytes, ...]] = []
        self.generation = getattr(self, "generation", 0) + 1
        self._by_outline: dict[bytes, int] = {}
        self._by_short: dict[bytes, int] = {}
        self._by_words: dict[tuple[bytes, ...], int] = {}

    def numbers(self, outlines: Sequence[bytes]) -> tuple[list[int], list[int]]:
        """One number per outline, good for one generation; and the places of those with several lines."""
        self._bound()
        found: list[int | None] = list(map(self._by_outline.get, outlines))
        missing = [place for place, number in enumerate(found) if number is None] if None in found else []
        longer = self._learn(found, missing, [outlines[place] for place in missing]) if missing else []
        return found, longer  # type: ignore[return-value]

    def _bound(self) -> None:
        if len(self._by_short) > _SHORTS or len(self.words) > _PATHS:
            self._forget()
        if len(self._by_outline) > _OUTLINES:
            self._by_outline = {}

    def _learn(self, found: list[int | None], missing: list[int], new: list[bytes]) -> list[int]:
        """Fill in the numbers at the places that are missing; the places of outlines of several lines.

        These are not remembered: hardly one of them ever comes again.
        """
        long = [n for n, outline in enumerate(new) if len(outline) > masks.HEAD or b"\n" in outline]
        shorts = masks.reduced(new, long)
        numbers = list(map(self._by_short.get, shorts))
        for n in [n for n, number in enumerate(numbers) if number is None]:
            numbers[n] = self._number(shorts[n])
        for place, number in zip(missing, numbers):
            found[place] = number
        self._by_outline.update(zip(new, numbers))  # type: ignore[arg-type]
        for n in long:
            self._by_outline.pop(new[n], None)
        return [missing[n] for n in long if b"\n" in new[n]]

    def _number(self, short: bytes) -> int:
        number = self._by_short.get(short)  # two outlines of one batch may have the same
        if number is None:
            plain = masks.plainer(short)
            number = self._by_short.get(plain)
            if number is None:
                number = self._by_short[plain] = self._numbered(masks.words(plain))
            self._by_short[short] = number
        return number

    def _numbered(self, words: tuple[bytes, ...]) -> int:
        number = self._by_words.get(words)
        if number is None:
            number = self._by_words[words] = len(self.words) * STRIDE
            self.words.append(words)
        return number
