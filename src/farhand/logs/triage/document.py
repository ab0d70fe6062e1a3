"""What triage tells as one JSON document: `farhand.triage/1`.  Pure.

Times are RFC 3339 in UTC, null where a record has none. Nothing in it depends on who read which part.
"""

from __future__ import annotations

from datetime import datetime, timezone

from farhand.logs.triage.report import level

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from farhand.logs.mining import Template
    from farhand.logs.mining.entry import Seen
    from farhand.logs.triage.order import Broken
    from farhand.logs.triage.report import Report
    from farhand.logs.triage.rhythm import Stretch

SCHEMA = "farhand.triage/1"


def document(found: Report) -> dict[str, Any]:
    """Without what is known of the sources and the causes, which its caller adds."""
    return {
        "records": found.records,
        "without_time": found.untimed,
        "errors": found.bad,
        "first": when(found.first),
        "last": when(found.last),
        "shapes": found.shapes,
        "templates": [template(one) for one in found.templates],
        "new": None if found.new is None else [template(one) for one in found.new],
        "broken_first": [_broken(one) for one in found.broken],
        "bursts": [_stretch(one) for one in found.bursts],
        "gaps": [_stretch(one) for one in found.gaps],
        "rate": {
            "seconds": found.width,
            "points": [[when(begin), bad, count] for begin, bad, count in found.rate],
        },
        "exceptions": [
            {"type": f.kind, "place": f.place, "count": f.count, "first": when(f.first), "last": when(f.last)}
            for f in found.faults
        ],
        "worth_sending": [
            {"time": when(w.time), "source": w.source, "offset": w.offset, "text": text(w.text), "why": w.why}
            for w in found.worth
        ],
        "trace": [
            {
                "time": when(t.time),
                "source": t.source,
                "service": t.service,
                "level": level(t.level),
                "text": t.text,
            }
            for t in found.trace
        ],
    }


def when(time: float | None) -> str | None:
    """RFC 3339 with milliseconds; None for what is no time of this calendar."""
    if time is None or not abs(time) < float("inf"):
        return None
    try:
        at = datetime.fromtimestamp(time, timezone.utc)
    except (ValueError, OverflowError, OSError):
        return None
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def template(one: Template) -> dict[str, Any]:
    return {
        "text": one.text,
        "count": one.count,
        "level": level(one.worst),
        "first": _seen(one.first),
        "last": _seen(one.last),
    }


def _seen(seen: Seen) -> dict[str, Any]:
    time, source, offset, example = seen
    return {"time": when(time), "source": source, "offset": offset, "text": text(example)}


def _broken(one: Broken) -> dict[str, Any]:
    return {
        "template": one.template.text,
        "count": one.template.count,
        "since": when(one.since),
        "usual": one.usual,
        "first": _seen(one.template.first),
        "followed_by": [
            {"template": after.template.text, "count": after.template.count, "since": when(after.since)}
            for after in one.followed_by
        ],
    }


def _stretch(one: Stretch) -> dict[str, Any]:
    return {"from": when(one.begin), "to": when(one.end), "records": one.count, "usual": round(one.usual, 1)}
