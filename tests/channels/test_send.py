"""`farhand case send` to real receivers: shown first, nothing secret arrives, kept once in the case."""

from __future__ import annotations

import base64
import json
import os
import pty
import ssl
import subprocess
import sys
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from farhand import cli
from farhand.case import Case
from tests.channels import receivers

#: What somebody has pasted, with secrets of several kinds and words that a chat, a page or a mail would obey.
SECRETS = (
    "hunter2-Zx9qLw",
    "AKIAIOSFODNN7EXAMPLE",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
    "Tr0ub4dor-and-3",
)
EVIDENCE = f"""psycopg2.errors.InsufficientPrivilege: permission denied for table invoices
DATABASE_URL=postgres://svc:{SECRETS[0]}@db7.corp.example:6432/shop aws_access_key_id={SECRETS[1]}
Authorization: Bearer {SECRETS[2]} password: {SECRETS[3]}
<!channel> <script>alert(1)</script> \x1b[31m ``` */ Bcc: evil@evil.example
"""
KEY = "whsec_" + base64.b64encode(b"0123456789abcdef0123456789abcdef").decode()


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Path:
    """A case in which something was handed over."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FARHAND_MAIL_FROM", "eve@vendor.example")
    with Case(tmp_path, "ann", create=True) as book:
        book.add("opened", {"title": "acme 7", "site": "acme"})
        book.add(
            "person",
            {"id": "dee", "name": "Dee", "side": "customer", "role": "dba", "contact": "dee@acme.example"},
        )
        book.add("answered", {"id": "x", "source": f"password={SECRETS[3]}.txt", "text": EVIDENCE})
    assert cli.main(["escalate", "--quiet"]) == 1
    capsys.readouterr()
    return tmp_path


def send(*words: str) -> int:
    return cli.main(["case", "send", *words])


def kept(folder: Path, kind: str = "sent") -> list[dict[str, Any]]:
    with Case(folder, "test") as book:
        return [dict(e.body) for e in book.entries() if e.kind == kind]


def clean(data: bytes) -> None:
    """None of the secrets, in no encoding that a mail or JSON would use."""
    text = data.decode("utf-8", "replace")
    for secret in SECRETS:
        assert secret not in text
        assert base64.b64encode(secret.encode()).decode().rstrip("=")[:-1] not in text


def test_by_slack(case: Path, monkeypatch: pytest.MonkeyPatch, trusted: ssl.SSLContext, capsys: Any) -> None:
    with receivers.web(receivers.slack, trusted) as web:
        monkeypatch.setenv("FARHAND_SLACK_WEBHOOK", web.url)
        assert send("--channel", "slack", "--preview") == 0
        assert web.bodies == []
        assert "GRANT" in capsys.readouterr().out
        assert send("--channel", "slack", "--yes", "--json") == 0
        told = json.loads(capsys.readouterr().out)
    clean(web.raw)
    assert "GRANT" in web.bodies[0].decode()
    (row,) = kept(case)
    assert row["id"] == "escalation.postgres.permission@database" or row["id"].startswith(
        "escalation.postgres"
    )
    assert (row["channel"], row["to"], row["bytes"]) == ("slack", "localhost", len(web.bodies[0]))
    assert told["schema"] == "farhand.sent/1"
    assert "s3cretPath" not in json.dumps([row, told])


def test_by_webhook(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with receivers.web(lambda b, n: receivers.OK) as web:
        monkeypatch.setenv("FARHAND_WEBHOOK_URL", web.url)
        monkeypatch.setenv("FARHAND_WEBHOOK_SECRET", KEY)
        assert send("--channel", "webhook", "--yes") == 0
    clean(web.raw)
    assert KEY.encode() not in web.raw
    assert json.loads(web.bodies[0])["case"] == "acme 7"


def test_by_mail_in_the_thread_of_the_case(
    case: Path, monkeypatch: pytest.MonkeyPatch, trusted: ssl.SSLContext
) -> None:
    with receivers.mail(trusted) as server:
        monkeypatch.setenv("FARHAND_SMTP_URL", f"smtp://farhand@localhost:{server.port}")
        monkeypatch.setenv("FARHAND_SMTP_PASSWORD", receivers.LOGIN[1])
        assert send("--channel", "email", "--yes") == 0
        with Case(case, "test") as book:
            book.add("received", {"id": "<re1@acme.example>", "from": "dee", "channel": "email"})
        assert send("--channel", "email", "--yes", "thank you, it works") == 0
        words = ("--reply-to", "<re2@acme.example>", "and to this one")
        assert send("--channel", "email", "--yes", *words) == 0
    assert server.to == [["dee@acme.example"]] * 3
    for raw in server.raw:
        clean(raw)
        clean(message_from_bytes(raw, policy=default).as_string().encode("utf-8", "replace"))
    first, second, third = (message_from_bytes(raw, policy=default) for raw in server.raw)
    assert third["In-Reply-To"] == "<re2@acme.example>"
    assert first["Bcc"] is None
    assert second["In-Reply-To"] == "<re1@acme.example>"
    assert second["References"].split() == [first["Message-ID"], "<re1@acme.example>"]
    assert receivers.LOGIN[1] not in json.dumps(kept(case))


def test_as_a_file(case: Path, capsys: Any) -> None:
    assert send("--channel", "email", "--yes", "--eml", "mail.eml") == 0
    raw = Path("mail.eml").read_bytes()
    clean(raw)
    assert Path("mail.eml").stat().st_mode & 0o777 == 0o600
    assert message_from_bytes(raw, policy=default)["To"] == "dee@acme.example"
    assert kept(case) == []
    assert send("--channel", "email", "--yes", "--eml", "mail.eml") == 2


def test_what_is_no_text_is_not_sent(case: Path, capsys: Any) -> None:
    (case / "core").write_bytes(b"\x7fELF" + bytes(range(256)))
    for words in ((" ",), ("",), ("--file", "core"), ("--file", "")):
        assert send("--channel", "email", "--to", "q@acme.example", "--eml", "none.eml", "--yes", *words) == 2
        assert "fault of Farhand" not in capsys.readouterr().err
    assert not Path("none.eml").exists()


def test_it_is_not_sent_twice(case: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    with receivers.web(receivers.slack) as web:
        monkeypatch.setenv("FARHAND_SLACK_WEBHOOK", web.url)
        words = ("--channel", "slack", "--yes", "hello")
        assert [send(*words), send(*words), send(*words, "--again")] == [0, 2, 0]
        assert "--again" in capsys.readouterr().err
    assert len(web.bodies) == len(kept(case)) == 2


def test_nobody_to_ask_means_nothing_is_sent(
    case: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    with receivers.web(receivers.slack) as web:
        monkeypatch.setenv("FARHAND_SLACK_WEBHOOK", web.url)
        assert send("--channel", "slack") == 2
        assert "--preview" in capsys.readouterr().err
        assert (web.bodies, kept(case)) == ([], [])


def test_what_did_not_arrive_is_not_kept_as_sent(
    case: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    with receivers.web(lambda b, n: (404, {}, b"no_service")) as web:
        monkeypatch.setenv("FARHAND_SLACK_WEBHOOK", web.url)
        assert send("--channel", "slack", "--yes", "hello") == 2
        said = capsys.readouterr().err
    assert "make a new one" in said
    assert "s3cretPath" not in said
    assert kept(case) == []


def test_our_own_secrets_do_not_leave_either(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with receivers.web(receivers.slack) as web:
        monkeypatch.setenv("FARHAND_SLACK_WEBHOOK", web.url)
        assert send("--channel", "slack", "--yes", f"it goes to {web.url} now, or s3cretPath alone") == 0
    assert b"s3cretPath" not in web.bodies[0]


def test_a_key_with_an_empty_line_in_it_is_hidden_whole(
    case: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    """A text is taken apart at empty lines; it is redacted before."""
    rows = ["Zm9vYmFyYmF6" * 5] * 4
    head = [
        "-----BEGIN RSA PRIVATE KEY-----",
        "Proc-Type: 4,ENCRYPTED",
        "DEK-Info: AES-128-CBC,0123456789ABCDEF",
        "",
    ]
    Path("key.txt").write_text("\n".join(["please look", "", *head, *rows, "-----END RSA PRIVATE KEY-----"]))
    with receivers.web(receivers.slack) as web:
        monkeypatch.setenv("FARHAND_SLACK_WEBHOOK", web.url)
        assert send("--channel", "slack", "--yes", "--file", "key.txt") == 0
    assert rows[0].encode() not in web.bodies[0]
    assert b"please look" in web.bodies[0]


def test_a_reminder(case: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    with receivers.web(receivers.slack) as web:
        monkeypatch.setenv("FARHAND_SLACK_WEBHOOK", web.url)
        assert send("--channel", "slack", "--yes", "--reminder") == 2
        with Case(case, "test") as book:
            body = {
                "id": "escalation.tcp.timeout@x",
                "owner": "customer-network",
                "to": "Nina",
                "what": "a rule",
            }
            book.add("escalated", body, at="2026-01-01T10:00:00.000Z")
        assert send("--channel", "slack", "--yes", "--reminder") == 0
    assert kept(case)[0]["id"] == "reminder.escalation.tcp.timeout@x"
    assert "Reminder: a rule" in web.bodies[0].decode()


def test_the_sites_rules_about_data_hold(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Case(case, "test") as book:
        book.add("told", {"id": "map.compliance", "choice": "HIPAA"})
    with receivers.web(receivers.slack) as web:
        monkeypatch.setenv("FARHAND_SLACK_WEBHOOK", web.url)
        assert (
            send("--channel", "slack", "--yes", "the host is db7.corp.example at 10.20.30.40, says Dee") == 0
        )
    assert b"db7.corp.example" not in web.bodies[0]
    assert b"10.20.30.40" not in web.bodies[0]
    assert b"Dee" in web.bodies[0]


@pytest.mark.parametrize(("answer", "count"), [("no", 0), ("yes", 1)])
def test_a_person_is_shown_it_and_asked(case: Path, answer: str, count: int) -> None:
    with receivers.web(receivers.slack) as web:
        ours, theirs = pty.openpty()
        env = {**os.environ, "FARHAND_SLACK_WEBHOOK": web.url}
        words = [sys.executable, "-m", "farhand", "case", "send", "--channel", "slack", "a question"]
        with subprocess.Popen(
            words, cwd=case, env=env, stdin=theirs, stdout=theirs, stderr=theirs
        ) as process:
            os.close(theirs)
            os.write(ours, f"{answer}\n".encode())
            shown = bytearray()
            try:
                while piece := os.read(ours, 4096):
                    shown += piece
            except OSError:  # the other end is closed
                pass
            os.close(ours)
            process.wait(60)
        assert b"a question" in shown
        assert b"Send this to localhost?" in shown
        assert len(web.bodies) == len(kept(case)) == count
