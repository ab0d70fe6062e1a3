"""Mail to a real server with TLS and a login: threads, both parts, no header added, nothing in clear."""

from __future__ import annotations

import ssl
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
import trustme

from farhand import channels
from farhand.channels import smtp
from farhand.channels.mail import address, composed
from farhand.channels.message import of_text, sealed
from farhand.channels.model import Message, Section, Settings
from farhand.errors import Mistake
from farhand.redact import Redactor
from tests.channels import receivers
from tests.channels.conftest import context_of

#: What the test's own server thinks of TLS from the first byte.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH")
WAY = channels.find("email")
HOSTILE = (
    "x\r\nBcc: evil@evil.example\r\n\r\n<script>alert(1)</script> =?utf-8?q?a?= \u202e </pre><img src=x>"
)


def settings(url: str = "", **told: Any) -> Settings:
    secrets = {"FARHAND_SMTP_URL": url, "FARHAND_SMTP_PASSWORD": receivers.LOGIN[1]}
    return Settings(secrets, ("ann@acme.example",), sender="eve@vendor.example",
                    options={"date": "Fri, 27 Nov 2026 10:00:00 GMT"}, **told)  # fmt: skip


def read(raw: bytes) -> EmailMessage:
    made = message_from_bytes(raw.replace(b"\r\n", b"\n"), policy=default)
    assert isinstance(made, EmailMessage)
    return made


def part(mail: EmailMessage, kind: str) -> str:
    found = mail.get_body((kind,))
    assert found is not None
    return str(found.get_content())


@pytest.mark.parametrize("implicit", [False, True])
def test_a_mail_arrives_encrypted_and_after_a_login(trusted: ssl.SSLContext, implicit: bool) -> None:
    with receivers.mail(trusted, implicit) as server:
        url = f"{'smtps' if implicit else 'smtp'}://farhand@localhost:{server.port}"
        told = settings(url, thread=("<one@vendor.example>", "<two@acme.example>"))
        outgoing = WAY.prepared(of_text("A title\n\nprose\n\nEvidence\n  a line", case="acme 7"), told)
        assert WAY.send(outgoing, told).said == "accepted"
    assert server.logins == [receivers.LOGIN]
    assert server.to == [["ann@acme.example"]]
    mail = read(server.raw[0])
    assert mail["Subject"] == "[acme 7] A title"
    assert mail["Message-ID"] == outgoing.id
    assert mail["In-Reply-To"] == "<two@acme.example>"
    assert mail["References"] == "<one@vendor.example> <two@acme.example>"
    assert part(mail, "plain").split("\n")[:3] == ["prose", "", "Evidence"]
    assert "<pre>a line</pre>" in part(mail, "html")
    assert server.raw[0].replace(b"\r\n", b"\n").strip() == outgoing.body.replace(b"\r\n", b"\n").strip()


def test_a_text_adds_no_header_and_no_markup() -> None:
    made = sealed(
        Message(HOSTILE, (Section(HOSTILE, HOSTILE), Section(HOSTILE, literal=True)), case=HOSTILE),
        Redactor(),
    )
    mail = read(composed(made, settings(), "Fri, 27 Nov 2026 10:00:00 GMT").as_bytes())
    assert mail["Bcc"] is None
    ours = {"From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"}
    assert set(mail.keys()) == ours
    page = part(mail, "html")
    assert "<script>" not in page
    assert "<img" not in page
    assert page.count("</pre>") == 1
    assert "\u202e" not in page


@pytest.mark.parametrize(
    "wrong",
    ["", "ann", "a@b\r\nBcc: x@y.example", "a@b, c@d.example", "Ann <ann@acme.example>", "a@b..example",
     "a b@c.example", "a@b.example.", "a@" + "x" * 300],
)  # fmt: skip
def test_an_address_is_one_address(wrong: str) -> None:
    with pytest.raises(Mistake):
        address(wrong)
    with pytest.raises(Mistake):
        WAY.prepared(
            of_text("x"),
            Settings(settings().secrets, (wrong,), sender="eve@vendor.example", options={"eml": "x"}),
        )


def test_ids_of_a_thread_that_are_none_are_left_out() -> None:
    told = settings(thread=("<ok@vendor.example>", "evil\r\nBcc: x@y.example", "<a b@c>"))
    mail = read(composed(of_text("x"), told, "").as_bytes())
    assert mail["References"] == "<ok@vendor.example>"
    assert mail["Bcc"] is None


def test_a_server_without_encryption_is_not_told_anything(trusted: ssl.SSLContext) -> None:
    with receivers.mail(None, login=False) as server:
        told = settings(f"smtp://farhand@localhost:{server.port}")
        with pytest.raises(Mistake, match="offers no encryption"):
            WAY.send(WAY.prepared(of_text("x"), told), told)
        assert (server.raw, server.logins) == ([], [])
        local = settings(f"smtp://localhost:{server.port}")
        assert WAY.send(WAY.prepared(of_text("x"), local), local).said == "accepted"


def test_a_certificate_for_another_name_is_refused(authority: trustme.CA, trusted: ssl.SSLContext) -> None:
    with receivers.mail(context_of(authority, "other.example")) as server:
        told = settings(f"smtp://farhand@localhost:{server.port}")
        with pytest.raises(Mistake, match="certificate"):
            WAY.send(WAY.prepared(of_text("x"), told), told)
        assert (server.raw, server.logins) == ([], [])


def test_a_refused_login_is_told_without_the_password(trusted: ssl.SSLContext) -> None:
    with receivers.mail(trusted) as server:
        told = settings(f"smtp://farhand:wrong-Pass-77@localhost:{server.port}")
        told = Settings({"FARHAND_SMTP_URL": told.secrets["FARHAND_SMTP_URL"]}, told.to, sender=told.sender)
        with pytest.raises(Mistake, match="refuses the login") as raised:
            WAY.send(WAY.prepared(of_text("x"), told), told)
    assert "wrong-Pass-77" not in str(raised.value)


def test_a_server_that_puts_off_is_asked_again_and_one_that_refuses_is_not() -> None:
    pauses: list[float] = []
    with receivers.mail(None, login=False) as server:
        where = smtp.server(f"smtp://localhost:{server.port}", "X")
        mail = composed(of_text("x"), settings(), "")
        server.answers = ["451 4.7.1 Greylisted", "421 busy"]
        assert smtp.hand_in(mail, where, pauses.append) == ("accepted", 3)
        server.answers = ["554 5.7.1 no"]
        with pytest.raises(Mistake, match="it answered 554"):
            smtp.hand_in(mail, where, pauses.append)
    assert pauses == [2.0, 4.0]
    assert len(server.raw) == 1


def test_a_recipient_that_is_refused_is_told_beside_those_that_are_not() -> None:
    with receivers.mail(None, login=False) as server:
        where = smtp.server(f"smtp://localhost:{server.port}", "X")
        both = replace(settings(), to=("ann@acme.example", "nobody@acme.example"))
        assert smtp.hand_in(composed(of_text("x"), both, ""), where) == (
            "accepted, but not for nobody@acme.example",
            1,
        )
        none = replace(settings(), to=("nobody@acme.example",))
        with pytest.raises(Mistake, match="refuses the recipient \\(550\\)"):
            smtp.hand_in(composed(of_text("x"), none, ""), where)
    assert server.to == [["ann@acme.example"]]


@pytest.mark.parametrize("url", ["mail.example", "http://x", "smtp:///s3cret", "smtp://u:p@h:99999999"])
def test_a_server_that_cannot_be_read_is_told_without_repeating_it(url: str) -> None:
    with pytest.raises(Mistake) as raised:
        smtp.server(url, "FARHAND_SMTP_URL")
    assert url not in str(raised.value)
