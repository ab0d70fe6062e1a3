"""One file, an old Python, nothing installed: the whole self-test, and what it saves is read at the desk."""

from __future__ import annotations

import json
import os
import subprocess
import zipfile
from pathlib import Path

import pytest

from farhand import declare
from farhand.cli import main
from farhand.pyz import baked
from farhand.pyz.build import build
from tests.conftest import need
from tests.test_core39 import old_python

TOML = """
[app]
name = "billing"
version = "2.4.1"
contact = "support@vendor.example"
[env.TOKEN]
required = true
secret = true
[env.MISSING]
required = true
[dependencies.gone]
kind = "tcp"
host = "127.0.0.1"
port = {port}
why = "all invoices"
[dependencies.cache]
kind = "redis"
url = "redis://:${{TOKEN}}@127.0.0.1:{port}/0"
critical = false
[dependencies.data]
kind = "directory"
path = "{folder}"
writable = true
[checks.clock]
enabled = false
"""
TOKEN = "s3cr3t-of-the-cache-77"


@pytest.fixture(scope="module")
def python() -> str:
    found = old_python()
    need(found, "no Python 3.9 on this machine")
    return str(found)


@pytest.fixture
def pyz(tmp_path: Path) -> Path:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    (tmp_path / "data").mkdir()
    (tmp_path / "farhand.toml").write_text(TOML.format(port=port, folder=tmp_path / "data"))
    path = tmp_path / "kit.pyz"
    assert main(["kit", "--config", str(tmp_path / "farhand.toml"), "--pyz", "-o", str(path)]) == 0
    return path


def ran(python: str, pyz: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {"PATH": os.environ["PATH"], "TOKEN": TOKEN}
    return subprocess.run(
        [python, "-I", "-B", str(pyz), *words], env=env, cwd=pyz.parent / "data",
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_it_says_plainly_what_is_wrong(python: str, pyz: Path) -> None:
    done = ran(python, pyz, "--here")
    assert done.returncode == 1, done.stderr
    assert done.stderr == ""
    assert "FAILS     gone (tcp): 127.0.0.1" in done.stdout
    assert "tcp.refused" in done.stdout
    assert "config.env_missing" in done.stdout
    assert "who: " in done.stdout
    assert "ok        data" in done.stdout
    assert TOKEN not in done.stdout
    assert list((pyz.parent / "data").iterdir()) == [], "it writes nothing, not even for a moment"


def test_the_report_is_that_of_a_self_test_and_is_judged_the_same_at_the_desk(
    python: str, pyz: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = pyz.parent / "report.json"
    done = ran(python, pyz, "--here", "--save", str(report))
    assert done.returncode == 1
    document = json.loads(report.read_text())
    assert document["schema"] == "farhand.report/1"
    assert TOKEN not in report.read_text()
    assert report.stat().st_mode & 0o777 == 0o600
    assert main(["diagnose", "--json", str(report)]) == 1
    at_the_desk = json.loads(capsys.readouterr().out)
    roots = [(c["id"], c["subject"]) for c in document["causes"] if c["role"] == "root"]
    assert sorted(roots) == sorted(
        (c["id"], c["subject"]) for c in at_the_desk["causes"] if c["role"] == "root"
    )
    assert ("tcp.refused", "gone") in roots
    again = ran(python, pyz, "--here", "--save", str(report))
    assert (again.returncode, "there is such a file already" in again.stderr) == (2, True)


@pytest.mark.parametrize(
    "mangle", [str, lambda t: "".join(f"> {line}\r\n" for line in t.splitlines())], ids=["plain", "quoted"]
)
def test_the_text_for_a_mail_is_read(
    python: str, pyz: Path, capsys: pytest.CaptureFixture[str], mangle: object
) -> None:
    done = ran(python, pyz, "--here", "--print")
    assert max(map(len, done.stdout.splitlines())) <= 76
    mail = pyz.parent / "mail.txt"
    mail.write_text(f"Hello,\n\nhere it is:\n{mangle(done.stdout)}\nBye\n")  # type: ignore[operator]
    assert main(["diagnose", "--json", str(mail)]) == 1
    found = json.loads(capsys.readouterr().out)
    assert "tcp.refused" in [c["id"] for c in found["causes"]]
    mail.write_text(mail.read_text().replace("\n", "", 12).replace("A", "B", 3))
    main(["diagnose", "--json", str(mail)])
    cut = json.loads(capsys.readouterr().out)
    assert cut["causes"] == [] or cut["causes"] == found["causes"]


def test_what_is_not_to_be_seen_is_told_as_not_known(python: str, pyz: Path) -> None:
    done = ran(python, pyz)
    assert "give --pid NUMBER" in done.stdout
    assert done.returncode in (1, 4)


@pytest.mark.parametrize(
    ("words", "code"),
    [(["--list"], 0), (["--plan", "--json"], 0), (["--only", "data", "--here"], 0),
     (["--only", "nope"], 2), (["--within", "0", "--here"], 2), (["--what"], 2)],
)  # fmt: skip
def test_its_options(python: str, pyz: Path, words: list[str], code: int) -> None:
    done = ran(python, pyz, *words)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr


def test_it_lists_its_checks_and_leaves_out_what_the_declaration_does(python: str, pyz: Path) -> None:
    assert ran(python, pyz, "--list").stdout.splitlines() == [
        "env (env)", "host (host)", "proxy (proxy)", "gone (tcp)", "cache (redis)", "data (directory)",
    ]  # fmt: skip


def test_an_older_python_is_told_what_is_needed(pyz: Path) -> None:
    found = sorted(Path("~/.pyenv/versions").expanduser().glob("3.[678].*/bin/python3"))
    need(found, "no older Python on this machine")
    done = subprocess.run([str(found[0]), str(pyz)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "this needs Python 3.9 or newer" in done.stderr


def test_the_same_declaration_gives_the_same_bytes_and_no_path_of_this_machine(pyz: Path) -> None:
    app = declare.load(pyz.parent / "farhand.toml")
    assert build(app) == pyz.read_bytes() == build(app)
    with zipfile.ZipFile(pyz) as file:
        names = file.namelist()
        assert str(pyz.parent / "farhand.toml").encode() not in file.read("farhand/pyz/app.json")
    assert not [
        n for n in names if n.startswith(("farhand/cli", "farhand/embed", "farhand/hub", "farhand/declare"))
    ]


def test_a_declaration_survives_the_way(pyz: Path) -> None:
    from dataclasses import replace

    app = declare.load(pyz.parent / "farhand.toml")
    again = baked.load(json.loads(json.dumps(baked.dump(app))))
    assert json.dumps(baked.dump(again)) == json.dumps(baked.dump(app))
    assert replace(app, source="").dependencies[0].settings == again.dependencies[0].settings
    with pytest.raises(ValueError):
        baked.load({"schema": "farhand.report/1"})
