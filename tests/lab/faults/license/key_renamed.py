"""The new licence server writes the day of the end under another key than the app looks for."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.licences import day, licence
from tests.lab.needs import need

TAXONOMY = ("APP-05",)
EXPECT = Expect("config.file_invalid", subject="licence")


def world(lab: Lab) -> None:
    path = licence(lab, f'{{"customer": "Example Corp", "term": {{"last_day": "{day(90)}"}}}}')
    lab.declare(need("license", "licence", path=path, expires="license.expires"))
