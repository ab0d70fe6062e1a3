"""Where pieces of text are in a file: by whole blocks, at the speed of memory where stringzilla is there."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from farhand.logs.places import Anywhere

#: Bytes that are searched at once: a block stays near the processor.
BLOCK = 1 << 19


def searcher() -> Callable[[bytes, bytes, int], int]:
    """find(data, text, start) -> where the text is from `start` on, or -1."""
    try:
        import stringzilla  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return bytes.find
    found: Callable[[bytes, bytes, int], int] = stringzilla.find
    return found


def forward(
    file: Anywhere, low: int, high: int, texts: Sequence[bytes], seen: Callable[[int, bytes], None]
) -> Generator[int, int | None, None]:
    """Offsets of all places of any of the texts that begin between two offsets, in order.

    What is sent to the generator is an offset before which no more places are wanted; `seen` is told each
    block in which a text is, with its offset, before its places are given.
    """
    find = searcher()
    more = max(map(len, texts)) - 1
    wanted = low
    at_hand: bytes | None = getattr(file, "data", None)
    size = BLOCK if at_hand is None else max(high, 1)
    for at in range(low if at_hand is None else 0, high, size):
        if wanted >= at + size:
            continue
        limit = min(size, high - at)
        data = file.read(at, limit + more) if at_hand is None else at_hand
        places = dict.fromkeys(texts, -1)
        fresh = True
        while True:
            place = _next(find, data, places, wanted - at, limit)
            if place < 0:
                break
            if fresh:
                seen(at, data)
                fresh = False
            wanted = max(at + place + 1, (yield at + place) or 0)


def _next(
    find: Callable[[bytes, bytes, int], int], data: bytes, places: dict[bytes, int], start: int, limit: int
) -> int:
    """The first place of any text from `start` on; `places` keeps what was found, the others leave it."""
    best = -1
    for text, place in list(places.items()):
        if place < max(start, 0):
            place = find(data, text, max(start, 0))
            if not 0 <= place < limit:
                del places[text]
                continue
            places[text] = place
        if best < 0 or place < best:
            best = place
    return best
