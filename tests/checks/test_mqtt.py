"""What the MQTT check makes of facts and odd servers; the real faults are in the lab."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from farhand.checks import mqtt
from farhand.deadline import Deadline
from farhand.look import Environment, Look
from farhand.model import App, Dependency


def _look(port: bytes) -> Look:
    url = f"mqtt://app:s3cret@127.0.0.1:{port.decode()}"
    need = Dependency("broker", "mqtt", {"url": url}, timeout=0.5)
    return Look(App("a"), need, Deadline(5), Environment({}, "test"))


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"\xff" * 100,
        b"\x20",
        b"\x20\xff\xff\xff\xff\xff",
        b"\x20\0",
        b"\x20\x02\0\x63",
        b"\x90\x03\0\1\0",
    ],
)
def test_a_look_at_an_odd_server_ends_with_a_verdict(says: list[bytes], bad: bytes) -> None:
    says[0] = bad
    rows = list(mqtt.probe(_look(says[1])))
    last = rows[-1]
    assert last.stage in mqtt.OWN
    assert last.unknown or mqtt.judge(last.stage, last.facts).outcome in ("fail", "unknown")


def test_the_command_is_sh_and_gives_no_password_to_a_program_as_an_argument() -> None:
    made = mqtt.command("broker", {"url": "mqtt://app:s3cret@mq.example:6000/x"})
    lines = [line for line in made.script.splitlines() if "s3cret" in line]
    assert all(line.startswith(("set_url=", "fh_scheme=")) for line in lines)
    sh = shutil.which("sh") or "sh"
    assert subprocess.run([sh, "-n"], input=made.script.encode(), check=False).returncode == 0
    assert "mq.example:6000" in made.connects


@pytest.mark.parametrize(
    ("code", "cause"),
    [(1, "app.unsupported"), (4, "amqp.auth"), (5, "amqp.auth"), (0x86, "amqp.auth"), (0x88, "amqp.closed")],
)
def test_a_refused_login_is_told_by_its_code(code: int, cause: str) -> None:
    assert [f.cause for f in mqtt.judge("login", {"answer": "error", "code": code}).findings] == [cause]
