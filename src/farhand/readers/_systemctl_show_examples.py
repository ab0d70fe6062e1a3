"""Examples of the reader `systemctl_show`.

The form of the fields is that of systemd 252, src/systemctl/systemctl-show.c; nothing here was run as process 1.
"""

# ruff: noqa: E501  outputs are as wide as they are
from __future__ import annotations

from farhand.model import Example

_DOC = "doc: systemd 252, systemctl(1) show and systemd.exec(5)"
_HEAD = "Restart=on-failure\nResult={}\nNRestarts=0\nExecMainCode={}\nExecMainStatus={}\n"
_TAIL = "MemoryMax=infinity\nTasksMax=4915\nLimitNOFILE=524288\nLimitNPROC=15444\nId=shop.service\nLoadState=loaded\n"
_FAILED = "ActiveState=failed\nSubState=failed\n"
_RUNS = "ActiveState=active\nSubState=running\n"


def _told(name: str, result: str, code: int, status: int, *finds: str) -> Example:
    text = _HEAD.format(result, code, status) + _TAIL + _FAILED
    return Example(name, pasted=text, finds=finds, source=_DOC)


EXAMPLES: tuple[Example, ...] = (
    _told("killed for memory", "oom-kill", 2, 9, "memory.oom_killed"),
    _told("the program is not there", "exit-code", 1, 203, "exec.command_missing"),
    _told("the folder is not there", "exit-code", 1, 200, "fs.missing"),
    _told("the user does not exist", "exit-code", 1, 217, "service.unit_failed"),
    _told("a crash", "core-dump", 3, 11, "exec.crashed"),
    _told("the watchdog ended it", "watchdog", 3, 6, "service.unit_failed"),
    Example(
        "all tasks are used",
        pasted=_HEAD.format("success", 0, 0) + "TasksCurrent=64\nTasksMax=64\n" + _RUNS,
        finds=("limits.processes",),
        source=_DOC,
    ),
    Example("it runs", pasted=_HEAD.format("success", 0, 0) + _TAIL + _RUNS, outcome="healthy", source=_DOC),
    Example(
        "it was stopped",
        pasted=_HEAD.format("success", 1, 0) + _TAIL + "ActiveState=inactive\nSubState=dead\n",
        outcome="undecided",
        source=_DOC,
    ),
)
