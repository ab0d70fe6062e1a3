"""A process of this machine: limits, mounts, names of variables, and a shell beside it.  Pure."""

from __future__ import annotations

from collections.abc import Iterator

from farhand import framing
from farhand.platforms import _text


def beside(find_pid: str, script: str) -> str:
    """What a person pastes: the script runs as the process's user, in its namespaces, with its variables.

    Who is not root looks from this host instead, which is said first. `find_pid` is sh that sets `pid`.
    """
    there = framing.typed(
        script,
        'nsenter -t "$pid" -n -m setpriv --reuid "$uid" --regid "$gid" ${groups:+--groups "$groups"}'
        ' ${nogroups:+"$nogroups"} sh -s',
    )
    here = framing.typed(script, "sh -s")
    chosen = (
        'if [ "$(id -u)" = 0 ] && command -v nsenter >/dev/null && command -v setpriv >/dev/null; then\n'
        f"{there}else\n"
        'echo "farhand: looked from this host as $(id -un): not root, or nsenter and setpriv are missing"\n'
        f"{here}fi\n"
    )
    return framing.typed(f"{find_pid}\n{_WHO}{_text.with_variables(_text.mentioned(script), chosen)}")


_WHO = """\
[ -r "/proc/$pid/environ" ] || {
  echo "farhand: process $pid cannot be looked at as $(id -un); be root"; exit 4; }
PID=$pid; export PID
uid=$(awk '/^Uid:/ { print $3 }' "/proc/$pid/status"); gid=$(awk '/^Gid:/ { print $3 }' "/proc/$pid/status")
groups=$(sed -n 's/^Groups:[[:space:]]*//p' "/proc/$pid/status" | tr -s ' ' ',' | sed 's/,$//')
nogroups=; [ -n "$groups" ] || nogroups=--clear-groups
"""


def looked_at(find_pid: str) -> Iterator[_text.Outside]:
    """What the system says of a process. `find_pid` is sh that sets `pid`."""
    yield _text.asked(
        "limits",
        f'{find_pid}\ncat "/proc/$pid/limits" 2>&1 | head -30; echo "open files: $(ls "/proc/$pid/fd" '
        f'2>/dev/null | wc -l)"\n'
        "group=$(sed -n -e 's/^0:://p' \"/proc/$pid/cgroup\" | head -1)\n"
        "for f in memory.events memory.max memory.current pids.max pids.current cpu.stat; do\n"
        '  [ -r "/sys/fs/cgroup$group/$f" ] && echo "== $f" && head -20 "/sys/fs/cgroup$group/$f"; '
        "done; true",
        "the limits that the process runs under, and what is used of them",
        "limits, the count of open files, memory and processes of its group",
    )
    yield _text.asked(
        "mounts",
        f'{find_pid}\ncut -d" " -f2-4 "/proc/$pid/mounts" 2>&1 | head -100',
        "what is mounted for the process, and what of it is read-only",
        "mount points, types and options; no names of servers",
    )
    yield _text.asked(
        "variables",
        f"{find_pid}\n{_text.names_of()}",
        "which variables the process has been given",
        "names of variables",
        "their values",
    )
    yield _text.asked(
        "kernel",
        "{ dmesg -T 2>/dev/null || dmesg; } 2>&1 | grep -iE 'out of memory|killed "
        "process|oom-kill|I/O error|read-only|nf_conntrack: table full' | tail -20",
        "whether the kernel has killed a process for memory, or says that a disk is broken",
        "at most 20 lines of the kernel's log",
    )
