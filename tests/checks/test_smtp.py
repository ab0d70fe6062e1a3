"""What the smtp check makes of replies and odd servers; the real faults are in the lab."""

from __future__ import annotations

import socket
import subprocess
import threading
from collections.abc import Callable
from typing import Any

import pytest

from farhand.checks import smtp
from farhand.checks._smtp.replies import meaning
from farhand.deadline import Deadline
from farhand.look import Environment, Look
from farhand.model import App, Dependency
from farhand.wire import smtp as wire

ASKED = {"from": "Billing <billing@a.example>", "to": "ops@b.example"}


def look(port: int, user: str = "", timeout: float = 0.6, **settings: Any) -> Look:
    told = {"url": f"smtp://{user}127.0.0.1:{port}", **ASKED, **settings}
    need = Dependency("mail", "smtp", told, timeout=timeout)
    return Look(App("a"), need, Deadline(10 * timeout), Environment({}, "test"))


def scripted(heard: list[bytes], **answers: bytes) -> Callable[[socket.socket], None]:
    """A server that answers by the first word of a line; what it hears is kept."""

    def talk(client: socket.socket) -> None:
        client.sendall(b"220 mail.example ESMTP\r\n")
        with client.makefile("rb") as lines:
            for line in lines:
                heard.append(line.strip())
                client.sendall(answers.get(line[:4].decode("latin-1"), b"250 OK") + b"\r\n")

    return talk


@pytest.mark.parametrize(
    ("asked", "code", "text", "cause"),
    [
        ("greeting", 554, "no SMTP service here", "smtp.client_refused"),
        ("greeting", 421, "4.3.2 too busy", "smtp.deferred"),
        ("AUTH", 535, "5.7.8 no", "smtp.auth"),
        ("AUTH", 534, "5.7.9 Application-specific password required", "smtp.auth"),
        ("AUTH", 538, "5.7.11 Encryption required", "tls.not_tls"),
        ("AUTH", 530, "Must issue a STARTTLS command first", "tls.not_tls"),
        ("AUTH", 454, "4.7.0 Temporary authentication failure", "smtp.auth"),
        ("MAIL", 530, "5.7.0 Must issue a STARTTLS command first", "tls.not_tls"),
        ("MAIL", 530, "5.7.57 Client not authenticated to send mail", "smtp.auth"),
        ("MAIL", 553, "sorry", "smtp.sender_refused"),
        ("MAIL", 452, "4.3.1 Insufficient system storage", "smtp.full"),
        ("MAIL", 552, "5.3.4 Message size exceeds fixed limit", "smtp.too_large"),
        ("RCPT", 550, "relay not permitted", "smtp.relay_denied"),
        ("RCPT", 550, "5.7.54 SMTP; Unable to relay recipient in non-accepted domain", "smtp.relay_denied"),
        ("RCPT", 553, "5.7.1 <a@b>: Sender address rejected: not owned by user x", "smtp.sender_refused"),
        ("RCPT", 550, "5.1.1 <a@b>: Recipient address rejected: User unknown", "smtp.recipient_refused"),
        ("RCPT", 552, "5.2.2 over quota", "smtp.full"),
        ("RCPT", 451, "4.7.1 Greylisting in action, please come back later", "smtp.deferred"),
        (
            "RCPT",
            554,
            "5.7.1 Service unavailable; Client host [1.2.3.4] blocked using x",
            "smtp.client_refused",
        ),
    ],
)
def test_a_reply_is_told_by_its_step_and_code_first(asked: str, code: int, text: str, cause: str) -> None:
    assert meaning(asked, code, text).cause == cause


def test_no_message_is_begun_and_all_is_taken_back(serve: Any) -> None:
    heard: list[bytes] = []
    rows = list(smtp.probe(look(serve(scripted(heard, EHLO=b"250-mail.example\r\n250 SIZE 1000")))))
    assert [row.stage for row in rows] == list(smtp.STAGES)
    assert smtp.judge("mail", rows[-1].facts).outcome == "pass"
    words = [line.split(b":")[0] for line in heard if not line.startswith(b"EHLO")]
    assert words == [b"MAIL FROM", b"RCPT TO", b"RSET", b"QUIT"]


def test_the_size_that_the_server_takes_is_compared(serve: Any) -> None:
    port = serve(scripted([], EHLO=b"250-mail.example\r\n250 SIZE 1000"))
    rows = list(smtp.probe(look(port, max_message="1MB")))
    assert [f.cause for f in smtp.judge("mail", rows[-1].facts).findings] == ["smtp.too_large"]


def test_login_in_three_steps_where_plain_is_not_offered(serve: Any) -> None:
    heard: list[bytes] = []
    answers = {"EHLO": b"250-mail.example\r\n250 AUTH LOGIN", "AUTH": b"334 VXNl", "YXBw": b"334 UGFz",
               "czNj": b"535 5.7.8 no"}  # fmt: skip
    rows = list(smtp.probe(look(serve(scripted(heard, **answers)), user="app:s3cret@")))
    assert [f.cause for f in smtp.judge("login", rows[-1].facts).findings] == ["smtp.auth"]
    assert "s3cret" not in repr(rows)
    assert b"AUTH LOGIN" in heard


@pytest.mark.parametrize(
    "bad",
    [b"", b"\xff" * 100, b"SSH-2.0-x\r\n", b"220", b"220-a\r\n" * 500, b"220 " + b"x" * 9000, b"999 x\r\n"],
)
def test_a_look_at_an_odd_server_ends_with_a_verdict(serve: Any, bad: bytes) -> None:
    def talk(client: socket.socket) -> None:
        client.sendall(bad)
        client.recv(100)
        threading.Event().wait(3)

    rows = list(smtp.probe(look(serve(talk))))
    assert smtp.judge(rows[-1].stage, rows[-1].facts).outcome in ("fail", "unknown")


def test_an_address_is_one_word_of_a_command() -> None:
    assert wire.address("Billing <billing@a.example>") == "billing@a.example"
    assert wire.address("a@b\r\nDATA") == wire.address("a b@c") == wire.address("<>") == ""


def test_the_command_gives_no_password_to_a_program_as_an_argument() -> None:
    made = smtp.command("mail", {"url": "smtp://app:s3cret@mail.example:587", **ASKED})
    lines = [line for line in made.script.splitlines() if "s3cret" in line]
    assert all(line.startswith(("set_url=", "fh_scheme=")) for line in lines)
    assert subprocess.run(["sh", "-n"], input=made.script.encode(), check=False).returncode == 0
    assert "mail.example:587" in made.connects


@pytest.mark.slow
def test_the_command_is_read_back_from_a_server(serve: Any) -> None:
    heard: list[bytes] = []
    answers = {"EHLO": b"250-mail.example\r\n250 AUTH PLAIN", "AUTH": b"235 ok", "QUIT": b"221 bye",
               "RCPT": b"554 5.7.1 <ops@b.example>: Relay access denied"}  # fmt: skip
    told = {"url": f"smtp://app:s3cret@127.0.0.1:{serve(scripted(heard, **answers))}", **ASKED}
    script = smtp.command("mail", told).script
    done = subprocess.run(["sh"], input=script, env={"PATH": "/usr/bin:/bin"}, text=True, capture_output=True,
                          timeout=120, check=False)  # fmt: skip
    assert "s3cret" not in done.stdout
    assert not any(line.startswith(b"DATA") for line in heard)
    rows = {row.stage: row for row in smtp.read(done.stdout)}
    assert smtp.judge("login", rows["login"].facts).outcome == "pass"
    assert [f.cause for f in smtp.judge("mail", rows["mail"].facts).findings] == ["smtp.relay_denied"]
