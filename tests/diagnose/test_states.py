"""What a command shows of how things are explains what was seen before somebody asked."""

from __future__ import annotations

from farhand import evidence, readers
from farhand.model import Finding
from farhand.reading import Source
from farhand.redact import Redactor

FULL = "bash: test.txt: No space left on device"
INODES = """$ df -i /data
Filesystem       Inodes    IUsed IFree IUse% Mounted on
/dev/sda2      16000000 16000000     0  100% /data"""
TRACEBACK = """Traceback (most recent call last):
  File "/app/main.py", line 3, in <module>
    socket.getaddrinfo("db.internal", 5432)
socket.gaierror: [Errno -2] Name or service not known"""


def roles(text: str) -> dict[str, str]:
    found: tuple[Finding, ...] = evidence.weigh(
        [Source("x", [text.encode()], text)], Redactor()
    ).diagnosis.causes
    return {one.cause: one.role for one in found}


def test_a_state_that_was_asked_for_afterwards() -> None:
    assert roles(f"{FULL}\n\n{INODES}") == {"fs.inodes": "root", "fs.full": "symptom"}


def test_a_traceback_tells_of_the_past() -> None:
    readings = [r for r in readers.read(TRACEBACK.split("\n")) if r.reader == "traceback"]
    assert [reading.past for reading in readings] == [True]
