"""The licence was not brought along to the new host."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.licences import declared

TAXONOMY = ("APP-05",)
EXPECT = Expect("fs.missing", subject="licence")


def world(lab: Lab) -> None:
    lab.declare(declared(str(lab.tmp / "license.json")))
