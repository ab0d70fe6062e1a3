"""Examples of the reader for limits."""

from __future__ import annotations

from farhand.model import Example

_LIMITS = """Limit                     Soft Limit           Hard Limit           Units
Max cpu time              unlimited            unlimited            seconds
Max processes             96364                96364                processes
Max open files            {}                 20000                files
"""
_EVENTS = "low 0\nhigh 0\nmax {}\noom {}\noom_kill {}\noom_group_kill 0\n"
_STAT = "usage_usec 91234567\nuser_usec 81234567\nsystem_usec 10000000\nnr_periods {}\nnr_throttled {}\n"

EXAMPLES = (
    Example(
        "no file is left",
        pasted="$ cat /proc/4711/limits | egrep 'open files|processes'; ls /proc/4711/fd | wc -l\n"
        "Max processes             96364                96364                processes\n"
        "Max open files            1024                 20000                files\n1024\n",
        finds=("limits.files",),
        source="run: Linux 6.18, /proc/PID/limits",
    ),
    Example(
        "enough files are left",
        pasted="Max open files            1024                 20000                files\n212\n",
        outcome="healthy",
        source="run: Linux 6.18, /proc/PID/limits",
    ),
    Example(
        "limits alone say nothing",
        pasted=_LIMITS.format(1024),
        outcome="undecided",
        source="run: Linux 6.18, /proc/PID/limits",
    ),
    Example(
        "killed for memory",
        pasted=_EVENTS.format(310, 4, 3),
        finds=("memory.oom_killed",),
        source="doc: Linux, cgroup v2, memory.events",
    ),
    Example(
        "nothing killed, and room for processes, behind a prompt",
        pasted="# cat /sys/fs/cgroup/memory.events /sys/fs/cgroup/pids.{current,max}\n"
        + _EVENTS.format(0, 0, 0)
        + "41\n4096\n",
        outcome="healthy",
        source="doc: Linux, cgroup v2, memory.events, pids.max",
    ),
    Example(
        "no process is left, the first lines are missing",
        pasted="oom 0\noom_kill 0\noom_group_kill 0\n512\n512\n",
        finds=("limits.processes",),
        source="doc: Linux, cgroup v2, pids.max",
    ),
    Example(
        "held back most of the time",
        pasted=_STAT.format(12000, 9100),
        finds=("limits.cpu",),
        source="doc: Linux, cgroup v2, cpu.stat",
    ),
    Example(
        "hardly ever held back",
        pasted=_STAT.format(12000, 12),
        outcome="healthy",
        source="doc: Linux, cgroup v2, cpu.stat",
    ),
    Example(
        "the table of connections is full",
        pasted="net.netfilter.nf_conntrack_count = 262144\nnet.netfilter.nf_conntrack_max = 262144\n",
        finds=("tcp.conntrack_full",),
        source="doc: Linux, nf_conntrack-sysctl",
    ),
)
