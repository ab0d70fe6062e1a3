"""From what triage has seen to the findings of `farhand diagnose`: its records are weighed as texts."""

from __future__ import annotations

from collections import Counter

from farhand.evidence import Opinion, weigh
from farhand.logs import places
from farhand.logs.clock import of_log
from farhand.logs.engines import Settings
from farhand.logs.engines.work import close
from farhand.logs.mining import Summary, templates
from farhand.logs.slicing import opening, woven
from farhand.logs.triage.report import Report
from farhand.reading import WHOLE, Source
from farhand.redact import Redactor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from farhand.logs.formats import Reading
    from farhand.logs.mining.entry import Seen
    from farhand.logs.places import Anywhere
    from farhand.model import App

#: Records that are weighed, of all logs together; places of one type of exception; bytes of a record.
_MOST, _PLACES, _LONGEST = 200, 3, 1 << 14


def opinion(summary: Summary, found: Report, settings: Settings, app: App | None) -> Opinion:
    """The records that tell most, whole where the log can be read again, as one text for each log."""
    return weigh(_sources(_telling(summary, found), settings), Redactor(), app, whole_site=True)


def _telling(summary: Summary, found: Report) -> dict[str, list[Seen]]:
    """By log: of each kind of error the first and the last, of exceptions, of what is new, of warnings."""
    every = templates(summary)
    seen: dict[tuple[str, int], Seen] = {}
    for one in _ranked(summary, found):
        if one[1] and len(seen) < _MOST:
            seen.setdefault((one[1], one[2]), one)
    for template in every:
        if template.worst >= 30 and len(seen) < _MOST:
            seen.setdefault((template.first[1], template.first[2]), template.first)
    logs: dict[str, list[Seen]] = {}
    for one in sorted(seen.values(), key=lambda one: (one[0], one[1], one[2])):
        logs.setdefault(one[1], []).append(one)
    return logs


def _ranked(summary: Summary, found: Report) -> Iterator[Seen]:
    for broken in found.broken:
        yield broken.template.first
        yield from (after.template.first for after in broken.followed_by)
    yield from _of_faults(summary)
    yield from (one.first for one in found.new or ())
    yield from (one.last for one in templates(summary) if one.error)


def _of_faults(summary: Summary) -> Iterator[Seen]:
    """Of each type of exception the first at its commonest places."""
    count: Counter[str] = Counter()
    for (kind, _), entry in sorted(summary.faults.entries.items(), key=lambda one: (-one[1].count, one[0])):
        count[kind] += 1
        if count[kind] <= _PLACES:
            yield entry.first


def _sources(logs: dict[str, list[Seen]], settings: Settings) -> Iterator[Source]:
    for name, rows in logs.items():
        text = "\n".join(one.decode("utf-8", "replace").rstrip("\n") for one in _whole(name, rows, settings))
        text = text.encode()[:WHOLE].decode("utf-8", "ignore") + "\n"
        yield Source(f"{name}, {_count(len(rows))}", [text.encode()], text)


def _count(number: int) -> str:
    return f"{number} telling record" + ("" if number == 1 else "s")


def _whole(name: str, rows: list[Seen], settings: Settings) -> list[bytes]:
    """The records with all their lines; what is kept of them where the log cannot be read again."""
    from farhand.errors import Mistake

    kept = [text for _, _, _, text in rows]
    if name == "standard input" or places.is_live(name):
        return kept
    try:
        place = places.opened(name)
    except Mistake:
        return kept
    try:
        return _again(place, rows, settings) if hasattr(place, "read") else kept  # type: ignore[arg-type]
    finally:
        close(place)


def _again(place: Anywhere, rows: list[Seen], settings: Settings) -> list[bytes]:
    reading = opening.of_file(place, of_log(place, settings.zone))
    found = []
    for _, _, offset, text in rows:
        whole = _record(place, reading, offset)
        found.append(whole if text[:20] in whole else text)
    return found


def _record(place: Anywhere, reading: Reading | None, offset: int) -> bytes:
    """What begins there, with all its lines."""
    if reading and reading.source:
        return next((one.text for one in woven.of_range(reading, place, offset, offset + 1)), b"")
    data = place.read(offset, _LONGEST)
    line_end = data.find(b"\n") + 1
    after = reading.begin.search(data, line_end) if reading and line_end else None
    return data[: after.start() if after else len(data)]
