"""A whole case with the real commands: declared, reported, asked, answered, found, handed over, closed.

Two folders stand for the vendor's desk and the customer's site; only files go from one to the other.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from tests.story.site import HOST, Site, site

ROOT_CAUSE = "proxy.auth_required"
TOML = """\
[app]
name = "billing"
version = "2.4.1"
contact = "support@vendor.example"
[env.API_TOKEN]
required = true
secret = true
[dependencies.api]
kind = "http"
url = "https://{host}/v1/ping"
run_by = "vendor"
why = "every payment is confirmed there"
[vendor]
verify_key = "{verify}"
encrypt_to = ["{encrypt}"]
"""
ANSWERS = {
    "map.cloud": "on-prem", "map.orchestration": "bare", "map.proxy": "no", "map.residency": "no",
    "map.compliance": "gdpr",
}  # fmt: skip
SECRET = "sentinel-story-91x"


@dataclass(frozen=True)
class Side:
    """One of the two: its folder, and who sits there."""

    folder: Path
    who: str

    def farhand(self, *words: str, code: int = 0) -> str:
        state = str(self.folder.parent / f"exchange-{self.folder.name}")
        env = {**os.environ, "FARHAND_AUTHOR": self.who, "FARHAND_EXCHANGE": state, "COLUMNS": "100"}
        argv = [sys.executable, "-m", "farhand", *words]
        done = subprocess.run(
            argv, cwd=self.folder, env=env, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == code, f"{' '.join(words)}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def json(self, *words: str, code: int = 0) -> dict[str, Any]:
        return dict(json.loads(self.farhand(*words, "--json", code=code)))

    def send(self, name: str, to: Side) -> None:
        """As an attachment of a mail."""
        shutil.copy(self.folder / name, to.folder / name)


@pytest.fixture
def sides(tmp_path: Path) -> tuple[Side, Side]:
    desk, there = Side(tmp_path / "desk", "ann"), Side(tmp_path / "site", "bob")
    for side in (desk, there):
        side.folder.mkdir()
    verify = desk.json("key", "new", "signing", "-o", "requests.pem")["public"]
    encrypt = desk.json("key", "new", "encryption", "-o", "support.age")["public"]
    (desk.folder / "farhand.toml").write_text(TOML.format(host=HOST, verify=verify, encrypt=encrypt))
    desk.farhand("validate")
    desk.send("farhand.toml", there)
    return desk, there


def filled(form: str) -> str:
    """The form of questions as somebody at the site fills it in."""
    lines, number = [], ""
    for line in form.splitlines():
        named = re.search(r"\[(map\.\w+)\]", line)
        number = named[1] if named else number
        answer = ANSWERS.get(number, "don't know") if line.strip() == "Answer:" else ""
        lines.append(f"> {line} {answer}".rstrip())
    return "\n".join(lines)


def test_the_story(tmp_path: Path, sides: tuple[Side, Side]) -> None:
    desk, there = sides
    with site(there.folder) as world:
        (there.folder / ".env").write_text(world.env)
        _reported(desk)
        _mapped(desk)
        _asked_and_answered(desk, there)
        _found(desk)
        handed = _handed_over(desk)
        _changed(desk, there, world, handed)
    _closed(desk)
    _kept(desk, there)


CASE = ("--case", "acme-7")


def _reported(desk: Side) -> None:
    told = ("--title", "no payment goes through", "--site", "acme", "--reported", "payments hang since noon")
    desk.farhand("case", "new", "acme-7", *told)
    bob = ("--name", "Bob Ray", "--side", "customer", "--role", "contact", "--contact", "bob@acme.example")
    desk.farhand("case", "person", "bob", *bob, *CASE)
    desk.farhand(
        "case", "person", "ann", "--name", "Ann Lee", "--side", "vendor", "--role", "engineer", *CASE
    )


def _mapped(desk: Side) -> None:
    (desk.folder / "reply.txt").write_text(filled(desk.farhand("map", "questions")))
    said = desk.farhand("map", "questions", "--answers", "reply.txt", *CASE)
    assert "map.compliance: gdpr" in said
    assert f"{HOST}:443" in desk.farhand("map", *CASE)


def _asked_and_answered(desk: Side, there: Side) -> None:
    step = desk.json("next", "--channel", "call", *CASE)["next"][0]
    assert step["check"] == "http"
    why = ("--purpose", "why does no payment go through", "--key", "requests.pem", "--site", "acme")
    desk.farhand("request", "new", "--check", step["id"], *why, *CASE, "-o", "request.txt")
    assert (
        json.loads(desk.farhand("case", "status", "--json"))["cases"][0]["rows"][0]["who"]
        == "Bob Ray (customer)"
    )
    desk.send("request.txt", there)
    assert "It only reads" in there.farhand("request", "show", "request.txt")
    there.farhand(
        "request", "run", "request.txt", "-o", "answer.txt", "--env-file", ".env", "--site", "acme", "--yes"
    )
    assert ROOT_CAUSE not in (there.folder / "answer.txt").read_text()  # it is encrypted
    there.send("answer.txt", desk)
    desk.farhand("request", "open", "answer.txt", "--identity", "support.age", *CASE)


def _found(desk: Side) -> None:
    causes = desk.json("diagnose", *CASE, code=1)["causes"]
    assert (causes[0]["id"], causes[0]["subject"]) == (ROOT_CAUSE, "api")
    drawn = desk.farhand("map", *CASE)
    assert "--FAILS-->" in drawn
    assert ROOT_CAUSE in drawn
    assert "told: there is no proxy" in drawn  # which is not what was seen
    desk.farhand("map", *CASE, "--format", "svg", "-o", "site.svg")
    assert ROOT_CAUSE in (desk.folder / "site.svg").read_text()


def _handed_over(desk: Side) -> str:
    text = desk.farhand("escalate", "--site", "acme", *CASE, code=1)
    assert f"Destination  {HOST}" in text
    assert "every payment is confirmed there" in text
    story = desk.json("case", "show", *CASE)
    (wait,) = story["waits"]
    assert (wait["kind"], wait["side"], wait["who"]) == ("action", "customer", "Bob Ray")
    status = desk.farhand("case", "status")
    assert "waits for Bob Ray" in status
    assert "limit" in status
    mail = (
        "--channel",
        "email",
        "--to",
        "bob@acme.example",
        "--from",
        "ann@vendor.example",
        "--eml",
        "handed.eml",
    )
    desk.farhand("case", "send", *mail, "--escalation", "--yes", *CASE)
    written = message_from_bytes((desk.folder / "handed.eml").read_bytes(), policy=policy.default)
    body = written.get_body(("plain",))
    assert body is not None
    assert f"Destination  {HOST}" in body.get_content()
    assert SECRET not in body.get_content()
    return str(wait["id"])


def _changed(desk: Side, there: Side, world: Site, handed: str) -> None:
    world.allows.set()  # somebody at the customer lets the app through
    (there.folder / "after.json").write_text(there.farhand("self-test", "--env-file", ".env", "--json"))
    there.send("after.json", desk)
    desk.farhand("case", "done", handed, *CASE)
    assert desk.json("answer", "after.json", *CASE)["diagnosis"]["verdict"] == "healthy"
    desk.farhand("case", "add", "site.svg", "after.json", *CASE)


def _closed(desk: Side) -> None:
    desk.farhand("case", "close", "the proxy lets billing through without a login", *CASE)
    text = " ".join((desk.folder / "acme-7" / "post-mortem.txt").read_text().split())
    for words in (
        "Reported: payments hang since noon.",
        f"The proxy wants a login (407) ({ROOT_CAUSE}), at api.",
        "What was looked at afterwards works.",
        "told: there is no proxy",
        "the proxy lets billing through without a login",
        "round trips 2",
        "farhand firewall-request",
        "Bob Ray, customer, contact",
    ):
        assert words in text
    page = (desk.folder / "acme-7" / "post-mortem.html").read_text()
    assert "The proxy wants a login" in page
    assert "<script" not in page
    assert desk.farhand("case", "status") == "There is no open case here.\n"


def _kept(desk: Side, there: Side) -> None:
    """The whole record goes to the customer as one file, and tells them the same, without a secret."""
    desk.farhand("case", "export", "acme-7.jsonl", *CASE)
    desk.send("acme-7.jsonl", there)
    there.farhand("case", "import", "acme-7.jsonl", *CASE)
    assert there.json("case", "show", *CASE) == desk.json("case", "show", *CASE)
    for path in (desk.folder / "acme-7.jsonl", *(desk.folder / "acme-7").rglob("*")):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes(), path
