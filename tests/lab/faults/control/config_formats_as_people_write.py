"""Every format in a spelling that is odd and right."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.env |= {
        "N": "-5",
        "F": "1e-3",
        "ON": "yes",
        "OFF": "False",
        "P": "65535",
        "D": "1h",
        "J": "[]",
        "FILE": "/etc/hosts",
        "U": "https://example.com",
        "TZ": ":Europe/Paris",
        "EMPTY": "",
    }

    lab.http(8080)
    lab.declare("""
        [env.N]
        format = "int"
        [env.F]
        format = "float"
        [env.ON]
        format = "bool"
        [env.OFF]
        format = "bool"
        [env.P]
        format = "port"
        [env.D]
        format = "duration"
        [env.J]
        format = "json"
        [env.FILE]
        format = "path"
        [env.U]
        format = "url"
        [env.EMPTY]
        format = "int"
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/ping"
        run_by = "vendor"
    """)
