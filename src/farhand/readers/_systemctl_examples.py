"""Examples of the reader `systemctl_status`."""

# ruff: noqa: E501  outputs are as wide as they are
from __future__ import annotations

from farhand.model import Example

_HEAD = """\
$ systemctl status shop
%s shop.service - The shop
     Loaded: loaded (/etc/systemd/system/shop.service; enabled; preset: enabled)
"""
_EXEC = """\
     Active: failed (Result: start-limit-hit) since Wed 2026-07-01 10:23:45 UTC; 2min ago
    Process: 14523 ExecStart=/usr/loca/bin/lab10-app (code=exited, status=203/EXEC)
   Main PID: 14523 (code=exited, status=203/EXEC)
        CPU: 2ms

Jul 01 10:23:45 server systemd[1]: shop.service: Scheduled restart job, restart counter is at 3.
Jul 01 10:23:45 server systemd[1]: shop.service: Start request repeated too quickly.
"""
_DENIED = """\
   Active: failed (Result: exit-code) since Tue 2026-03-03 09:12:01 CET; 5s ago
  Process: 812 ExecStart=/opt/shop/run (code=exited, status=203/EXEC)
 Main PID: 812 (code=exited, status=203/EXEC)

Mar 03 09:12:01 app1 systemd[812]: shop.service: Failed at step EXEC spawning /opt/shop/run: Permission denied
Mar 03 09:12:01 app1 systemd[1]: shop.service: Failed with result 'exit-code'.
"""
_OOM = """\
     Active: failed (Result: oom-kill) since Tue 2026-03-03 09:12:01 UTC; 5s ago
    Process: 812 ExecStart=/opt/shop/run (code=killed, signal=KILL)
   Main PID: 812 (code=killed, signal=KILL)
"""
_CRASH = """\
     Active: activating (auto-restart) (Result: core-dump) since Tue 2026-03-03 09:12:01 UTC; 1s ago
    Process: 812 ExecStart=/opt/shop/run (code=dumped, signal=SEGV)
   Main PID: 812 (code=dumped, signal=SEGV)
"""
_EXITED = """\
   Active: failed (Result: exit-code) since Tue 2019-06-18 12:03:52 JST; 3min 9s ago
  Process: 969 ExecStart=/opt/shop/run -n (code=exited, status=1/FAILURE)
 Main PID: 969 (code=exited, status=1/FAILURE)
"""
_RUNNING = """\
     Active: active (running) since Tue 2026-03-03 09:12:01 UTC; 3 days ago
   Main PID: 812 (run)
      Tasks: 5 (limit: 4915)
     Memory: 61.4M
     CGroup: /system.slice/shop.service
             └─812 /opt/shop/run
"""
_ONCE = """\
   Active: active (exited) since Tue 2026-03-03 09:12:01 UTC; 3 days ago
  Process: 812 ExecStart=/opt/shop/prepare (code=exited, status=0/SUCCESS)
 Main PID: 812 (code=exited, status=0/SUCCESS)
"""
_TERM = """\
     Active: failed (Result: exit-code) since Tue 2026-03-03 09:12:01 UTC; 5s ago
    Process: 812 ExecStart=/usr/bin/java -jar shop.jar (code=exited, status=143)
   Main PID: 812 (code=exited, status=143)
"""
_FAILED = """\
  UNIT                    LOAD   ACTIVE SUB    DESCRIPTION
● casper-md5check.service loaded failed failed casper-md5check Verify Live ISO
● networking.service      loaded failed failed Raise network interfaces

LOAD   = Reflects whether the unit definition was properly loaded.
2 loaded units listed.
"""
_SOURCE = "made after systemd, src/systemctl/systemctl-show.c"

EXAMPLES = (
    Example(
        "a misspelt program",
        pasted=_HEAD % "×" + _EXEC,
        finds=("exec.command_missing",),
        source="doc: systemctl status lab10-app",
    ),
    Example(
        "a program without the right to run",
        pasted=_HEAD % "●" + _DENIED,
        finds=("fs.permission",),
        source="made after systemd, src/core/exec-invoke.c",
    ),
    Example("killed for memory", pasted=_HEAD % "×" + _OOM, finds=("memory.oom_killed",), source=_SOURCE),
    Example("crashes, comes back", pasted=_HEAD % "●" + _CRASH, finds=("exec.crashed",), source=_SOURCE),
    Example(
        "failed, no more is said",
        pasted=_HEAD % "●" + _EXITED,
        finds=("service.unit_failed",),
        source="doc: systemctl status, Ubuntu 18.04",
    ),
    Example(
        "a user that does not exist",
        pasted=_EXITED.replace("1/FAILURE", "217/USER"),
        finds=("service.unit_failed",),
        source="made after systemd.exec, process exit codes",
    ),
    Example(
        "there is no such unit",
        pasted="● shop.service\n   Loaded: not-found (Reason: No such file or directory)\n   Active: inactive (dead)\n",
        finds=("service.unit_failed",),
        source=_SOURCE,
    ),
    Example(
        "a table of failed units",
        pasted=_FAILED,
        finds=("service.unit_failed",),
        source="doc: systemctl list-units --failed, Ubuntu 23.04",
    ),
    Example(
        "no failed units",
        pasted="  UNIT LOAD ACTIVE SUB DESCRIPTION\n0 loaded units listed.\n",
        outcome="healthy",
        source="made after systemd, src/systemctl/systemctl-list-units.c",
    ),
    Example("it runs", pasted=_HEAD % "●" + _RUNNING, outcome="healthy", source=_SOURCE),
    Example("it ran once", pasted=_HEAD % "●" + _ONCE, outcome="healthy", source=_SOURCE),
    Example("stopped in order", pasted=_HEAD % "×" + _TERM, outcome="undecided", source=_SOURCE),
    Example(
        "switched off",
        pasted=_HEAD % "○" + "     Active: inactive (dead)\n",
        outcome="undecided",
        source=_SOURCE,
    ),
    Example(
        "cut off",
        pasted="● shop.service - The shop\n     Loaded: loaded\n     Active: fai",
        outcome="undecided",
        source=_SOURCE,
    ),
)
