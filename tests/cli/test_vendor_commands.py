"""init, validate, env-template and firewall-request, as a person runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from farhand import cli, declare

TOML = """
[app]
name = "bil|ling"
version = "2.4"
contact = "support@vendor.example"
[env.DATABASE_URL]
required = true
secret = true
format = "url"
example = "postgres://app:realpass@HOST:5432/NAME"
[env.API_KEY]
required = true
secret = true
example = "sk_live_realkey"
[env.LEVEL]
choices = ["info", "debug"]
default = "info"
[dependencies.database]
kind = "postgres"
url = "${DATABASE_URL}"
why = "all invoices"
[dependencies.payments]
kind = "http"
url = "https://api.example.com/ping"
run_by = "vendor"
critical = false
[dependencies.local]
kind = "redis"
host = "127.0.0.1"
[dependencies.data]
kind = "directory"
path = "/data"
"""


@pytest.fixture
def toml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "farhand.toml"
    path.write_text(TOML)
    return path


def test_validate_says_that_it_is_right(toml: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["validate"]) == 0
    assert "3 variables, 4 dependencies" in capsys.readouterr().out


def test_validate_tells_all_mistakes_and_unknown_kinds(
    toml: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    toml.write_text('[app]\nname = "x"\n[dependencies.a]\nkind = "postgress"\nurl = "${X}"\n')
    assert cli.main(["validate", "--config", str(toml)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert ":4: [dependencies.a] kind: there is no kind 'postgress'; did you mean postgres?" in told.err
    assert ":5: [dependencies.a] url: ${X} is not declared; add [env.X]" in told.err
    assert cli.main(["validate", "--json"]) == 2
    document = json.loads(capsys.readouterr().out)
    assert [row["line"] for row in document["mistakes"]] == [4, 5]
    assert not document["valid"]


def test_validate_json_of_a_file_that_is_no_toml(toml: Path, capsys: pytest.CaptureFixture[str]) -> None:
    toml.write_text("[app\n")
    assert cli.main(["validate", "--json"]) == 2
    assert "not TOML" in json.loads(capsys.readouterr().out)["mistakes"][0]["says"]


def test_the_template_is_exact_and_holds_no_secret(toml: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["env-template"]) == 0
    text = capsys.readouterr().out
    assert "realpass" not in text
    assert "sk_live" not in text
    assert "# example: postgres://USER:PASSWORD@HOST:5432/NAME\nDATABASE_URL=\n" in text
    assert "# one of: info, debug\n# LEVEL=info\n" in text


def test_a_template_is_not_written_over_a_file(toml: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["env-template", "-o", ".env"]) == 0
    assert cli.main(["env-template", "-o", ".env"]) == 2
    assert cli.main(["env-template", "-o", ".env", "--force"]) == 0


def rules(capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, dict[str, str]]:
    assert cli.main(["firewall-request", "--json", *options]) == 0
    return {row["name"]: row for row in json.loads(capsys.readouterr().out)["rules"]}


def test_a_firewall_request_without_and_with_the_environment(
    toml: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blind = rules(capsys)
    assert list(blind) == ["database", "payments", "names", "time"]
    assert blind["database"]["host"] == "as ${DATABASE_URL} says"
    (toml.parent / ".env").write_text(
        "DATABASE_URL=postgres://a:topsecret@db1:5433,db2:5434/x\nHTTPS_PROXY=http://u:topsecret@proxy.corp:3128\n"
    )
    assert cli.main(["firewall-request", "--json", "--env-file", ".env"]) == 0
    text = capsys.readouterr().out
    assert "topsecret" not in text
    found = json.loads(text)["rules"]
    assert [(r["host"], r["port"]) for r in found if r["name"] == "database"] == [
        ("db1", "5433"),
        ("db2", "5434"),
    ]
    assert [(r["host"], r["port"], r["through"]) for r in found if r["name"] == "payments"] == [
        ("api.example.com", "443", "proxy.corp:3128")
    ]
    assert [(r["host"], r["port"]) for r in found if r["name"] == "proxy"] == [("proxy.corp", "3128")]


def test_a_markdown_table_that_no_name_can_break(toml: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["firewall-request", "--format", "markdown"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "## Outbound connections that bil\\|ling 2.4 needs"
    table = [line for line in lines if line.startswith("|")]
    assert {line.replace("\\|", "").count("|") for line in table} == {8}


def test_nothing_over_the_network_is_said_so(toml: Path, capsys: pytest.CaptureFixture[str]) -> None:
    toml.write_text('[app]\nname = "x"\n[dependencies.d]\nkind = "directory"\npath = "/d"\n')
    assert cli.main(["firewall-request"]) == 0
    assert "None: nothing" in capsys.readouterr().out


def test_init_writes_what_validate_accepts_and_overwrites_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("DATABASE_URL=postgres://app:hunter2@db/app\n")
    assert cli.main(["init"]) == 0
    assert cli.main(["validate"]) == 0
    assert "hunter2" not in (tmp_path / "farhand.toml").read_text()
    before = (tmp_path / "farhand.toml").read_bytes()
    assert cli.main(["init"]) == 2
    assert (tmp_path / "farhand.toml").read_bytes() == before
    assert cli.main(["init", "--force", ".env"]) == 0
    assert declare.load(tmp_path / "farhand.toml").dependencies[0].kind == "postgres"


def test_init_to_standard_output_writes_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["init", "-o", "-", "--quiet"]) == 0
    assert "[app]" in capsys.readouterr().out
    assert not (tmp_path / "farhand.toml").exists()


@pytest.mark.parametrize("options", [["--pid", "1", "--here"], ["--unit", "a", "--pod", "b"]])
def test_one_environment_only(toml: Path, options: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["firewall-request", *options])
    assert stopped.value.code == 2
    assert cli.main(["firewall-request", "--here", "--env-file", "x"]) == 2
