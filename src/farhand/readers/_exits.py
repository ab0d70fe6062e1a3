"""What the number means with which a process ended, wherever it is printed: Kubernetes, Docker, systemd.

Numbers above 128 are 128 and a signal. 1 and 2 are the app's own words for "failed" and decide nothing;
143 is an orderly stop; 255 is mostly a host that was restarted.
"""

from __future__ import annotations

from collections.abc import Mapping

from farhand.readers import Sign

#: Exit status: cause, how often it is right, and what the number says.
MEANT: Mapping[int, tuple[str, float, str]] = {
    126: ("fs.permission", 0.55, "the command is there, but may not be run"),
    127: ("exec.command_missing", 0.85, "the command was not found"),
    132: ("exec.crashed", 0.85, "illegal instruction"),
    134: ("exec.crashed", 0.8, "aborted"),
    135: ("exec.crashed", 0.85, "bus error"),
    136: ("exec.crashed", 0.85, "arithmetic fault"),
    137: ("memory.oom_killed", 0.5, "killed by signal 9, as the kernel does when memory runs out"),
    139: ("exec.crashed", 0.9, "segmentation fault"),
}
#: The same for names of signals, as systemd prints them.
SIGNALS: Mapping[str, int] = {"ILL": 132, "ABRT": 134, "BUS": 135, "FPE": 136, "KILL": 137, "SEGV": 139}
#: Ends that say nothing of a fault.
ORDERLY = frozenset({0, 129, 130, 141, 143, 255})


def sign(at: int, code: int, who: str, factor: float = 1.0) -> Sign | None:
    """The cause that an exit status names; None where the number alone names none."""
    if code not in MEANT:
        return None
    cause, weight, says = MEANT[code]
    why = f"{who} ended with exit status {code}: {says}"
    return Sign(at, cause=cause, weight=weight * factor, why=why, subject=who, facts={"exit": code})
