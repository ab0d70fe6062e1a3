"""Records of the kernel's log; the log of a real kernel is read in the world host/oom_kernel_log."""

from __future__ import annotations

from pathlib import Path

from farhand.checks._host import kernel
from farhand.hostfacts import kernellog

RECORD = "3,512,1000500000,-;Memory cgroup out of memory: Killed process 2231 (java) total-vm:1kB, UID:1000\n"


def test_a_record_is_told_as_dmesg_tells_it(tmp_path: Path) -> None:
    (tmp_path / "kmsg").write_text(RECORD + " SUBSYSTEM=memory\n")
    (line,) = kernellog.lines(kernel.WORDS, str(tmp_path / "kmsg"))
    assert line.startswith("[1000.500000] Memory cgroup out of memory: Killed process 2231 (java)")
    (row,) = kernel.kills([f"kernel {line}"], uptime=1100.5)
    assert (row["pid"], row["name"], row["uid"], row["ago_s"]) == (2231, "java", 1000, 100.0)


def test_other_records_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "kmsg").write_text("6,1,0,-;Linux version 6.1.0\n")
    assert kernellog.lines(kernel.WORDS, str(tmp_path / "kmsg")) == []


def test_a_log_that_may_not_be_read_is_empty(tmp_path: Path) -> None:
    assert kernellog.lines(kernel.WORDS, str(tmp_path / "none")) == []
