"""`farhand map` as it is used: files in, a drawing out, and exit status 0 whatever the drawing says."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

from farhand import cli, words
from farhand.case import Case
from tests.topology import world

LOG = (
    "2026-11-20 02:04:11,312 ERROR billing.sync requests.exceptions.ProxyError: HTTPSConnectionPool(host="
    "'api.example.com', port=443): Max retries exceeded with url: /v1/ping (Caused by ProxyError('Unable to "
    "connect to proxy', OSError('Tunnel connection failed: 403 Forbidden')))\n"
)


def run(folder: Path, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """In this process, but for the one test that starts the program: it is the same from the words on."""
    out, err = io.StringIO(), io.StringIO()
    held, here = sys.stdin, Path.cwd()
    sys.stdin = io.TextIOWrapper(io.BytesIO(given.encode()))
    os.chdir(folder)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = cli.main(["map", *words])
    finally:
        sys.stdin = held
        os.chdir(here)
    return subprocess.CompletedProcess(words, code, out.getvalue(), err.getvalue())


def site(folder: Path) -> None:
    world.app(folder)
    (folder / "answers.txt").write_text(world.filled(world.SAID))
    (folder / "app.log").write_text(LOG)


def test_the_map_of_a_fault_is_no_failure_of_the_command(tmp_path: Path) -> None:
    site(tmp_path)
    done = run(tmp_path, "answers.txt", "app.log")
    assert done.returncode == 0, done.stderr
    assert "--FAILS--> [firewall at the edge]" in done.stdout
    assert "proxy.blocked" in done.stdout


def test_a_file_is_of_the_kind_that_its_name_says_and_is_not_overwritten(tmp_path: Path) -> None:
    site(tmp_path)
    for name in ("site.svg", "site.mmd", "site.json", "site.txt"):
        assert run(tmp_path, "app.log", "-o", name).returncode == 0
    ElementTree.parse(tmp_path / "site.svg")
    assert (tmp_path / "site.mmd").read_text().startswith("flowchart LR\n")
    assert json.loads((tmp_path / "site.json").read_text())["schema"] == "farhand.map/1"
    again = run(tmp_path, "app.log", "-o", "site.txt")
    assert again.returncode == 2
    assert "--force" in again.stderr


def test_without_a_declaration_what_was_seen_is_drawn(tmp_path: Path) -> None:
    done = run(tmp_path, "-", given="services:\n  db:\n    image: postgres:14\n  web:\n    build: .\n")
    assert done.returncode == 0, done.stderr
    assert "[db: PostgreSQL 14] is there, too" in done.stdout
    assert "no declaration" in done.stderr


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    done = run(tmp_path, "nothing.txt")
    assert done.returncode == 2
    assert "nothing.txt" in done.stderr


def test_questions_and_answers_go_through_a_case(tmp_path: Path) -> None:
    site(tmp_path)
    form = run(tmp_path, "questions")
    assert form.returncode == 0
    assert "Farhand map questions for billing 2.4.1" in form.stdout
    assert "send this text back to support@vendor.example" in " ".join(form.stdout.split())
    for _ in range(2):
        done = run(tmp_path, "questions", "--answers", "answers.txt", "--case", "bank-7")
        assert done.returncode == 0, done.stderr
        assert "8 of 12 questions have an answer, kept in the case" in done.stdout
    with Case(tmp_path / "bank-7", "vendor") as case:
        told = {e.body["id"]: e.body.get("choice") for e in case.entries() if e.kind == "told"}
        assert len(case.entries()) == 8
    assert told == world.SAID
    drawn = run(tmp_path, "--case", "bank-7")
    assert "[callers] --?--> [firewall at the edge] --?--> [load balancer]" in drawn.stdout


def test_a_password_in_an_answer_is_not_kept(tmp_path: Path) -> None:
    world.app(tmp_path)
    text = world.filled(
        {"map.proxy": "yes"}, {"map.proxy": "http://svc:Winter-Harbor-9@proxy.bank.example:3128"}
    )
    (tmp_path / "answers.txt").write_text(text)
    done = run(tmp_path, "questions", "--answers", "answers.txt", "--case", "bank-7")
    assert "Winter-Harbor-9" not in done.stdout
    assert b"Winter-Harbor-9" not in (tmp_path / "bank-7" / "case.db").read_bytes()
    for form in ("text", "mermaid", "svg", "json"):
        drawn = run(tmp_path, "--case", "bank-7", "--format", form)
        assert "proxy.bank.example:3128" in drawn.stdout
        assert "Winter-Harbor-9" not in drawn.stdout


def test_without_the_package_for_layouts_it_says_what_to_install(tmp_path: Path) -> None:
    site(tmp_path)
    code = "import sys; sys.modules['fast_sugiyama'] = None; from farhand.cli import main; sys.exit(main())"
    words = [sys.executable, "-c", code, "map", "app.log", "--format", "svg"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "pip install 'farhand[workbench]'" in done.stderr


def test_the_guide_shows_what_is_printed(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "guides" / "map.md").read_text("utf-8")
    blocks = re.findall(r"^```\w+ ?([^\n]*)\n(.*?)^```", guide, re.M | re.S)
    for name, text in blocks:
        if name:
            (tmp_path / name).write_text(text, "utf-8")
    shown = next(text for name, text in blocks if text.startswith("Map of"))
    done = run(tmp_path, "answers.txt", "app.log")
    assert done.stdout.startswith(shown)


def test_the_map_is_drawn_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    site(tmp_path)
    try:
        done = run(tmp_path, "answers.txt", "app.log", "--lang", "de")
    finally:
        words.use(words.ENGLISH)
    assert "[Firewall am Rand]" in done.stdout
    assert run(tmp_path, "questions", "--lang", "de").stdout.startswith("Farhand: Fragen")


def test_a_form_without_answers_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "mail.txt").write_text("we do not want to fill this in")
    done = run(tmp_path, "questions", "--answers", "mail.txt")
    assert done.returncode == 2
    assert "Answer:" in done.stderr
