"""The renewed licence was put in place before the day on which it begins."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.licences import day, declared, licence

TAXONOMY = ("APP-05",)
EXPECT = Expect("app.license", owner="vendor-product", subject="licence")


def world(lab: Lab) -> None:
    text = f"# Example licence\nlicensee = Example Corp\nvalid_from = {day(3)}\nvalid_until = {day(368)}\n"
    lab.declare(declared(licence(lab, text)))
