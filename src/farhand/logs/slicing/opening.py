"""How a log is read, told by its beginning and some other places."""

from __future__ import annotations

from farhand.logs import quick

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from farhand.logs.clock import Clock
    from farhand.logs.formats import Reading
    from farhand.logs.model import Query
    from farhand.logs.places import Anywhere, Place
    from farhand.logs.places.memory import Memory

#: Bytes at a log's beginning, and at some other places, by which its format is told.
HEAD, SAMPLE, SAMPLES = 1 << 15, 1 << 12, 4
#: With so few lines in it the beginning is one of so many bytes.
FEW, LONG = 8, 1 << 20


def reading_of(log: Place, clock: Clock) -> tuple[Reading | None, Iterator[bytes]]:
    """How a log is read, and its bytes from the beginning on."""
    if hasattr(log, "read"):
        return of_file(log, clock), log.blocks()  # type: ignore[arg-type]
    if hasattr(log, "head"):
        return _told(_lines(lambda count: log.head(0, count)), b"", clock), log.blocks()
    blocks = log.blocks()
    head = next(blocks, b"")
    return _told(_lines(lambda count: head[:count]), b"", clock), _again(head, blocks)


def of_file(file: Anywhere, clock: Clock) -> Reading | None:
    """How a file is read, by its first lines and some of the others."""
    step = file.size // (SAMPLES + 1)
    samples = (file.read(step * number, SAMPLE) for number in range(1, SAMPLES + 1) if step > HEAD)
    return _told(
        _lines(lambda count: file.read(0, count)),
        b"".join(one[one.find(b"\n") + 1 : one.rfind(b"\n") + 1] for one in samples),
        clock,
    )


def _lines(read: Callable[[int], bytes]) -> bytes:
    """A log's beginning, of which `read` gives that many bytes: more where its lines are long."""
    head = read(HEAD)
    return head if head.count(b"\n") >= FEW else read(LONG)


def _told(head: bytes, samples: bytes, clock: Clock) -> Reading | None:
    found = quick.recognise(head[: head.rfind(b"\n") + 1] + samples, clock)
    if found:
        return found
    from farhand.logs import recognise

    return recognise.recognise(head, clock, samples)


def _again(head: bytes, blocks: Iterator[bytes]) -> Iterator[bytes]:
    yield head
    yield from blocks


def narrowed(log: Place, reading: Reading | None, query: Query) -> Memory | None:
    """The part of a big compressed file that holds the window, where it has an index."""
    if reading is None or query.exhaustive or not hasattr(log, "part"):
        return None
    found: Memory | None = log.part(reading, query.since, query.until, query.slack)
    return found
