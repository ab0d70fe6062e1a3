"""What is mounted in the place of a share, and what that means.  Pure."""

from __future__ import annotations

import errno
import ipaddress
from typing import Optional

from farhand.checks import _way_meaning
from farhand.checks._nfs.mounted import apart, is_mounted, sought
from farhand.model import FAIL, PASS, WARN, Facts, Finding, Verdict

#: Calls that were sent again, of a hundred, from which on the way to the server is told to be bad.
AGAIN, ENOUGH = 5, 200


def mount(facts: Facts) -> Verdict:
    """Is it mounted, and is it the right one?"""
    if not is_mounted(facts):
        return _not_mounted(facts)
    there, want = facts["mount"], facts["wanted"]
    server, _ = apart(there["source"])
    if not same_server(want["server"], server, (there.get("told") or {}).get("addr", "")):
        return _other(facts, f"of the server {server}, not of {want['server']}")
    if not same_export(facts):
        return _other(facts, f"and not {want['export']} of {want['server'] or 'that server'}")
    if facts.get("executable") and "noexec" in there["options"]:
        return _no_programs(facts)
    return _good(facts)


def same_server(wanted: str, server: str, address: str) -> bool:
    """A name and an address may well be the same host: only what certainly differs is told."""
    wanted, server = wanted.strip("[]").rstrip(".").lower(), server.rstrip(".").lower()
    if not wanted or not server or wanted in (server, address):
        return True
    if _is_address(wanted) != _is_address(server):
        return not (_is_address(wanted) and address) or wanted == address
    return not _is_address(wanted) and wanted.partition(".")[0] == server.partition(".")[0]


def _is_address(word: str) -> bool:
    try:
        ipaddress.ip_address(word)
    except ValueError:
        return False
    return True


def same_export(facts: Facts) -> bool:
    """The share itself, one above or below it, as it is seen at the path."""
    there, want = facts["mount"], facts["wanted"]["export"].strip("/")
    folder = apart(there["source"])[1].strip("/")
    inside = str(there.get("root") or "/").strip("/")
    below = str(facts["resolved"])[len(there["point"].rstrip("/")) :].strip("/")
    seen = "/".join(part for part in (folder, inside, below) if part)
    return not want or want in (folder, seen) or seen.startswith(f"{want}/")


def _good(facts: Facts) -> Verdict:
    there, told = facts["mount"], facts["mount"].get("told") or {}
    vers = f" {told['vers']}" if told.get("vers") else ""
    says = f"{there['source']} is mounted at {there['point']} ({there['type']}{vers})"
    counts = facts.get("counts") or {}
    if counts.get("calls", 0) >= ENOUGH and counts["again"] * 100 >= AGAIN * counts["calls"]:
        lost = f"{counts['again']} of {counts['calls']} calls to its server were sent again"
        return Verdict(WARN, f"{says}; {lost}: packets get lost, or the server is slow")
    if "soft" in told and facts.get("writable") and "ro" not in there["options"]:
        return Verdict(
            WARN, f"{says} softly: while its server is slow, writes fail, and what was written may be lost"
        )
    return Verdict(PASS, says)


def _not_mounted(facts: Facts) -> Verdict:
    there, path = facts.get("mount") or {}, facts["path"]
    if there.get("type") == "autofs":
        says = f"the automounter did not mount {path} when it was asked for"
        return failed("fs.not_mounted", 0.9, says + _told(facts.get("auto_errno")), facts, _AUTO)
    beneath = f"{path} is a folder of {there.get('source', 'the host')} at {there.get('point', '/')}"
    if facts.get("errno") == errno.ENOENT:
        beneath = f"there is not even the folder {path}"
    says = f"nothing is mounted at {path}: {beneath}"
    if facts.get("errno") != errno.ENOENT:
        says += ", where all that the app writes now goes"
    if facts.get("holds"):
        says += "; something lies in it already"
    return failed("fs.not_mounted", 0.93, f"{says}. {_planned(facts)}", facts, _steps(facts))


def _told(number: Optional[int]) -> str:
    return f" [{errno.errorcode.get(number, str(number))}]" if number else ""


def _planned(facts: Facts) -> str:
    line = facts.get("fstab")
    if not line:
        return "/etc/fstab has no share for it"
    says = f"/etc/fstab has {line['source']} for {line['point']}"
    if "noauto" in line["options"]:
        return f"{says} with noauto: it is not mounted at boot"
    if line["type"].startswith("fuse") and "_netdev" not in line["options"]:
        return f"{says} without _netdev: it is mounted before the network is up"
    return says


def _steps(facts: Facts) -> tuple[str, ...]:
    want, line = sought(facts), facts.get("fstab")
    point = line["point"] if line else facts["path"]
    source = f"{want['server'] or 'SERVER'}:{want['export'] or '/EXPORT'}"
    do = f"mount {point}" if line else f"mount -t {want['kind']} {source} {point}"
    fixes = [
        "Stop the app first: what it writes now lies in the wrong place.",
        f"Mount it, and see why it does not mount: {do}; dmesg | tail -5",
        f"What was written meanwhile lies beneath the mount: mount --bind / /mnt; ls /mnt{point}",
    ]
    if not line:
        row = f"{source} {point} {want['kind']} _netdev,nofail 0 0"
        fixes.append(f"So that it is there after the next start, add to /etc/fstab: {row}")
    return tuple(fixes)


_AUTO = (
    "See what the automounter says: journalctl -u autofs -n 30 (or: systemctl status '*.automount')",
    "Try its mount by hand: automount -m; then mount the same source at /mnt.",
)


def _other(facts: Facts, why: str) -> Verdict:
    there = facts["mount"]
    point = there["point"]
    says = f"at {point} {there['source']} is mounted, {why}"
    steps = (
        f"See what is mounted, and what should be: findmnt {point}; grep {point} /etc/fstab",
        f"Put the right one there: umount {point} && mount {point}, then start the app again.",
    )
    return failed("fs.not_mounted", 0.9, says, facts, steps)


def _no_programs(facts: Facts) -> Verdict:
    there = facts["mount"]
    says = f"{there['point']} is mounted noexec: the app may not run programs from it"
    do = f"Mount it without noexec: mount -o remount,exec {there['point']}, and the same in /etc/fstab."
    return failed("fs.permission", 0.95, says, facts, (do,))


def failed(cause: str, sure: float, says: str, facts: Facts, fix: tuple[str, ...]) -> Verdict:
    params = _way_meaning.params(facts, part=str(facts.get("resolved") or facts["path"]))
    return Verdict(FAIL, says, (Finding(cause, sure, says, params, (), fix=fix),))
