"""The licence came as an e-mail whose attachment was cut: nothing is left of it."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.licences import declared, licence

TAXONOMY = ("APP-05",)
EXPECT = Expect("config.file_invalid", subject="licence")


def world(lab: Lab) -> None:
    lab.declare(declared(licence(lab, "\n")))
