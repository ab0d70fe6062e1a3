"""The file of the authority, declared as a setting, is not there."""

from __future__ import annotations

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-16",)
EXPECT = Expect("config.file_missing", also=("tls.bad_file",), subject="cache")


def world(lab: Lab) -> None:
    cert, key = lab.cert("10.77.2.2")
    conf = f"port 0\ntls-port 6380\ntls-auth-clients no\ntls-ca-cert-file {lab.ca_file}\n"
    lab.redis(6380, conf=conf + f"tls-cert-file {cert}\ntls-key-file {key}")
    lab.http(8080)
    lab.declare(f"""
        [dependencies.cache]
        kind = "redis"
        url = "rediss://10.77.2.2:6380/0"
        ca_file = "{lab.tmp}/pki/ca.pem"
        [dependencies.api]
        kind = "http"
        url = "http://10.77.2.2:8080/"
    """)
