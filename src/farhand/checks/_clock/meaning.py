"""What the peers' clocks mean together.  Pure."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from farhand.model import FAIL, PASS, UNKNOWN, WARN, Facts, Finding, Verdict

#: Seconds that a clock may be off, unless [checks.clock] max_skew says otherwise.
MAX_SKEW = 5.0
#: A jump of the wall clock during one self-test that is no slow correction.
JUMP = 2.0

#: No clock that works shows a time before this one: a device without battery begins at 1970 or so.
EARLIEST = datetime(2024, 1, 1, tzinfo=timezone.utc)

Peer = Mapping[str, Any]


def tells(facts: Facts) -> bool:
    """Is there anything to judge the clock by?"""
    now = _time(facts)
    return bool(_witnesses(facts)) or (now is not None and now < EARLIEST)


def _time(facts: Facts) -> datetime | None:
    try:
        return datetime.strptime(str(facts.get("now")), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
    except ValueError:
        return None


def _witnesses(facts: Facts) -> list[Peer]:
    """The peers whose clock has ever been set."""
    now = _time(facts)
    return [
        p
        for p in facts["peers"]
        if now is None or abs(p["offset_s"]) > 1e10 or now - timedelta(seconds=p["offset_s"]) >= EARLIEST
    ]


def of_peers(facts: Facts) -> Verdict:
    """Peers that agree with this host, against those that agree with each other that it is wrong."""
    peers, now = _witnesses(facts), _time(facts)
    if not peers and now and now < EARLIEST:
        return _never_set(facts)
    allowed = float(facts.get("max_skew_s") or MAX_SKEW)
    right = [p for p in peers if abs(p["offset_s"]) <= allowed + p["error_s"]]
    wrong = [p for p in peers if p not in right]
    if not peers:
        return Verdict(UNKNOWN, "nobody that the app talks to has told the time")
    if not wrong:
        return Verdict(PASS, f"the clock agrees with {_names(right)}{_within(right)}")
    # A peer on this very host has this host's clock: that it agrees says nothing.
    witnesses = [p for p in right if not p.get("near")]
    together = largest(wrong, allowed)
    if len(witnesses) >= 2 and len(witnesses) > len(together):
        return Verdict(
            WARN, f"the clock agrees with {_names(witnesses)}; {_told(wrong, facts)}: not this host's fault"
        )
    if not witnesses and len(wrong) == 1:
        return _skewed(facts, together, 0.7, (f"the clock of {wrong[0]['peer']} itself",))
    if len(together) >= 2 and len(together) > max(len(witnesses), len(wrong) - len(together)):
        sure = 0.95 if not witnesses and len(together) == len(wrong) else 0.8
        return _skewed(facts, together, min(sure, 0.9) if _one_host(together) else sure, ())
    return Verdict(UNKNOWN, f"the peers disagree about the time: {_told([*witnesses, *wrong], facts)}")


def _never_set(facts: Facts) -> Verdict:
    """No peer is needed to see that."""
    says = f"this host's clock has never been set: it says {facts['now']}"
    params = {"offset": "years", "side": "behind", "now": facts["now"], "ask": "", "never_set": True}
    return Verdict(FAIL, says, (Finding("clock.skew", 0.95, says, params, ()),))


def largest(peers: Sequence[Peer], allowed: float) -> list[Peer]:
    """The largest group of peers that tell the same time, as far as can be told."""
    best: list[Peer] = []
    for first in peers:
        most = first["offset_s"] + first["error_s"] + allowed
        group = [p for p in peers if first["offset_s"] <= p["offset_s"] <= most + p["error_s"]]
        best = max(best, group, key=len)
    return best


def _one_host(peers: Sequence[Peer]) -> bool:
    return len({str(p.get("place", "")).rpartition(":")[0] for p in peers}) == 1


def _skewed(facts: Facts, peers: Sequence[Peer], confidence: float, others: tuple[str, ...]) -> Verdict:
    offset = sorted(p["offset_s"] for p in peers)[len(peers) // 2]
    error = max(p["error_s"] for p in peers)
    side = "ahead" if offset > 0 else "behind"
    says = f"this host's clock is {span(abs(offset))} {side} ({_names(peers)})"
    why = f"{says}; it says {facts.get('now')}{_half_hours(offset, error)}"
    params = {
        "offset": span(abs(offset)), "offset_s": offset, "error_s": error, "side": side,
        "peers": _names(peers), "now": facts.get("now", ""),
        "ask": _ask(peers),
    }  # fmt: skip
    return Verdict(FAIL, says, (Finding("clock.skew", confidence, why, params, others),))


def _ask(peers: Sequence[Peer]) -> str:
    """The command that shows a peer's clock beside `date -u`, where one of them is a web server."""
    url = next((str(p["url"]) for p in peers if p.get("url")), "")
    return f"; curl -skI {shlex.quote(url)} | grep -i ^date" if url else ""


def _half_hours(offset: float, error: float) -> str:
    """A hardware clock in local time, or a zone set wrong, is off by whole hours or half hours."""
    rest = abs(offset) % 1800
    near = min(rest, 1800 - rest) <= max(error, 1.0)
    inside = 1800 - 5 < abs(offset) <= 14 * 3600 + 5
    return (
        "; that is a whole number of half hours, as from a clock set to local time" if near and inside else ""
    )


def _names(peers: Sequence[Peer]) -> str:
    return " and ".join(", ".join(str(p["peer"]) for p in peers).rsplit(", ", 1))


def _within(peers: Sequence[Peer]) -> str:
    most = max(abs(p["offset_s"]) for p in peers)
    return f" within {max(most, 0.1):.1f} s"


def _told(peers: Sequence[Peer], facts: Facts) -> str:
    rows = []
    for p in peers:
        near = abs(p["offset_s"]) <= float(facts.get("max_skew_s") or MAX_SKEW) + p["error_s"]
        side = "behind" if p["offset_s"] > 0 else "ahead of"
        far = f"is {span(abs(p['offset_s']))} {side} this host"
        rows.append(f"{p['peer']} {'agrees with this host' if near else far}")
    return ", ".join(rows)


def span(seconds: float) -> str:
    """`600 s (10 minutes)`."""
    for size, word in ((86400 * 365.25, "years"), (86400, "days"), (3600, "hours"), (60, "minutes")):
        if seconds >= 2 * size or (seconds >= size and word == "hours"):
            number = f"{seconds / size:.1f}".rstrip("0").rstrip(".")
            return f"{seconds:.0f} s ({number} {word if number != '1' else word[:-1]})"
    return f"{seconds:.1f} s"


def of_jump(facts: Facts) -> Verdict:
    jump = float(facts.get("jump_s") or 0)
    if abs(jump) < JUMP:
        return Verdict(PASS, "the clock ran evenly during this self-test")
    side = "forward" if jump > 0 else "back"
    says = f"the clock jumped {span(abs(jump))} {side} during this self-test"
    why = f"{says}: it was set, or the machine was paused"
    return Verdict(
        WARN, says, (Finding("clock.timezone", 0.8, why, {"jump": span(abs(jump)), "side": side}),)
    )


def of_sync(facts: Facts) -> Verdict:
    """Named time servers should answer; where none does, the clock may be right all the same: a warning."""
    kernel = facts.get("kernel") or {}
    kept = kernel.get("synchronised")
    word = (
        "the kernel says that the clock is kept in step"
        if kept
        else "nobody tells the kernel that the clock is right"
    )
    asked = [row for row in facts.get("servers") or () if row.get("how") == "ntp"]
    silent = [row for row in asked if row.get("problem")]
    if not silent or len(silent) < len(asked) or kept:
        return Verdict(PASS, word if not asked else f"{word}; {_names(asked)} asked")
    row = silent[0]
    says = f"no time server answers: {', '.join(r['server'] for r in silent)} ({row['problem']})"
    why = f"{says}, named in {row['file']}; {word}"
    params = {"server": row["server"], "file": row["file"]}
    return Verdict(WARN, says, (Finding("clock.ntp", 0.75, why, params),))
