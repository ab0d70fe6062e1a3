"""Programs that the kernel has ended for memory, in what the `host` command printed."""

from __future__ import annotations

import pytest

from farhand.checks import host

KILLED = "[1000.5] Out of memory: Killed process 2231 (java) total-vm:8123kB, UID:1000 pgtables:1kB"
ABOUT = (
    "[1000.5] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=x,mems_allowed=0,"
    "oom_memcg=/system.slice/shop.service,task_memcg=/system.slice/shop.service,task=java,pid=2231,uid=1000"
)


def printed(uid: int, *kernel: str, uptime: float = 1100) -> str:
    lines = [f"uid {uid} app", "blocks / /dev/vda ext4 264212084 24096960 82293952 23% /"]
    lines += ["MemTotal: 24684100 kB", "MemAvailable: 23604516 kB", f"uptime {uptime} 5.0"]
    return "\n".join([*lines, *(f"kernel {line}" for line in kernel), "== end"]) + "\n"


@pytest.mark.parametrize(
    ("text", "outcome", "causes"),
    [
        (printed(1000, KILLED), "fail", ["memory.oom_killed"]),
        (printed(1000, ABOUT, KILLED), "fail", ["memory.oom_killed"]),
        (printed(0, KILLED), "fail", ["memory.oom_killed"]),  # root looks for any app
        (printed(1001, KILLED), "warn", []),  # a program of another user
        (printed(1000, KILLED, uptime=200_000), "pass", []),  # days ago
        (printed(1000, "[5.0] systemd[1]: shop.service: Failed with result 'oom-kill'."), "pass", []),
        (printed(1000), "pass", []),
    ],
)
def test_a_program_that_was_ended_for_memory(text: str, outcome: str, causes: list[str]) -> None:
    (facts,) = [seen.facts for seen in host.read(text) if seen.stage == "memory"]
    verdict = host.judge("memory", facts)
    assert (verdict.outcome, [f.cause for f in verdict.findings]) == (outcome, causes)
