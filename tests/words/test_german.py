"""The faces in German; and what a machine reads, which is the same in every language."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from farhand import words
from farhand.faces import text
from farhand.faces.html import html
from tests.faces.samples import everything, hostile

FARHAND = (sys.executable, "-m", "farhand")
DECLARED = """
[app]
name = "billing"
contact = "help@vendor.example"
[env.GREETING]
required = true
[dependencies.data]
kind = "directory"
path = "/no/such/folder"
[dependencies.nobody]
kind = "tcp"
host = "127.0.0.1"
port = 9
"""


def run(*args: str, cwd: Path, give: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    clean = {
        k: v for k, v in os.environ.items() if k not in ("FARHAND_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    }
    return subprocess.run(
        [*FARHAND, *args],
        cwd=cwd,
        env={**clean, **env},
        input=give,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "farhand.toml").write_text(DECLARED)
    return tmp_path


def shown() -> str:
    console = Console(file=io.StringIO(), width=100)
    text.write(everything(), console)
    return str(console.file.getvalue())  # type: ignore[attr-defined]


def test_a_report_in_german() -> None:
    english = shown()
    with words.speaking("de"):
        german = shown()
    assert "Selbsttest von billing 2.4.1" in german
    assert "Den Namen gibt es hier nicht" in german
    assert "dns.nxdomain, 95% sicher" in german
    assert "das Netzwerkteam des Kunden" in german
    assert "Störung: " in german
    left = ("Root cause", "Self-test", "whose job", "Next at work")
    assert all(word in english and word not in german for word in left)


def test_a_page_in_german() -> None:
    with words.speaking("de"):
        page = html(everything())
    assert '<html lang="de">' in page
    assert "<dt>Was zu tun ist</dt>" in page
    assert "<h2>Was geprüft wurde</h2>" in page
    assert 'lang="en"' in html(everything())


def test_what_is_hostile_stays_text_in_german() -> None:
    with words.speaking("de"):
        page = html(hostile())
    assert "<script" not in page
    assert "<img" not in page


def test_the_command_line_speaks_german(site: Path) -> None:
    told = run("self-test", "--here", "--lang", "de", "--html", "page.html", cwd=site, GREETING="x")
    assert told.returncode == 1
    assert "Störung: 2 Ursachen." in told.stdout
    assert "/no ist nicht da (auf dem Weg zu /no/such/folder) [ENOENT]" in " ".join(told.stdout.split())
    assert "Fault" not in told.stdout
    assert '<html lang="de">' in (site / "page.html").read_text()
    by_environment = run("self-test", "--here", cwd=site, GREETING="x", LANG="de_DE.UTF-8")
    assert "Störung: 2 Ursachen." in by_environment.stdout
    plain = run("self-test", "--here", cwd=site, GREETING="x", LANG="de_DE.UTF-8", LC_ALL="C")
    assert "Fault: 2 root causes." in plain.stdout


def test_umlauts_where_the_terminal_has_none(site: Path) -> None:
    told = run("self-test", "--here", "--lang", "de", cwd=site, GREETING="x", PYTHONIOENCODING="ascii")
    assert "Stoerung: 2 Ursachen." in told.stdout


def test_mistakes_in_german(site: Path) -> None:
    told = run("self-test", "--only", "nix", "--lang", "de", cwd=site)
    assert told.returncode == 2
    assert "farhand self-test: 'nix' ist hier weder ein Dienst noch eine Prüfung" in told.stderr
    assert run("self-test", "--lang", "fr", cwd=site).returncode == 2


def _steady(document: str) -> object:
    """A report without what changes from run to run."""
    return json.loads(
        re.sub(r'"(?:took_ms|started|\w*_ms|pid|at|now|\w*load\w*)": [^,}\]]+', '"x": 0', document)
    )


def test_documents_are_the_same_in_every_language(site: Path) -> None:
    only = ("self-test", "--here", "--only", "data", "--only", "env", "--json")
    english, german = (run(*only, cwd=site, GREETING="x", FARHAND_LANG=code) for code in ("en", "de"))
    assert _steady(english.stdout) == _steady(german.stdout)
    for command in (
        ("isolate", "--plan", "--json"),
        ("firewall-request", "--json"),
        ("next", "broken", "--json"),
    ):
        english, german = (run(*command, cwd=site, FARHAND_LANG=code) for code in ("en", "de"))
        assert english.stdout == german.stdout
        json.loads(german.stdout)


def test_a_mail_is_in_the_customers_language_and_its_commands_are_not(site: Path) -> None:
    english, german = (run("next", "broken", "--lang", code, cwd=site).stdout for code in ("en", "de"))
    assert "Guten Tag," in german
    assert "Was er nicht tut: Er ändert nichts" in german
    commands = [re.search(r"^sh -s <<'FARHAND'$.*^FARHAND$", t, re.M | re.S) for t in (english, german)]
    assert commands[0]
    assert commands[1]
    assert commands[0].group() == commands[1].group()
    assert "Hello," in run("next", "broken", cwd=site, LANG="de_DE.UTF-8").stdout


def test_a_mail_is_in_the_language_that_the_case_knows(site: Path) -> None:
    assert run("case", "new", "case", "--title", "broken", cwd=site).returncode == 0
    person = ("case", "person", "eva", "--side", "customer", "--lang")
    assert run(*person, "de", "--case", "case", cwd=site).returncode == 0
    assert run("case", "person", "eva", "--role", "contact", "--case", "case", cwd=site).returncode == 0
    assert (
        run(
            "case", "person", "vic", "--side", "vendor", "--lang", "en", "--case", "case", cwd=site
        ).returncode
        == 0
    )
    assert "there are en, de" in run(*person, "fr", "--case", "case", cwd=site).stderr
    assert "Guten Tag," in run("next", "broken", "--case", "case", cwd=site).stdout
    assert "Hello," in run("next", "broken", "--case", "case", "--lang", "en", cwd=site).stdout


def test_what_a_german_kit_prints_is_judged_the_same(site: Path) -> None:
    found = []
    for code in ("en", "de"):
        kit = site / f"kit-{code}.sh"
        assert run("kit", "--lang", code, "-o", str(kit), cwd=site).returncode == 0
        env = {**os.environ, "GREETING": "x", "LANG": "de_DE.UTF-8"}
        printed = subprocess.run(
            ["sh", str(kit), "--only", "data,nobody,env"], capture_output=True, text=True, env=env, check=True
        ).stdout
        frames = [line.split()[1] for line in printed.splitlines() if line.startswith("#farhand")]
        told = json.loads(run("diagnose", "-", "--json", cwd=site, give=printed).stdout)
        found.append((frames, [(c["id"], c["subject"], c["says"]) for c in told["causes"]]))
    assert "Diese Datei liest nur." in (site / "kit-de.sh").read_text()
    assert found[0] == found[1]
    assert len(found[1][1]) == 2


def test_questions_for_people_keep_the_word_that_is_read(site: Path) -> None:
    with words.speaking("de"):
        from farhand.faces import steps

        assert steps._choice("yes") == "yes"
        assert steps._choice("don't know") == "don't know (weiß nicht)"


def test_in_english_no_catalogue_is_loaded(site: Path) -> None:
    code = (
        "import sys; from farhand.cli import main; main(['self-test', '--plan']); "
        "print('farhand.words.catalogue' in sys.modules, 'farhand.words.phrases' in sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        cwd=site,
        env={**os.environ, "LC_ALL": "C"},
        capture_output=True,
        text=True,
    )
    assert told.stdout.splitlines()[-1] == "False False"


@pytest.mark.parametrize("package", ["farhand.embed", "farhand.run", "farhand.selftest", "farhand.judge"])
def test_what_runs_inside_of_an_app_knows_of_no_language(package: str) -> None:
    code = f"import sys, {package}; print([m for m in sys.modules if m.startswith('farhand.words')])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
