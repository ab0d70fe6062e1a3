"""What the host's facts mean. Only what has really run out is a fault; nearly is a warning.  Pure."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from typing import Any

from farhand.checks import _space
from farhand.checks._host import kernel
from farhand.checks._way_meaning import BY_ERRNO, in_words
from farhand.hostfacts.mounts import FIXED
from farhand.model import FAIL, PASS, WARN, Facts, Finding, Verdict

#: A share in percent that is nearly all.
NEARLY = 95.0
#: Fewer bytes than these are no room to work in, on a file system of more than twenty times that.
NOTHING_LEFT = 1 << 20
#: A process that may open fewer files than these, beside its pools, will run out of them.
FEW_FILES = 96
#: An app with some libraries has more threads than these.
FEW_THREADS = 16
#: A limit on the size of files that daily logs and uploads reach.
SMALL_FILE = 64 << 20

Row = Mapping[str, Any]


def _verdict(found: list[tuple[str, str, Finding | None]], well: str) -> Verdict:
    """One verdict of several (outcome, says, finding): the worst first, all findings kept."""
    found.sort(key=lambda row: row[0] != FAIL)
    if not found:
        return Verdict(PASS, well)
    says = "; ".join(row[1] for row in found)
    return Verdict(found[0][0], says, tuple(row[2] for row in found if row[2]))


def _fault(
    cause: str, sure: float, says: str, outcome: str = FAIL, **params: object
) -> tuple[str, str, Finding]:
    return outcome, says, Finding(cause, sure, says, params)


# ── disk ──────────────────────────────────────────────────────────────────────────────────────────


def of_disk(facts: Facts) -> Verdict:
    rows = [row for row in facts["places"] if _counts(row)]
    found = [said for row in rows for said in _of_place(row)]
    found += _of_temporary(facts)
    most = max((_space.used_percent(row) for row in rows if row.get("total")), default=0.0)
    return _verdict(found, f"disks are at most {most:.0f} % full")


def _counts(row: Row) -> bool:
    """A medium of fixed size or one that nobody writes to is full by nature."""
    mount = row.get("mount") or {}
    fixed = str(mount.get("type", "")).startswith(FIXED) or str(mount.get("source", "")).startswith(
        "/dev/loop"
    )
    return not (fixed and "rw" not in mount.get("options", ())) and not row.get("read_only")


def _of_place(row: Row) -> Iterator[tuple[str, str, Finding | None]]:
    mount = row.get("mount") or {}
    point = mount.get("point") or row["path"]
    named = {
        "path": row["path"],
        "mount": point,
        "source": mount.get("source", ""),
        "type": mount.get("type", ""),
    }
    where = f"{point} ({_ROLES[row['role']]})"
    if row.get("hung"):
        yield _fault(
            "fs.remote" if mount.get("remote") else "fs.io_error", 0.7, f"{where} does not answer", **named
        )
        return
    if not row.get("total"):
        return
    left, used = int(row["available"]), _space.used_percent(row)
    if row["inodes"] > 0 and row["inodes_free"] == 0:
        yield _fault("fs.inodes", 0.9, f"{where} has no inode left of {row['inodes']}", **named)
    elif left < min(NOTHING_LEFT, row["total"] // 20) and used >= 99:
        yield _fault(
            "fs.full", 0.9, f"{where} is full: {in_words(left)} of {in_words(row['total'])} are left", **named
        )
    elif used >= NEARLY and left < _space.NEARLY_BYTES and row["role"] != "shared memory":
        yield WARN, f"{where} is {used:.0f} % full: {in_words(left)} are left", None
    elif row["inodes"] > 0 and row["inodes_free"] < row["inodes"] * (1 - NEARLY / 100):
        yield WARN, f"{where} has {row['inodes_free']} of {row['inodes']} inodes left", None


_ROLES = {"root": "the root", "temporary": "temporary files", "shared memory": "shared memory"}


def _of_temporary(facts: Facts) -> Iterator[tuple[str, str, Finding | None]]:
    """The place for temporary files cannot be used: many programs stop, some take another one."""
    row: Row = next((r for r in facts["places"] if r["role"] == "temporary"), {})
    wanted, usable = row.get("path"), facts.get("temporary")
    if not wanted or usable is None or wanted in usable:
        return
    if row.get("read_only"):
        cause, words = "fs.read_only", "is on a read-only file system"
    else:
        cause, _, words = BY_ERRNO.get(row.get("errno") or 13, BY_ERRNO[13])
    says = f"TMPDIR is {wanted}, which {words}" if facts.get("tmpdir") == wanted else f"{wanted} {words}"
    says += (
        f"; {usable[0]} may take its place"
        if usable
        else "; no other place for temporary files can be written to"
    )
    # A hardened container has a read-only root on purpose, and an app made for it needs no such place.
    if usable or cause != "fs.read_only" or facts.get("tmpdir") == wanted:
        yield _fault(cause, 0.85, says, WARN if usable else FAIL, path=wanted, mount=wanted, part=wanted)


# ── memory ────────────────────────────────────────────────────────────────────────────────────────


def of_memory(facts: Facts) -> Verdict:
    found = [*_of_group(facts), *_of_kernel(facts), *_of_address_space(facts)]
    total, available = facts.get("total"), facts.get("available")
    if total and available is not None and available < total * (1 - NEARLY / 100):
        found.append(
            (WARN, f"{in_words(available)} of {in_words(total)} memory are available on the host", None)
        )
    group = facts.get("group") or {}
    limit = (
        f"; its group uses {in_words(group['used'])} of {in_words(group['limit'])}"
        if group.get("limit")
        else ""
    )
    return _verdict(
        found, f"{in_words(available or 0)} of {in_words(total or 0)} memory are available{limit}"
    )


def _of_group(facts: Facts) -> Iterator[tuple[str, str, Finding | None]]:
    group = facts.get("group") or {}
    kills, limit = int(group.get("oom_kills") or 0), int(group.get("limit") or 0)
    if kills and facts.get("own_group") and limit:
        says = (
            f"the kernel has killed {kills} process{'es' if kills > 1 else ''} of the app's group for memory"
        )
        yield _fault(
            "memory.oom_killed",
            (0.8 if facts.get("app") else 0.7) - (0.0 if group.get("own_limit") else 0.1),
            f"{says} (limit {in_words(limit)}{'' if group.get('own_limit') else ' of ' + group['folder']})",
            limit=in_words(limit),
            folder=group["folder"],
            kills=kills,
        )
    elif kills:
        yield (
            WARN,
            f"the kernel has killed {kills} processes of this control group for memory, some time ago",
            None,
        )
    if limit and group["used"] >= limit * NEARLY / 100:
        says = f"the app's group uses {in_words(group['used'])} of the {in_words(limit)} that it may"
        yield _fault("memory.exhausted", 0.6, says, WARN, limit=in_words(limit), folder=group["folder"])


def _of_kernel(facts: Facts) -> Iterator[tuple[str, str, Finding | None]]:
    """The surest kill of the last day that the kernel's log tells of."""
    rows = kernel.recent(facts.get("killed") or ())
    folder = str((facts.get("group") or {}).get("folder", ""))
    rated = [(kernel.sure(row, facts.get("uid"), bool(facts.get("app")), folder), row) for row in rows]
    if not rated:
        return
    sure, row = max(rated, key=lambda pair: pair[0])
    if sure:
        yield _fault("memory.oom_killed", sure, kernel.says(row), pid=row["pid"])
    else:
        yield WARN, f"{kernel.says(row)}: it runs as another user", None


def _of_address_space(facts: Facts) -> Iterator[tuple[str, str, Finding | None]]:
    space = facts.get("address_space") or {}
    limit, used = space.get("limit"), space.get("used")
    if facts.get("app") and limit and used and used >= limit * NEARLY / 100:
        most = f"the {in_words(limit)} address space that it may (ulimit -v)"
        says = f"process {facts['pid']} uses {in_words(used)} of {most}"
        yield _fault("memory.exhausted", 0.75, says, pid=facts["pid"], limit=in_words(limit))


# ── limits ────────────────────────────────────────────────────────────────────────────────────────


def of_limits(facts: Facts) -> Verdict:
    found = [*_of_files(facts), *_of_processes(facts), *_of_size(facts), *_of_watches(facts)]
    limit = facts["files"].get("limit")
    return _verdict(
        found, f"files and threads are within their limits ({limit if limit else 'any number of'} files)"
    )


def _of_files(facts: Facts) -> Iterator[tuple[str, str, Finding | None]]:
    files, system = facts["files"], facts.get("system_files") or {}
    limit, used, pid = files.get("limit"), files.get("open"), facts["pid"]
    few = FEW_FILES + int(files.get("needs") or 0)
    if facts.get("app") and limit and used is not None and used >= limit * NEARLY / 100:
        says = f"process {pid} has {used} of the {limit} files open that it may"
        yield _fault("limits.files", 0.93, says, pid=pid, limit=limit, open=used)
    elif limit is not None and limit < few:
        says = f"the app may open only {limit} files, and its connections and libraries need more (ulimit -n)"
        yield _fault("limits.files", 0.85, says, pid=pid, limit=limit, open=used)
    if system.get("limit") and system["open"] >= system["limit"] * NEARLY / 100:
        says = f"{system['open']} of the {system['limit']} files that the whole host may have are open"
        yield _fault("limits.files", 0.9, says, pid=pid, limit=system["limit"], open=system["open"])


def _of_processes(facts: Facts) -> Iterator[tuple[str, str, Finding | None]]:
    own, group = facts["processes"], facts.get("group") or {}
    named = {
        "pid": facts["pid"],
        "user": (own.get("user") or {}).get("user") or (own.get("user") or {}).get("uid", ""),
    }
    limit, threads = own.get("limit"), own.get("threads")
    if group and group["used"] >= group["limit"] * NEARLY / 100:
        says = f"the app's group has {group['used']} of {group['limit']} processes and threads that it may"
        yield _fault("limits.processes", 0.93, says, limit=group["limit"], folder=group["folder"], **named)
    elif limit and threads is not None and threads >= limit * NEARLY / 100:
        says = f"the app's user has {threads} processes and threads, and may have {limit} (ulimit -u)"
        yield _fault("limits.processes", 0.93, says, limit=limit, **named)
    elif limit is not None and limit < FEW_THREADS and (own.get("user") or {}).get("uid") != 0:
        says = f"the app's user may have only {limit} processes and threads (ulimit -u)"
        yield _fault("limits.processes", 0.85, says, limit=limit, **named)
    elif own.get("starts") is False:
        says = "no further thread can be started by this user"
        yield _fault("limits.processes", 0.8, says, limit=limit or "", **named)


def _of_size(facts: Facts) -> Iterator[tuple[str, str, Finding | None]]:
    limit = facts.get("file_size")
    if limit is not None and limit < SMALL_FILE:
        says = f"no file that the app writes may grow beyond {in_words(limit)} (ulimit -f)"
        yield _fault("limits.file_size", 0.8, says, FAIL if limit < 1 << 20 else WARN, limit=in_words(limit))


def _of_watches(facts: Facts) -> Iterator[tuple[str, str, Finding | None]]:
    """No further inotify watch: it looks like a full disk or too many open files, and only some apps mind."""
    name = {errno.EMFILE: "max_user_instances", errno.ENOSPC: "max_user_watches"}.get(
        facts.get("watch_errno") or 0
    )
    if name:
        user = (facts["processes"].get("user") or {}).get("uid", "")
        says = f"uid {user} can watch no further file or directory: fs.inotify.{name} is used up"
        yield _fault("limits.kernel", 0.7, says, WARN, limit=f"fs.inotify.{name}")


# ── cpu ───────────────────────────────────────────────────────────────────────────────────────────


def of_cpu(facts: Facts) -> Verdict:
    group = facts.get("group") or {}
    load = (facts.get("pressure") or {}).get("load")
    well = f"load {load} on {facts.get('cpus')} CPUs" if load is not None else "the load is not told"
    periods, throttled = int(group.get("periods") or 0), int(group.get("throttled") or 0)
    # What Farhand itself has used is no evidence against the app.
    others = float(group.get("used_s") or 0) - float(group.get("own_s") or 0)
    by_app = others >= 0.5 * group["used_s"] if group.get("used_s") else _little_of_ours(group)
    if periods >= 2 and throttled >= max(2, periods / 2) and by_app:
        held = f"was held back in {throttled} of {periods} periods"
        says = f"the app's group may use {group['cores']:g} CPUs and {held}"
        return Verdict(
            WARN,
            says,
            (Finding("limits.cpu", 0.8, says, {"cores": f"{group['cores']:g}", "folder": group["folder"]}),),
        )
    return Verdict(PASS, well)


def _little_of_ours(group: Row) -> bool:
    """Where the group's use is not told: has Farhand itself used less than a third of what it may?"""
    periods = float(group.get("periods") or 0) * 0.1  # seconds; a period is a tenth of a second
    return float(group.get("own_s") or 0) < 0.3 * float(group.get("cores") or 0) * periods
