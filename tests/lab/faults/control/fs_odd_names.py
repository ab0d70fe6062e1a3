"""Directories with blanks, umlauts and a leading dash in their names."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    for name in ("my data", "Gr\u00f6\u00dfe", "-rf"):
        (lab.tmp / name).mkdir()
        (lab.tmp / name).chmod(0o777)
    lab.declare(f"""
        [dependencies.a]
        kind = "directory"
        path = "{lab.tmp}/my data"
        writable = true
        [dependencies.b]
        kind = "directory"
        path = "{lab.tmp}/Gr\u00f6\u00dfe"
        writable = true
        [dependencies.c]
        kind = "directory"
        path = "{lab.tmp}/-rf"
        writable = true
    """)
