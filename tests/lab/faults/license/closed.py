"""The licence was copied by root, and only root may read it."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.licences import day, declared, licence

TAXONOMY = ("APP-05",)
EXPECT = Expect("fs.permission", subject="licence")


def world(lab: Lab) -> None:
    lab.declare(declared(licence(lab, f'{{"expires": "{day(90)}"}}', mode=0o600)))
