"""Room on a file system: blocks, inodes, quota. Shared by `directory`, `sqlite` and `host`.

`df -h` shows free space and yet nothing can be written: inodes used up, blocks reserved for root, a
quota. So blocks and inodes are told apart, and what counts is what this user may still use.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from typing import Any

from farhand.checks import _way, _way_meaning
from farhand.hostfacts import files
from farhand.look import Look
from farhand.model import PASS, WARN, Facts, Verdict
from farhand.target.units import size

#: Nearly full: this share is used, and less than so many bytes are left.
NEARLY, NEARLY_BYTES = 95.0, 20 << 30


def look(look: Look, way: _way.Way, min_free: object) -> dict[str, Any]:
    """Blocks and inodes where the way ends, as facts."""
    found, trouble = _way.attempt(look, lambda: files.space(way.seen_from_here))
    return {**(found or {}), **trouble, "min_free": size(min_free) or 0}


def available(facts: Facts) -> int:
    """Bytes that may still be used; what is kept for root counts only where nothing else is left to root."""
    root = (facts.get("who") or {}).get("uid") == 0
    return int(facts["available"] or (facts["free"] if root else 0))


def used_percent(facts: Facts) -> float:
    """As df shows it: the reserve counts as neither used nor free."""
    used = facts["total"] - facts["free"]
    room = used + facts["available"]
    return 100.0 * used / room if room > 0 else 0.0


def judge(facts: Facts) -> Verdict:
    if facts.get("errno"):
        return _way_meaning.by_errno(facts, facts["errno"], doing="asking for free space")
    left, wanted = available(facts), int(facts.get("min_free") or 0)
    if facts["total"] == 0 and not wanted:
        return Verdict(PASS, f"the file system of {facts['path']} tells no size")
    if facts.get("writable") and facts["inodes"] > 0 and facts["inodes_free"] == 0:
        return _no_inodes(facts)
    if facts.get("writable") and left < 4096:
        return _full(facts, "")
    if left < wanted:
        return _too_little(facts, left, wanted)
    return _nearly(facts) or Verdict(PASS, f"{_way_meaning.in_words(left)} free on {_place(facts)}")


def _nearly(facts: Facts) -> Verdict | None:
    """A warning before it is too late, where the app writes."""
    if not facts.get("writable"):
        return None
    left, inodes = available(facts), int(facts["inodes"])
    if used_percent(facts) >= NEARLY and left < NEARLY_BYTES:
        return Verdict(
            WARN,
            f"{_place(facts)} is {used_percent(facts):.0f} % full: {_way_meaning.in_words(left)} are left",
        )
    if inodes > 0 and facts["inodes_free"] < inodes * (1 - NEARLY / 100):
        return Verdict(WARN, f"{_place(facts)} has {facts['inodes_free']} of {inodes} inodes left")
    return None


def _place(facts: Facts) -> str:
    mount = facts.get("mount") or {}
    return str(mount.get("point") or facts["path"])


def _no_inodes(facts: Facts) -> Verdict:
    says = (
        f"{_place(facts)} has no inode left of {facts['inodes']}: no further file can be made, "
        f"although {_way_meaning.in_words(available(facts))} are free"
    )
    return _way_meaning.fail("fs.inodes", 0.95, says, facts)


def _full(facts: Facts, doing: str) -> Verdict:
    reserve = facts["free"] - facts["available"]
    kept = (
        f"; {_way_meaning.in_words(reserve)} are kept for root"
        if reserve > 4096 and available(facts) < 4096
        else ""
    )
    left, total = _way_meaning.in_words(available(facts)), _way_meaning.in_words(facts["total"])
    says = f"{_place(facts)} is full: {left} of {total} are left{kept}"
    return _way_meaning.fail("fs.full", 0.95, says + (f" [ENOSPC, {doing}]" if doing else ""), facts)


def _too_little(facts: Facts, left: int, wanted: int) -> Verdict:
    needed = _way_meaning.in_words(wanted)
    says = f"{_way_meaning.in_words(left)} free on {_place(facts)}, the app needs {needed}"
    return _way_meaning.fail("fs.full", 0.95, says, facts, min_free=_way_meaning.in_words(wanted))


def judge_no_space(facts: Mapping[str, Any], doing: str) -> Verdict:
    """ENOSPC: which of the two is used up, or neither (a quota, or a reserve)."""
    if facts.get("total") is None or facts.get("available") is None:
        return _way_meaning.by_errno(facts, errno.ENOSPC, doing=doing)
    if facts["inodes"] and facts["inodes_free"] == 0:
        return _no_inodes(facts)
    if facts["available"] < 1 << 20:
        return _full({"free": facts["available"], **facts}, doing)
    says = (
        f"{facts['path']} takes no more data [ENOSPC, {doing}], "
        f"although {_way_meaning.in_words(facts['available'])} and "
        f"{facts['inodes_free']} inodes are free: a quota, or the file system's own reserve"
    )
    return _way_meaning.fail("fs.full", 0.8, says, facts, others=("fs.inodes",))
