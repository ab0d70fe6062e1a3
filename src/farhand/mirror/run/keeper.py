"""One program, kept on a lifeline: when whoever holds the other end is gone, the program is ended, too.

Started as a script of its own: `python keeper.py SPEC`, where SPEC is JSON:

    {"argv": [...], "env": {...}, "cwd": "/", "log": "FILE or empty", "stop": signal, "grace": seconds,
     "lifeline": file descriptor, "groups": {"memory": bytes, "cpu": microseconds of 100 ms, "pids": number},
     "limits": {"nofile": 64}, "remove": "FOLDER or empty"}

The lifeline is a pipe. The kernel closes its other end whichever way the holder ends, `kill -9` included.
Then, or when the program has ended by itself, everything that it has started is killed: a subreaper is the
parent of all orphans below it, so none gets away by a double fork. If the keeper itself is killed, the
kernel kills the program. Standard library only: it has to start fast.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import select
import shutil
import signal
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

_SET_PDEATHSIG, _SET_CHILD_SUBREAPER = 1, 36
_NOT_STARTED = 127
_OUT_OF_MEMORY = 128 + signal.SIGKILL
#: The file of a limit by its controller, in version 1 of control groups and in 2; what follows its number.
_FILES = {
    "memory": ("memory.limit_in_bytes", "memory.max"),
    "cpu": ("cpu.cfs_quota_us", "cpu.max"),
    "pids": ("pids.max", "pids.max"),
}
_AFTER = {"cpu.max": " 100000"}


def main(spec: dict[str, Any]) -> int:
    """The exit status of the program, 128 + signal where one ended it."""
    ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # Ctrl-C is for whoever holds the lifeline
    groups = control_groups(spec["groups"])
    begun, mark = os.pipe()
    pid = os.fork()
    if pid == 0:
        _become(spec, groups)
    os.close(mark)
    os.read(begun, 1)  # ends as the program begins: before that it would not hear a signal
    status = _until_the_end(pid, spec)
    _end_all_below()
    _clean(spec["remove"], groups.values())
    return status


def _become(spec: dict[str, Any], groups: dict[str, str]) -> None:
    """In the child: turn into the program. Never returns."""
    try:
        ctypes.CDLL(None).prctl(_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE):
            signal.signal(number, signal.SIG_DFL)
        # Without a control group the address space is what can be limited.
        _limit(spec["limits"], 0 if "memory" in groups else spec["groups"].get("memory", 0))
        for group in groups.values():
            _write(f"{group}/cgroup.procs", str(os.getpid()))
        os.close(spec["lifeline"])
        if spec["log"]:
            out = os.open(spec["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            os.dup2(out, 1)
            os.dup2(out, 2)
        os.chdir(spec["cwd"])
        os.execvpe(spec["argv"][0], spec["argv"], spec["env"])
    except (OSError, ValueError) as error:
        os.write(2, f"{spec['argv'][0]}: {error}\n".encode("utf-8", "replace"))
    finally:
        os._exit(_NOT_STARTED)


def _limit(limits: dict[str, int], memory: int) -> None:
    wanted = {**limits, **({"as": memory} if memory else {})}
    for name, value in wanted.items():
        kind = getattr(resource, f"RLIMIT_{name.upper()}")
        hard = resource.getrlimit(kind)[1]
        most = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (most, most))


def _until_the_end(pid: int, spec: dict[str, Any]) -> int:
    """Wait for the program or for the end of the lifeline, whichever comes first."""
    program = os.pidfd_open(pid)
    if program not in select.select([program, spec["lifeline"]], [], [])[0]:
        os.kill(pid, spec["stop"])
        select.select([program], [], [], spec["grace"])
        os.kill(pid, signal.SIGKILL)  # it is not waited for yet, so nobody else has its number
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return 128 - status if status < 0 else status


def _end_all_below() -> None:
    """Kill all children until there are none: those of the killed become ours, and their turn comes."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        for child in _children():
            os.kill(child, signal.SIGKILL)
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return
        time.sleep(0.005)


def _children() -> list[int]:
    mine, found = os.getpid(), []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat", "rb") as file:
                if int(file.read().rpartition(b")")[2].split()[1]) == mine:
                    found.append(int(name))
        except OSError:
            continue
    return found


def control_groups(wanted: dict[str, int], root: str = "/sys/fs/cgroup") -> dict[str, str]:
    """Groups that hold these limits, by controller; one that cannot be made here is not among them."""
    found: dict[str, str] = {}
    for controller, value in wanted.items():
        for parent, file, text in _places(controller, value, root) if value else ():
            group = f"{parent}/farhand-mirror-{os.getpid()}"
            if os.path.exists(f"{parent}/cgroup.procs") and _held(group, file, text, group in found.values()):
                found[controller] = group
                break
    return found


def _places(controller: str, value: int, root: str) -> list[tuple[str, str, str]]:
    """Folder, file and text in version 1 of control groups, where each controller has its own, and in 2."""
    one, two = _FILES[controller]
    return [(f"{root}/{controller}", one, str(value)), (root, two, f"{value}{_AFTER.get(two, '')}")]


def _held(group: str, file: str, text: str, shared: bool) -> bool:
    try:
        os.makedirs(group, exist_ok=True)
        _write(f"{group}/{file}", text)
    except OSError:
        _clean("", [] if shared else [group])
        return False
    return True


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


def _clean(folder: str, groups: Iterable[str]) -> None:
    for group in set(groups):
        try:
            os.rmdir(group)
        except OSError:
            pass
    until = time.monotonic() + 10
    while folder and os.path.isdir(folder) and time.monotonic() < until:
        shutil.rmtree(folder, ignore_errors=True)  # a server may still be writing its last words
        time.sleep(0.01)


def holds(controller: str) -> bool:
    """Whether a limit of that kind can be set here."""
    found = control_groups({controller: 1 << 20})
    _clean("", found.values())
    return bool(found)


if __name__ == "__main__":
    os._exit(main(json.loads(sys.argv[1])))
