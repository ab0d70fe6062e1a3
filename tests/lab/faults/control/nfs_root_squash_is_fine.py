"""Everybody is squashed, the share is mounted softly by address and read-only: the app only reads."""

from __future__ import annotations

from tests.lab import uml
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.needs import need
from tests.lab.servers import nfs

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.declare(need("nfs", "share", path=nfs.SHARE, export="/data"))


def run(lab: Lab) -> Outcome:
    return uml.self_test(lab, nfs.guest(mount="vers=4.1,ro,soft", export="ro,root_squash,all_squash"))
