"""The licence file must be there, open to the app, readable as one, and not run out.

A licence that ran out at midnight stops an app that nobody has touched, and the message is often not more
than "startup failed". A clock that is wrong does the same to a good licence; the clock is looked at beside.
Only the dates are taken from the licence: nothing else of it leaves this host.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

from farhand.checks import _way, _way_meaning, config, directory
from farhand.checks._license import paste
from farhand.checks._license.command import command
from farhand.checks._license.dates import MOST, Dates, dates
from farhand.checks._license.examples import EXAMPLES
from farhand.look import Look
from farhand.model import FAIL, PASS, WARN, Facts, Finding, Seen, Verdict
from farhand.target.units import duration

__all__ = ["EXAMPLES", "OWN", "SETTINGS", "STAGES", "command", "judge", "probe", "read"]

STAGES = ("config", "path", "access", "license")
OWN = ("path", "access", "license")
SETTINGS = ("path", "key", "expires", "warn_before")

#: Seconds before its end from which on it is told.
WARN_BEFORE = 14 * 86400.0


def probe(look: Look) -> Iterator[Seen]:
    target = yield from config.settle(look)
    if target is None:
        return
    settings = config.filled(look)
    if settings.get("key"):
        why = "the licence is in a variable"
        yield Seen("path", {"not_applicable": why})
        yield Seen("access", {"not_applicable": why})
        yield Seen("license", {**_wanted(settings), **facts_of(str(settings["key"]), settings)})
        return
    way = _way.walk(look, str(settings.get("path") or ""))
    if isinstance(way, str):
        yield Seen("path", {"path": settings.get("path", "")}, unknown=way)
        return
    yield Seen("path", way.facts())
    if judge("path", way.facts()).outcome != PASS:
        return
    found, trouble = _way.attempt(
        look, lambda: {"kernel": _way.kernel_says(way), **_way.limits_of(way, look)}
    )
    access = {**way.facts(), "writable": False, **(found or {}), **trouble}
    yield Seen("access", access)
    if judge("access", access).outcome == PASS:
        yield _read(look, way, settings)


def _read(look: Look, way: _way.Way, settings: dict[str, Any]) -> Seen:
    def act() -> str:
        with open(way.seen_from_here, "rb") as file:
            return file.read(MOST).decode("utf-8-sig", "replace")

    text, trouble = _way.attempt(look, act)
    told = {} if text is None else facts_of(text, settings)
    return Seen("license", {**way.facts(), **_wanted(settings), **told, **trouble})


def _wanted(settings: dict[str, Any]) -> dict[str, Any]:
    warn = duration(settings.get("warn_before"))
    return {
        "key": str(settings.get("expires") or ""),
        "warn_before_s": WARN_BEFORE if warn is None else warn,
    }


def facts_of(text: str, settings: dict[str, Any]) -> dict[str, Any]:
    """What its text tells, with this host's clock."""
    found = dates(text, str(settings.get("expires") or ""))
    return {**told(found), "empty": not text.strip(), "now": _now()}


def told(found: Dates) -> dict[str, Any]:
    return {"form": found.form, "ends": found.ends, "begins": found.begins, "never": found.never}


def _now() -> str:
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def read(text: str) -> Iterator[Seen]:
    """What the command printed, as the facts that the probe makes."""
    yield from paste.read(text)


def judge(stage: str, facts: Facts) -> Verdict:
    if stage == "path":
        return _way_meaning.judge_path(facts, ("file",))
    if facts.get("hung"):
        return _way_meaning.hangs(facts)
    if stage == "access":
        return directory.judge_rights(facts, "r")
    return _judge(facts)


def _judge(facts: Facts) -> Verdict:
    if facts.get("errno"):
        return _way_meaning.by_errno(facts, facts["errno"], doing="reading it")
    name = facts.get("path") or "the licence"
    if facts.get("empty"):
        return _fail("config.file_invalid", 0.9, f"{name} is empty", facts)
    now, ends, begins = (_at(facts.get(key)) for key in ("now", "ends", "begins"))
    if now and ends and ends <= now:
        says = f"{name} ran out on {facts['ends']}; this host's clock says {facts['now']}"
        return _fail("app.license", 0.92, says, facts, ("clock.skew",))
    if now and begins and begins > now:
        says = f"{name} begins only on {facts['begins']}; this host's clock says {facts['now']}"
        return _fail("app.license", 0.8, says, facts, ("clock.skew",))
    if facts.get("key") and not ends and not facts.get("never"):
        says = f"{name} holds no date under {facts['key']!r}, by which the app is said to know its end"
        return _fail("config.file_invalid", 0.8, says, facts)
    if now and ends:
        days = (ends - now).total_seconds() / 86400
        if days * 86400 < facts.get("warn_before_s", WARN_BEFORE):
            return Verdict(WARN, f"{name} runs out in {days:.0f} days, on {facts['ends']}")
        return Verdict(PASS, f"{name} is good until {facts['ends']}")
    return Verdict(
        PASS, f"{name} never runs out" if facts.get("never") else f"{name} names no day of its end"
    )


def _at(text: Any) -> datetime | None:
    try:
        return datetime.strptime(str(text), "%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return None


def _fail(cause: str, sure: float, says: str, facts: Facts, others: tuple[str, ...] = ()) -> Verdict:
    params = _way_meaning.params({"path": "the licence", **facts})
    return Verdict(FAIL, says, (Finding(cause, sure, says, params, others),))
