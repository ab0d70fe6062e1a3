"""What the ldap check makes of results and odd servers; the real faults are in the lab."""

from __future__ import annotations

import socket
import subprocess
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from farhand.checks import ldap
from farhand.checks._ldap.codes import meaning
from farhand.deadline import Deadline
from farhand.look import Environment, Look
from farhand.model import App, Dependency
from farhand.wire import ldap as wire
from farhand.wire.speaker import speaker
from tests.checks.servers import Serve

USER = "cn=app,dc=a,dc=example"
ASKED = {"user": USER, "password": "s3cret", "base": "ou=people,dc=a,dc=example"}


def look(port: int, timeout: float = 0.6, **settings: Any) -> Look:
    told = {"url": f"ldap://127.0.0.1:{port}", **ASKED, **settings}
    need = Dependency("directory", "ldap", told, timeout=timeout)
    return Look(App("a"), need, Deadline(10 * timeout), Environment({}, "test"))


def result(number: int, tag: int, code: int, text: bytes = b"") -> bytes:
    inner = wire.tlv(10, bytes((code,))) + wire.tlv(4, b"") + wire.tlv(4, text)
    return wire.tlv(0x30, wire.tlv(2, bytes((number,))) + wire.tlv(tag, inner))


def entry(number: int) -> bytes:
    return wire.tlv(
        0x30, wire.tlv(2, bytes((number,))) + wire.tlv(0x64, wire.tlv(4, b"x") + wire.tlv(0x30, b""))
    )


def whole(data: bytes) -> int:
    """The size of the message that begins there."""
    more = data[1] & 0x7F if data[1] > 127 else 0
    return 2 + more + (int.from_bytes(data[2 : 2 + more], "big") if more else data[1])


def directory(heard: list[bytes], bind: bytes, base: bytes) -> Callable[[socket.socket], None]:
    """A directory that answers about itself, and these bytes to the login and to the search of the base."""

    def talk(client: socket.socket) -> None:
        rest = b""
        while True:
            piece = client.recv(4096)
            if not piece:
                return
            rest += piece
            while len(rest) > 3 and len(rest) >= whole(rest):
                question, rest = rest[: whole(rest)], rest[whole(rest) :]
                heard.append(question)
                number = question[question.index(b"\x02\x01") + 2]
                client.sendall({1: result(1, wire.DONE, 0), 2: bind, 3: base}.get(number, b""))
                if number == 4:
                    return

    return talk


@pytest.mark.parametrize(
    ("asked", "code", "text", "cause"),
    [
        ("bind", 49, "", "ldap.auth"),
        ("bind", 49, "80090308: LdapErr: AcceptSecurityContext error, data 52e, v1", "ldap.auth"),
        ("bind", 49, "80090308: LdapErr: AcceptSecurityContext error, data 525, v1", "ldap.auth"),
        ("bind", 49, "80090308: LdapErr: AcceptSecurityContext error, data 773, v1", "ldap.account"),
        ("bind", 49, "80090308: LdapErr: AcceptSecurityContext error, data 701, v1", "ldap.account"),
        ("bind", 48, "anonymous bind disallowed", "ldap.auth"),
        ("bind", 53, "unauthenticated bind (DN with no password) disallowed", "ldap.auth"),
        ("bind", 53, "Account inactivated. Contact system administrator.", "ldap.account"),
        ("bind", 13, "confidentiality required", "tls.not_tls"),
        ("bind", 8, "00002028: LdapErr: The server requires binds to turn on integrity checking "
                    "if SSL\\TLS are not already active on the connection", "tls.not_tls"),
        ("search", 1, "000004DC: LdapErr: DSID-0C0907E9, comment: In order to perform this operation a "
                      "successful bind must be completed on the connection.", "ldap.auth"),
        ("search", 8, "", "ldap.auth"),
        ("search", 32, "", "ldap.base_missing"),
        ("search", 34, "invalid DN", "ldap.base_missing"),
        ("search", 50, "", "ldap.no_access"),
        ("search", 10, "", "ldap.referral"),
        ("search", 4, "", "ldap.limit"),
        ("search", 52, "", "ldap.unavailable"),
        ("StartTLS", 2, "unsupported extended operation", "tls.not_tls"),
    ],
)  # fmt: skip
def test_a_result_is_told_by_its_step_and_code_first(asked: str, code: int, text: str, cause: str) -> None:
    assert meaning(asked, code, text, tls=False).cause == cause


def test_signing_that_is_wanted_inside_of_tls_is_no_matter_of_tls() -> None:
    assert (
        meaning("bind", 8, "The server requires binds to turn on integrity checking", True).cause
        == "ldap.auth"
    )


def test_only_questions_are_asked_and_all_stages_are_seen(serve: Serve) -> None:
    heard: list[bytes] = []
    base = entry(3) + result(3, wire.DONE, 0)
    rows = list(ldap.probe(look(serve(directory(heard, result(2, wire.BIND_DONE, 0), base)))))
    assert [row.stage for row in rows] == list(ldap.STAGES)
    assert ldap.judge("base", rows[-1].facts).outcome == "pass"
    until = time.monotonic() + 10
    while len(heard) < 4 and time.monotonic() < until:  # the last word is not waited for
        time.sleep(0.01)
    kinds = [question[question.index(b"\x02\x01") + 3] for question in heard]
    assert kinds == [wire.SEARCH, wire.BIND, wire.SEARCH, wire.UNBIND]
    assert "s3cret" not in repr(rows)


def test_a_search_that_ends_well_and_shows_nothing_is_no_right_to_read(serve: Serve) -> None:
    port = serve(directory([], result(2, wire.BIND_DONE, 0), result(3, wire.DONE, 0)))
    rows = list(ldap.probe(look(port)))
    assert [f.cause for f in ldap.judge("base", rows[-1].facts).findings] == ["ldap.no_access"]


def test_after_a_refused_login_nothing_more_is_asked(serve: Serve) -> None:
    heard: list[bytes] = []
    rows = list(ldap.probe(look(serve(directory(heard, result(2, wire.BIND_DONE, 49), b"")))))
    assert rows[-1].stage == "login"
    assert len(heard) == 2


@pytest.mark.parametrize(
    "bad",
    [b"", b"\xff" * 100, b"SSH-2.0-x\r\n", b"\x30", b"\x30\x84\xff\xff\xff\xff", b"\x30\x80\0\0",
     b"\x30\x05\x02\x01", b"\x30\x03\x02\x01\x01", b"\x30\x0c\x02\x01\x01\x65\x07\x0a\x09\0\0\0\0\0",
     entry(1) * 500],
)  # fmt: skip
def test_a_look_at_an_odd_server_ends_with_a_verdict(serve: Serve, bad: bytes) -> None:
    def talk(client: socket.socket) -> None:
        client.recv(100)
        client.sendall(bad)
        threading.Event().wait(3)

    rows = list(ldap.probe(look(serve(talk))))
    assert ldap.judge(rows[-1].stage, rows[-1].facts).outcome in ("fail", "unknown")


def test_a_message_is_known_by_its_first_bytes() -> None:
    assert speaker(result(1, wire.DONE, 0)) == speaker(result(1, wire.BIND_DONE, 49, b"x" * 300)) == "LDAP"
    assert speaker(b"0123456789 hello") == ""


def test_what_is_cut_off_is_no_message() -> None:
    whole = entry(3) + result(3, wire.DONE, 32, b"no")
    assert [m.code for m in wire.messages(whole)] == [-1, 32]
    assert [m.code for m in wire.messages(whole[:-1])] == [-1]
    assert wire.messages(b"HTTP/1.1 400\r\n") == wire.messages(b"\x30\x82") == []


def test_long_names_have_long_lengths() -> None:
    made = wire.bind(2, "cn=" + "x" * 300, "p" * 200)
    assert made[:2] == b"\x30\x82"
    assert int.from_bytes(made[2:4], "big") == len(made) - 4


def test_the_command_sends_what_the_probe_sends(serve: Serve) -> None:
    heard: list[bytes] = []
    base = result(3, wire.DONE, 32, b"")
    port = serve(directory(heard, result(2, wire.BIND_DONE, 0), base))
    user = "cn=" + "u" * 140
    script = ldap.command("d", {"url": f"ldap://127.0.0.1:{port}", **ASKED, "user": user}).script
    done = subprocess.run(["sh"], input=script, env={"PATH": "/usr/bin:/bin"}, text=True, capture_output=True,
                          timeout=120, check=False)  # fmt: skip
    assert "s3cret" not in done.stdout
    assert wire.bind(2, user, "s3cret") in heard
    assert wire.search(3, ASKED["base"]) in heard
    rows = {row.stage: row for row in ldap.read(done.stdout)}
    assert ldap.judge("login", rows["login"].facts).outcome == "pass"
    assert [f.cause for f in ldap.judge("base", rows["base"].facts).findings] == ["ldap.base_missing"]


def test_the_command_gives_no_password_to_a_program_as_an_argument() -> None:
    made = ldap.command("d", {"url": "ldaps://directory.example", **ASKED})
    lines = [line for line in made.script.splitlines() if "s3cret" in line]
    assert all(line.startswith(("set_password=", "fh_pass=")) for line in lines), lines
    assert subprocess.run(["sh", "-n"], input=made.script.encode(), check=False).returncode == 0
