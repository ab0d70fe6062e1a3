"""The licence ran out last week; nothing else has changed."""

import json

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.licences import day, declared, licence

TAXONOMY = ("APP-05",)
EXPECT = Expect("app.license", owner="vendor-product", subject="licence")


def world(lab: Lab) -> None:
    path = licence(
        lab, json.dumps({"licensee": "Example Corp", "license": {"seats": 50, "expires": day(-7)}})
    )
    lab.declare(declared(path))
