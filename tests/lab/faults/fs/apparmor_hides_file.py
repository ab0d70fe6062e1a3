"""The AppArmor profile of the app forbids the database file that it should open."""

from __future__ import annotations

from tests.lab import confined, uml
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.needs import need

TAXONOMY = ("OS-07",)
EXPECT = Expect("fs.selinux", owner="customer-security", subject="store")

SETUP = f"""
mkdir -m 777 /run/data
/usr/bin/python3 -c "import sqlite3; c = sqlite3.connect('/run/data/app.db'); c.execute('create table t (a)')"
chown -R {Lab.uid} /run/data
{confined.apparmor("deny /run/data/*.db rw,")}
"""


def world(lab: Lab) -> None:
    lab.declare(need("sqlite", "store", path="/run/data/app.db"))


def run(lab: Lab) -> Outcome:
    return uml.self_test(lab, SETUP, boot=confined.APPARMOR)
