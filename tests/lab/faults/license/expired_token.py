"""A signed token ran out; its date is a number inside of base64."""

import base64
import json
import time

from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.licences import declared, licence

TAXONOMY = ("APP-05",)
EXPECT = Expect("app.license", owner="vendor-product", subject="licence")


def _part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def world(lab: Lab) -> None:
    inside = {"sub": "example-corp", "exp": int(time.time()) - 3600, "nbf": int(time.time()) - 9_000_000}
    path = licence(lab, f"{_part({'alg': 'EdDSA'})}.{_part(inside)}.c2lnbmF0dXJlLW9mLXRoZS12ZW5kb3I\n")
    lab.declare(declared(path))
