"""The host's clock must be right, as told by peers that the app talks to anyway.

A wrong clock is found in the wrong place: certificates look expired or not yet valid, tokens and
signatures are refused, all on one day and by different services. No time server is needed to see it:
web servers, PostgreSQL and Redis all tell their time. Two of them that agree decide; one alone may be
wrong itself. Time servers are asked only where the site or the declaration names them.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from farhand.checks import _sections as sections
from farhand.checks._clock import meaning as meaning
from farhand.checks._clock import script
from farhand.checks._clock.examples import EXAMPLES
from farhand.checks._clock.paste import read
from farhand.hostfacts import timesync
from farhand.hostfacts.patience import Hangs, patiently
from farhand.look import Look
from farhand.model import Command, Evidence, Facts, Seen, Verdict
from farhand.target import is_loopback, shell
from farhand.target.units import duration
from farhand.wire import ntp, peers
from farhand.wire.together import together

__all__ = ["EXAMPLES", "STAGES", "command", "judge", "probe", "read"]

STAGES = ("peers", "jump", "sync")
OWN = STAGES
ALWAYS = True
AFTER = ("*",)
SETTINGS = ("max_skew", "ntp", "peers", "enabled")

#: Seconds that a time server or a declared peer has to answer.
PATIENCE = 1.0
#: How far the wall clock was ahead of the steady one when this module was loaded.
_BEGAN = time.time() - time.monotonic()


def probe(look: Look) -> Iterator[Seen]:
    jump = round(time.time() - time.monotonic() - _BEGAN, 3)
    found = told(look.seen)
    named = _named(look) + (_outside(look) if len(found) < 2 and _dates_refused(look.seen) else [])
    asked = _ask(named, look.deadline.within(PATIENCE)) if named else []
    good = found + [row for row in asked if "offset_s" in row]
    facts = {"max_skew_s": _max_skew(look), "now": _now(), "peers": good}
    yield Seen("peers", facts if meaning.tells(facts) else {**facts, "critical": False})
    yield Seen("jump", {"jump_s": jump})
    kernel = timesync.kernel()
    yield Seen("sync", {"kernel": kernel, "servers": asked, "critical": False})


def told(seen: Sequence[Evidence]) -> list[dict[str, Any]]:
    """What other steps have learnt of peers' clocks: {"peer", "offset_s", "error_s", "place", "near"}."""
    found: dict[str, dict[str, Any]] = {}
    for row in seen:
        clock = row.facts.get("peer_clock")
        if isinstance(clock, Mapping) and isinstance(clock.get("offset_s"), (int, float)):
            place, url, near = _place(row.subject, seen)
            made = {
                "peer": str(clock.get("peer") or row.subject), "offset_s": float(clock["offset_s"]),
                "error_s": float(clock.get("error_s") or 0.5), "place": place, "url": url, "near": near,
            }  # fmt: skip
            better = found.get(place)
            if better is None or made["error_s"] < better["error_s"]:
                found[place] = made
    return list(found.values())


def _place(subject: str, seen: Sequence[Evidence]) -> tuple[str, str, bool]:
    """`host:port` of a peer, its URL if it is a web server, and whether it is this very host."""
    facts: dict[str, Any] = {}
    for row in seen:
        if row.subject == subject:
            facts.update({key: row.facts[key] for key in ("scheme", "host", "port") if row.facts.get(key)})
    host, scheme = str(facts.get("host") or subject), str(facts.get("scheme") or "")
    place = f"{host}:{facts.get('port', '')}"
    url = f"{scheme}://{place}/" if scheme in ("http", "https") else ""
    return place, url, is_loopback(host) or host.startswith("/")


def _named(look: Look) -> list[dict[str, str]]:
    """The time servers and peers that somebody has named."""
    rows = [
        {"server": name, "file": "farhand.toml", "how": "ntp"} for name in _words(look.options.get("ntp"))
    ]
    rows += [
        {"server": url, "file": "farhand.toml", "how": "http"} for url in _words(look.options.get("peers"))
    ]
    known = {row["server"] for row in rows}
    return rows + [{**row, "how": "ntp"} for row in timesync.servers() if row["server"] not in known]


def _outside(look: Look) -> list[dict[str, str]]:
    """What the declaration gives to try outside; asked where dates are refused and too few tell the time."""
    section = look.app.sections.get("outside") or {}
    return [{"server": url, "file": "farhand.toml", "how": "http"} for url in _words(section.get("urls"))[:2]]


def _dates_refused(seen: Sequence[Evidence]) -> bool:
    """Some certificate was not yet, or no longer, valid by this host's clock (OpenSSL's codes 9 and 10)."""
    verdicts = [row.facts.get("verify") for row in seen if row.stage == "tls"]
    return any(isinstance(v, Mapping) and v.get("code") in (9, 10) for v in verdicts)


def _words(value: object) -> list[str]:
    listed = value if isinstance(value, (list, tuple)) else [value] if value else []
    return [str(word) for word in listed][:4]


def _ask(named: Sequence[Mapping[str, str]], deadline: Any) -> list[dict[str, Any]]:
    """Ask them all at once: each row with its offset, or with why there is none."""
    answers = together({row["server"]: _job(row, deadline) for row in named}, deadline)
    rows = []
    for row in named:
        answer = answers.get(row["server"])
        extra = answer if isinstance(answer, dict) else {"problem": "no answer in the time there was"}
        rows.append({"peer": row["server"], "place": row["server"], "near": False, **row, **extra})
    return rows


def _job(row: Mapping[str, str], deadline: Any) -> Any:
    def work() -> dict[str, Any]:
        try:
            if row["how"] == "http":
                return dict(patiently(lambda: peers.ask(row["server"], deadline), deadline.left()))
            address = patiently(lambda: ntp.addresses(row["server"]), deadline.left())[0]
            return dict(ntp.ask(address, deadline))
        except Hangs:
            return {"problem": "no answer in the time there was"}
        except (OSError, ValueError, ntp.Refused) as error:
            return {"problem": str(error) or type(error).__name__}

    return work


def _max_skew(look: Look) -> float:
    return duration(look.options.get("max_skew")) or meaning.MAX_SKEW


def _now() -> str:
    return datetime.fromtimestamp(time.time(), timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def judge(stage: str, facts: Facts) -> Verdict:
    return {"peers": meaning.of_peers, "jump": meaning.of_jump, "sync": meaning.of_sync}[stage](facts)


def command(subject: str, settings: Mapping[str, Any]) -> Command:
    declared = {key: settings[key] for key in (*SETTINGS, "declared_urls", "variables") if key in settings}
    told = {**declared, "urls": declared.get("declared_urls", ())}
    text = shell.script(
        [
            shell.settle("clock", told, needs_place=False),
            sections.WATCH,
            script.part({**settings, **declared}),
        ]
    )
    return Command(text, why="compares the clock of this host with clocks of others", seconds=60,
                   prints="this host's time, and that of web and time servers",
                   connects=(*script.peers(settings), "time peers", "proxy", "resolver"))  # fmt: skip
