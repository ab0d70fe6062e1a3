"""A JSON text from a mounted secret, with line breaks in it and at its end."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-07",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.env["RULES"] = '{\n  "a": [1, 2],\n  "b": "c"\n}\n'

    lab.http(8080)
    lab.declare("""
        [env.RULES]
        required = true
        format = "json"
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
        run_by = "vendor"
    """)
