"""What the NATS check makes of facts and odd servers; the real faults are in the lab."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from farhand.checks import nats
from farhand.deadline import Deadline
from farhand.look import Environment, Look
from farhand.model import App, Dependency


def _look(port: bytes) -> Look:
    url = f"nats://app:s3cret@127.0.0.1:{port.decode()}"
    need = Dependency("broker", "nats", {"url": url}, timeout=0.5)
    return Look(App("a"), need, Deadline(5), Environment({}, "test"))


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"\xff" * 100,
        b"INFO ",
        b"INFO []\r\nMSG x 1 99999999\r\n",
        b'INFO {"tls_required": true}\r\n',
        b"INFO {}\r\n-ERR\r\nMSG\r\n",
    ],
)
def test_a_look_at_an_odd_server_ends_with_a_verdict(says: list[bytes], bad: bytes) -> None:
    says[0] = bad
    rows = list(nats.probe(_look(says[1])))
    last = rows[-1]
    assert last.stage in nats.OWN
    assert last.unknown or nats.judge(last.stage, last.facts).outcome in ("fail", "unknown")


def test_the_command_is_sh_and_gives_no_password_to_a_program_as_an_argument() -> None:
    made = nats.command("broker", {"url": "nats://app:s3cret@mq.example:6000/x"})
    lines = [line for line in made.script.splitlines() if "s3cret" in line]
    assert all(line.startswith(("set_url=", "fh_scheme=")) for line in lines)
    sh = shutil.which("sh") or "sh"
    assert subprocess.run([sh, "-n"], input=made.script.encode(), check=False).returncode == 0
    assert "mq.example:6000" in made.connects


def test_no_login_is_sent_to_a_server_that_wants_tls_and_has_none(says: list[bytes]) -> None:
    says[0] = b'INFO {"tls_required": true}\r\n'
    rows = list(nats.probe(_look(says[1])))
    assert rows[-1].stage == "tls"
    assert nats.judge("tls", rows[-1].facts).outcome == "fail"
