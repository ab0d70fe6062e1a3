"""`farhand escalate`, as an engineer uses it: files, a case, real names at the customer."""

from __future__ import annotations

import json
import socket
import subprocess
from pathlib import Path
from typing import Any

import pytest

from farhand import cli, commands, declare
from farhand.case import Case

TOML = """
[app]
name = "billing"
version = "2.4.1"
contact = "support@vendor.example"
[env.DATABASE_URL]
required = true
secret = true
[dependencies.database]
kind = "postgres"
url = "${DATABASE_URL}"
why = "all invoices"
[dependencies.payments]
kind = "http"
url = "https://api.example.com/v1/ping"
run_by = "vendor"
"""
DENIED = "psycopg2.errors.InsufficientPrivilege: permission denied for table invoices"
PASSWORD = "hunter2-Zx9qLw"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "farhand.toml").write_text(TOML)
    (tmp_path / "mail.txt").write_text(f"{DENIED}\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed(script: str) -> str:
    done = subprocess.run(["sh"], input=script, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout


def document(capsys: Any, *words: str) -> tuple[int, dict[str, Any]]:
    code = cli.main(["escalate", "--json", *words])
    return code, dict(json.loads(capsys.readouterr().out))


def test_a_packet_from_evidence(site: Path, capsys: Any) -> None:
    code, found = document(capsys, "mail.txt")
    assert code == 1
    assert found["schema"] == "farhand.escalation/1"
    (one,) = found["escalations"]
    assert (one["owner"], one["request"]["kind"], one["subject"]) == ("customer-dba", "database", "database")
    assert one["evidence"] == [{"source": "mail.txt", "line": 1, "text": DENIED}]
    assert 'ON "invoices" TO APP_USER;' in one["text"]
    assert one["questions"] == "support@vendor.example"
    assert one["by"]["at"] > one["since"]


def test_undecided_evidence_goes_to_nobody_and_says_the_next_command(site: Path, capsys: Any) -> None:
    (site / "other.txt").write_text("it does not work\n")
    assert cli.main(["escalate", "other.txt"]) == 4
    said = capsys.readouterr().out
    assert "Nothing to hand over yet" in said
    assert "journalctl" in said
    assert document(capsys, "other.txt")[1]["escalations"] == []


def test_several_roots_are_several_packets_and_one_owner_can_be_asked_for(site: Path, capsys: Any) -> None:
    other = "requests.exceptions.ProxyError: Tunnel connection failed: 407 Proxy Authentication Required"
    (site / "both.txt").write_text(f"{DENIED}\n" + "all is well here\n" * 30 + f"{other}\n")
    owners = [one["owner"] for one in document(capsys, "both.txt")[1]["escalations"]]
    assert sorted(owners) == ["customer-dba", "customer-security"]
    (one,) = document(capsys, "both.txt", "--to", "customer-security")[1]["escalations"]
    assert one["request"]["kind"] == "proxy"
    assert cli.main(["escalate", "both.txt", "--to", "vendor-product"]) == 1
    assert "Nothing of this is the job of vendor-product." in capsys.readouterr().out


def test_real_names_stand_where_the_apps_environment_is_seen(
    site: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgres://svc:{PASSWORD}@db7.corp.example:6432/shop")
    (site / "mail.txt").write_text(f"{DENIED} (password {PASSWORD})\n")
    cli.main(["escalate", "mail.txt", "--here"])
    said = capsys.readouterr().out
    assert "db7.corp.example, TCP port 6432" in said
    assert 'GRANT USAGE ON SCHEMA "public" TO "svc";' in said
    assert PASSWORD not in said


def test_what_goes_to_the_vendor_is_hidden_by_profile_also_at_the_customer(
    site: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgres://svc:{PASSWORD}@db7.corp.example:6432/shop")
    missing = 'psycopg2.errors.UndefinedTable: relation "invoices" does not exist at db7.corp.example'
    (site / "mail.txt").write_text(f"{missing}\n")
    code, found = document(capsys, "mail.txt", "--here", "--profile", "strict")
    (one,) = found["escalations"]
    assert (code, one["owner"]) == (1, "vendor-engineering")
    assert "db7.corp.example" not in json.dumps(one)


def test_elsewhere_names_of_the_evidence_are_hidden_by_profile(site: Path, capsys: Any) -> None:
    where = 'connection to server at "db7.corp.example" (10.20.30.40), port 5432 failed'
    text = f"{where}: FATAL:  sorry, too many clients already"
    (site / "mail.txt").write_text(f"psycopg2.OperationalError: {text}\n")
    cli.main(["escalate", "mail.txt"])
    assert "10.20.30.40" in capsys.readouterr().out
    cli.main(["escalate", "mail.txt", "--profile", "strict"])
    said = capsys.readouterr().out
    assert "10.20.30.40" not in said
    assert "db7.corp.example" not in said


def test_what_could_not_be_read_is_told(site: Path, capsys: Any) -> None:
    (site / "empty.txt").write_text("")
    assert cli.main(["escalate", "mail.txt", "missing.txt", "empty.txt", "--json"]) == 2
    said = capsys.readouterr()
    assert len(json.loads(said.out)["escalations"]) == 1
    assert "not read: missing.txt: No such file" in said.err
    assert "not read: empty.txt: there is nothing in it" in said.err


def test_in_a_case_what_was_mended_since_is_not_handed_over(site: Path, capsys: Any) -> None:
    with socket.socket() as ours:
        ours.bind(("127.0.0.1", 0))
        port = ours.getsockname()[1]
        need = f'[dependencies.store]\nkind = "tcp"\nhost = "127.0.0.1"\nport = {port}\n'
        (site / "farhand.toml").write_text(f'[app]\nname = "a"\nversion = "1"\n{need}')
        (asked,) = commands.of_app(declare.load(site / "farhand.toml"), ["store"])
        causes = []
        with Case(site, "ann", create=True) as case:
            for _ in range(2):
                text = printed(commands.framed(asked))
                case.add("answered", {"id": "store", "source": "chat", "text": text})
                causes.append([one["cause"] for one in document(capsys, "--draft")[1]["escalations"]])
                ours.listen()
    assert causes == [["tcp.refused"], []]


def test_in_a_case_it_is_kept_once_and_waited_for(site: Path, capsys: Any) -> None:
    with Case(site, "ann", create=True) as case:
        case.add("answered", {"id": "x", "source": "mail.txt", "text": DENIED})
        case.add(
            "person",
            {"id": "dee", "name": "Dee", "side": "customer", "role": "dba", "contact": "d@acme.example"},
        )
    cli.main(["escalate", "--draft"])
    assert kept(site) == []
    cli.main(["escalate"])
    cli.main(["escalate"])
    ((entry),) = kept(site)
    assert entry["id"] == "escalation.postgres.permission@database"
    assert (entry["owner"], entry["to"]) == ("customer-dba", "Dee")
    assert "GRANT" in entry["text"]
    capsys.readouterr()
    assert cli.main(["escalate", "--due"]) == 0
    assert "Handed over, and waited for:\n  Change at a database" in capsys.readouterr().out


def test_what_a_case_keeps_is_without_real_names(
    site: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgres://svc:{PASSWORD}@db7.corp.example:6432/shop")
    with Case(site, "ann", create=True) as case:
        case.add("answered", {"id": "x", "source": "mail.txt", "text": DENIED})
    cli.main(["escalate", "--here"])
    assert "db7.corp.example" in capsys.readouterr().out
    assert "db7.corp.example" not in json.dumps(kept(site))


def test_what_is_late_is_told_with_a_reminder(site: Path, capsys: Any) -> None:
    with Case(site, "ann", create=True) as case:
        body = {
            "id": "escalation.tcp.timeout@payments",
            "owner": "customer-network",
            "to": "Nina",
            "what": "a rule",
        }
        case.add("escalated", body, at="2020-01-01T10:00:00.000Z")
    assert cli.main(["escalate", "--due"]) == 3
    said = capsys.readouterr().out
    assert "Reminder: a rule" in said
    assert "Nina" in said


def kept(folder: Path) -> list[dict[str, Any]]:
    with Case(folder, "test") as case:
        return [dict(e.body) for e in case.entries() if e.kind == "escalated"]


def test_own_rules_from_the_declaration_or_an_option(site: Path, capsys: Any) -> None:
    (site / "own.toml").write_text('[receiver.customer-dba]\nname = "data services"\n[urgency]\nday = "5m"\n')
    assert (
        document(capsys, "mail.txt", "--rules", "own.toml")[1]["escalations"][0]["receiver"]
        == "data services"
    )
    (site / "farhand.toml").write_text(TOML + '[escalation]\nrules = "own.toml"\n')
    (one,) = document(capsys, "mail.txt")[1]["escalations"]
    assert (one["receiver"], one["by"]["because"]) == (
        "data services",
        "the rule for causes of the urgency day: within 5m",
    )
    (site / "own.toml").write_text("[receivers]\n")
    assert cli.main(["escalate", "mail.txt"]) == 2
    assert "did you mean receiver" in capsys.readouterr().err
