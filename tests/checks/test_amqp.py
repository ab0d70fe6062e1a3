"""What the AMQP check makes of facts and odd servers; the real faults are in the lab."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from farhand.checks import amqp
from farhand.deadline import Deadline
from farhand.look import Environment, Look
from farhand.model import App, Dependency


def _look(port: bytes) -> Look:
    url = f"amqp://app:s3cret@127.0.0.1:{port.decode()}"
    need = Dependency("broker", "amqp", {"url": url}, timeout=0.5)
    return Look(App("a"), need, Deadline(5), Environment({}, "test"))


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"\xff" * 100,
        b"SSH-2.0-x\r\n",
        b"AMQP\0\1\0\0",
        b"\1\0\0\xff\xff\xff\xff",
        b"\1\0\0\0\0\0\2\0\n\xce",
        b"\1\0\0\0\0\0\4\0\n\0\n\xce",
    ],
)
def test_a_look_at_an_odd_server_ends_with_a_verdict(says: list[bytes], bad: bytes) -> None:
    says[0] = bad
    rows = list(amqp.probe(_look(says[1])))
    last = rows[-1]
    assert last.stage in amqp.OWN
    assert last.unknown or amqp.judge(last.stage, last.facts).outcome in ("fail", "unknown")


def test_the_command_is_sh_and_gives_no_password_to_a_program_as_an_argument() -> None:
    made = amqp.command("broker", {"url": "amqp://app:s3cret@mq.example:6000/x"})
    lines = [line for line in made.script.splitlines() if "s3cret" in line]
    assert all(line.startswith(("set_url=", "fh_scheme=")) for line in lines)
    sh = shutil.which("sh") or "sh"
    assert subprocess.run([sh, "-n"], input=made.script.encode(), check=False).returncode == 0
    assert "mq.example:6000" in made.connects


@pytest.mark.parametrize(
    ("code", "text", "cause"),
    [
        (530, "NOT_ALLOWED - vhost x not found", "amqp.auth"),
        (530, "NOT_ALLOWED - access to vhost 'x' refused for user 'app'", "amqp.auth"),
        (
            541,
            "INTERNAL_ERROR - access to vhost 'x' refused for user 'app': vhost 'x' is down",
            "amqp.cluster",
        ),
        (320, "CONNECTION_FORCED - broker forced connection closure", "amqp.closed"),
    ],
)
def test_a_refused_virtual_host_is_told_by_code_and_words(code: int, text: str, cause: str) -> None:
    facts = {"answer": "error", "code": code, "text": text, "vhost": "x", "user": "app"}
    assert [f.cause for f in amqp.judge("vhost", facts).findings] == [cause]
