"""What may be done on a share: the stages of `directory`, and what only a share can mean.  Pure."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from farhand.checks import _rights, _way_meaning, directory
from farhand.checks._nfs.judge import failed
from farhand.checks._nfs.mounted import NOBODY
from farhand.model import PASS, WARN, Facts, Verdict

#: Errors of a server that did not answer in time.
_LOST = (errno.EIO, errno.ETIMEDOUT)


def files(stage: str, facts: Facts) -> Verdict:
    """The stages that `directory` has, too; what only a share can mean is said in its words."""
    last = facts["parts"][-1] if facts.get("parts") else {}
    number = last.get("errno") if stage == "path" else facts.get("errno") or facts.get("list_errno")
    if number in _LOST:
        return _gave_up(facts, number)
    if number == errno.ENOTCONN:
        return _daemon_gone(facts)
    if stage == "access" and _given_for_reading(facts, last):
        there = facts["mount"]
        says = f"{there['source']} is mounted for writing, but its server gives it for reading only"
        return failed("fs.read_only", 0.85, says, facts, _GIVE_RW)
    verdict = directory.judge(stage, facts)
    if stage == "path" and verdict.outcome == PASS and _owner_unknown(facts, last):
        return Verdict(
            WARN, f"{verdict.says}; its owner is shown as nobody: the names of users do not match (idmapd)"
        )
    return _in_words(verdict, facts, last)


def _owner_unknown(facts: Facts, last: Mapping[str, Any]) -> bool:
    """Version 4 may tell owners by name: one that is not known here is shown as nobody."""
    mine = (facts.get("who") or {}).get("uid")
    return (
        (facts.get("mount") or {}).get("type") == "nfs4" and last.get("uid") in NOBODY and mine not in NOBODY
    )


_GIVE_RW = (
    "On the server: exportfs -v shows ro for this host; make it rw in /etc/exports, then exportfs -ra.",
)


def _given_for_reading(facts: Facts, last: Mapping[str, Any]) -> bool:
    """Everybody may write there by its mode, whoever the server takes us for; and yet nobody may."""
    kernel, open_to_all = facts.get("kernel") or {}, int(str(last.get("mode", "0")), 8) & 0o003 == 0o003
    return bool(facts.get("writable") and facts.get("same_user") and open_to_all and "acl" not in last
                and kernel.get("x") and kernel.get("r") and not kernel.get("w")
                and "ro" not in facts["mount"]["options"])  # fmt: skip


def _daemon_gone(facts: Facts) -> Verdict:
    there = facts.get("mount") or {}
    kind, point = there.get("type", "fuse"), there.get("point", facts["path"])
    says = f"{facts['path']}: the program that serves this mount ({kind}) has ended [ENOTCONN]"
    steps = (
        f"See why it ended: dmesg | grep -iE 'oom|segfault'; journalctl -n 50 | grep -i {kind[5:] or 'fuse'}",
        f"Mount it again: umount -l {point}; mount {point}; then start the app again.",
    )
    return failed("fs.remote", 0.95, says, facts, steps)


def _gave_up(facts: Facts, number: int) -> Verdict:
    there = facts.get("mount") or {}
    soft = "soft" in (there.get("told") or {})
    why = (
        "its server did not answer in time, and it is mounted softly" if soft else "its server cannot be used"
    )
    says = f"{facts['path']} gives {errno.errorcode[number]}: {why}"
    return _way_meaning.fail("fs.remote", 0.9, says, facts, others=("fs.io_error",))


def _in_words(verdict: Verdict, facts: Facts, last: Mapping[str, Any]) -> Verdict:
    """Why a server denies what owner and mode allow, and owners that nobody knows."""
    if not any(finding.cause == "fs.permission" for finding in verdict.findings):
        return verdict
    person = _rights.person(facts["who"])
    if (facts.get("who") or {}).get("uid") == 0:
        return _with(verdict, "its server takes root for nobody (root_squash)", _SQUASH)
    if last.get("uid") in NOBODY and last.get("uid") != (facts.get("who") or {}).get("uid"):
        return _with(
            verdict, "its owner is nobody: the names of users do not match (idmapd), or are squashed", _IDMAP
        )
    if not _rights.denied(facts["parts"], facts["who"], "wx"):
        return _with(
            verdict, f"most often it takes {person} for another user (all_squash, another number)", _SQUASH
        )
    return verdict


_SQUASH = (
    "On the server: exportfs -v shows root_squash, all_squash, anonuid and anongid for this host.",
    "Let the user that the server makes of the app own the folder there, or set anonuid to fit.",
)
_IDMAP = (
    "See the domain of both hosts, which must be the same: nfsidmap -d; grep -i domain /etc/idmapd.conf",
    "Take over a change: nfsidmap -c; then mount again. With sec=sys numbers may pass as they are.",
)


def _with(verdict: Verdict, more: str, fix: tuple[str, ...]) -> Verdict:
    says = f"{verdict.says}; {more}"
    return Verdict(verdict.outcome, says, tuple(replace(f, why=says, fix=fix) for f in verdict.findings))
