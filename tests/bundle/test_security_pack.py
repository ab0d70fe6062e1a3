"""The security pack says what the code does: whatever is added appears, and what it claims is tried out."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from farhand import checks, cli, declare
from farhand.bundle import keys, pack, sealing, security_pack
from farhand.bundle.model import Plan
from farhand.bundle.pack import Scope, _code, _samples, integrity, network, promises, rights
from farhand.redact import Policy, Redactor, rules
from farhand.redact.policy import PROFILES
from tests.bundle.samples import ITEMS, RECIPIENTS, hostile_review
from tests.conftest import need_tool
from tests.faces.test_html import Page
from tests.test_drop_in import CHECK

HERE = Path(__file__).parents[2]
TOML = """
[app]
name = "billing"
version = "2.4.1"
contact = "support@vendor.example"
[dependencies.payments]
kind = "http"
url = "https://api.example.com/v1/ping"
why = "charging cards"
run_by = "vendor"
[dependencies.data]
kind = "directory"
path = "/data"
writable = true
[outside]
urls = ["https://outside.example.com"]
[vendor]
encrypt_to = ["age1s55k8tly2era8prjsm9z4ggt39phkrkvunnhq2x2shqvgsu8rdjqatl4h3"]
verify_key = "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE="
"""
RULE = '''"""Numbers of the moon's inhabitants."""
from farhand.redact.rules import Span
ANCHORS = ("moon-",)
def find(text, where):
    for at in where.get("moon-", ()):
        yield Span(at, at + 9, text[at : at + 9])
'''


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "farhand.toml").write_text(TOML)
    return tmp_path


@pytest.fixture
def scope(site: Path) -> Scope:
    plan = Plan("billing", "2.4.1", items=ITEMS, tool="farhand 0.1.0")
    return Scope(declare.load(site / "farhand.toml"), plan, exit_status=("Exit status: 0 fine",))


def rows(text: str, header: str) -> list[list[str]]:
    """The table of Markdown under this header."""
    table = text[text.index(header) :].split("\n\n")[0].splitlines()[2:]
    cells = (re.split(r"(?<!\\)\|", row)[1:-1] for row in table)
    return [[re.sub(r"\\(.)", r"\1", cell.strip()) for cell in row] for row in cells]


def test_every_part_has_something_to_say(scope: Scope) -> None:
    text = security_pack.markdown(scope)
    assert len(re.findall("^## ", text, re.M)) == len(pack.names()) == len(list(pack.parts(scope)))


def test_every_item_of_the_plan_with_what_it_reads_and_needs(scope: Scope) -> None:
    text = security_pack.markdown(scope)
    assert scope.plan
    assert scope.plan.hash in text
    for item in scope.plan.items:
        for wanted in (item.name, item.source, item.why, item.privilege, *item.network):
            assert wanted in text, wanted


def test_a_secret_in_a_planned_command_is_not_in_the_pack(scope: Scope) -> None:
    item = replace(ITEMS[2], source="curl -u bob:hunter2secret http://db/", argv=())
    assert scope.plan
    text = security_pack.markdown(replace(scope, plan=replace(scope.plan, items=(item,))))
    assert "hunter2secret" not in text
    assert "curl -u bob:<password:" in text


def test_every_check_with_its_question_and_its_command(scope: Scope) -> None:
    text = security_pack.markdown(scope)
    table = {row[0]: row for row in rows(text, "| Check |")}
    assert sorted(table) == checks.names()
    assert (table["http"][5], table["directory"][5], table["env"][5]) == ("declared", "declared", "always")
    assert table["redis"][5] == "not declared"
    for check in checks.every():
        if hasattr(check, "command"):
            assert f"\n{checks.name_of(check)}:\n\n```" in text


def test_checks_of_files_reach_no_socket_and_those_of_services_do() -> None:
    table = {row[0]: row[3] for row in rows(security_pack.markdown(Scope()), "| Check |")}
    assert {name for name in table if table[name] == "none"} == {
        "config",
        "directory",
        "env",
        "host",
        "license",
        "sqlite",
    }
    assert "wire.tcp" in table["tcp"]
    assert "wire.proxy" in table["proxy"]


def test_every_declared_connection_is_there(scope: Scope) -> None:
    text = security_pack.markdown(scope)
    assert ["payments", "api.example.com", "443"] in [row[:3] for row in rows(text, "| For |")]
    assert "https://outside.example.com" in text
    assert "name servers" in text


def test_what_is_said_of_a_sample_is_what_the_redactor_does() -> None:
    table = rows(security_pack.markdown(Scope()), "| What |")
    assert len(table) == len(_samples.SAMPLES)
    for cells, (_, line, value) in zip(table, _samples.SAMPLES, strict=True):
        assert value in line
        for profile, said in zip(PROFILES, cells[2:], strict=True):
            there = value in Redactor(policy=Policy(profile)).text(line)
            assert said == ("stays" if there else "hidden")
    assert {"hidden", "stays"} == {cell for cells in table for cell in cells[2:]}


def test_words_of_the_customer_are_hidden_and_not_told() -> None:
    policy = Policy("default", words=("Project Falcon",))
    text = security_pack.markdown(Scope(policy=policy))
    assert "1 words of your own" in text
    (row,) = [row for row in rows(text, "| What |") if row[0] == "name of a project"]
    hides = "Project Falcon" not in Redactor(policy=policy).text("branch of Project Falcon merged")
    assert row[3] == ("hidden" if hides else "stays")


def test_every_rule_is_there() -> None:
    table = {row[0]: row[1] for row in rows(security_pack.markdown(Scope()), "| Rule |")}
    assert table == {r.__name__.rpartition(".")[2]: rules.group(r) for r in rules.every()}  # type: ignore[attr-defined]


def test_a_check_and_a_rule_that_are_added_appear(site: Path) -> None:
    """Two files dropped in, and nothing else touched."""
    (site / "checks").mkdir()
    (site / "checks" / "moon.py").write_text(CHECK)
    (site / "rules").mkdir()
    (site / "rules" / "inhabitants.py").write_text(RULE)
    code = (
        "import sys; import farhand.redact.rules as r; r.__path__.append(sys.argv[1]);"
        "from farhand import cli; sys.exit(cli.main(['bundle', 'security-pack']))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(site / "rules")],
        cwd=site,
        env={**os.environ, "FARHAND_CHECKS": str(site / "checks")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "| moon | Does the moon answer? | moon | none | nothing | not declared |" in ran.stdout
    assert "| inhabitants | secret | Numbers of the moon's inhabitants. |" in ran.stdout


def test_the_tests_that_hold_the_promises_are_there() -> None:
    for promise, test in promises.PROMISES:
        assert "def test_" in (HERE / test).read_text("utf-8"), promise


def test_no_source_can_hide_a_door_behind_another_name() -> None:
    """The lists of files that open sockets, start programs or write rest on names written out in full."""
    doors = {d for d in (*network.DOORS, *rights.STARTS, *rights.WRITES) if not d.startswith(".")}
    modules = {door.rpartition(".")[0] for door in doors} - {""}
    for path in (p for p in _code.sources() if p.suffix == ".py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module in modules:
                names = {f"{node.module}.{alias.name}" for alias in node.names}
                assert not names & {door.partition("(")[0] for door in doors}, path
            if isinstance(node, ast.Import):
                assert not [a.name for a in node.names if a.name in modules and a.asname], path


def test_the_doors_are_found_where_they_are_and_only_there() -> None:
    source = """
class A(socketserver.TCPServer): pass
open(x)
open(x, "rb")
open(x, "w")
p.open("a")
p.open("r")
os.open(x, os.O_RDONLY)
os.open(x, flags)
p.write_text(x)
socket.socket()
open(x, mode)
open(x, mode="x")
"""
    found = list(_code._used(ast.parse(source), (*network.DOORS, *rights.WRITES)))
    assert sorted(found) == sorted(
        ["socketserver.TCPServer", "socket.socket", ".write_text", ".open for writing", "os.open for writing"]
        + ["open for writing"] * 3
    )


def test_the_digest_is_of_this_code() -> None:
    total = hashlib.sha256()
    for path in _code.sources():
        total.update(path.relative_to(_code.ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    assert total.hexdigest() in security_pack.markdown(Scope())
    assert _code.ROOT / "bundle" / "security_pack.py" in _code.sources()


def test_the_same_gives_the_same(scope: Scope) -> None:
    assert security_pack.markdown(scope) == security_pack.markdown(scope)


def test_what_it_tells_to_check_by_hand_works_by_hand(tmp_path: Path) -> None:
    """The very commands of the pack, on a bundle with the real tools; and on one that was altered."""
    for tool in ("age", "openssl", "sha256sum", "tar"):
        need_tool(tool)
    reader, signer = keys.new(keys.ENCRYPTION), keys.new(keys.SIGNING)
    keys.write(reader, tmp_path / "key.age")
    keys.write(signer, tmp_path / "sign.pem")
    (tmp_path / "manifest.json").write_text("{}")
    (tmp_path / "manifest.json.sig").write_text(sealing.sign(b"{}", tmp_path / "sign.pem"))
    digest = hashlib.sha256(b"{}").hexdigest()
    (tmp_path / "SHA256SUMS").write_text(f"{digest}  manifest.json\n")
    names = ("manifest.json", "manifest.json.sig", "SHA256SUMS")
    subprocess.run(["tar", "czf", "made.tar.gz", *names], cwd=tmp_path, check=True)
    sealed = sealing.seal((tmp_path / "made.tar.gz").read_bytes(), [reader.public])
    (tmp_path / "bundle.tar.gz.age").write_bytes(sealed)
    for name in names:
        (tmp_path / name).unlink()

    def by_hand(commands: str) -> int:
        environ = {**os.environ, "VERIFY_KEY": signer.public}
        return subprocess.run(["sh", "-ec", commands], cwd=tmp_path, env=environ, check=False).returncode

    text = security_pack.markdown(Scope())
    for commands in (integrity.OPEN, integrity.SUMS, integrity.SIGNATURE):
        assert commands in text
        assert by_hand(commands) == 0
    (tmp_path / "manifest.json").write_text("{ }")
    assert by_hand(integrity.SUMS) != 0
    assert by_hand(integrity.SIGNATURE) != 0


def test_who_can_read_it_and_what_is_kept(scope: Scope) -> None:
    text = security_pack.markdown(scope)
    assert "age1s55k8tly2era8prjsm9z4ggt39phkrkvunnhq2x2shqvgsu8rdjqatl4h3" in text
    assert "keeps nothing" in text
    assert "240 s" in text
    assert RECIPIENTS[1] in security_pack.markdown(replace(scope, recipients=RECIPIENTS)).replace("\\", "")
    assert "`--plain`" in security_pack.markdown(Scope())


def test_the_page_is_whole_by_itself_and_says_the_same(scope: Scope) -> None:
    made = security_pack.html(scope)
    page = Page(made)
    assert not {"script", "img", "link", "iframe", "object", "form", "svg"} & set(page.tags)
    assert all(str(value).startswith("#p") for name, value in page.attributes if name == "href")
    assert not [name for name, _ in page.attributes if name.startswith("on") or name in ("src", "style")]
    text = " ".join(page.text.split())
    for heading, _ in pack.parts(scope):
        assert heading in text
    for check in checks.names():
        assert check in text


def test_hostile_plans_are_shown_harmless() -> None:
    plan, _, _ = hostile_review()
    scope = Scope(plan=plan, recipients=plan.items[0].network)
    page, text = security_pack.html(scope), security_pack.markdown(scope)
    assert "<script>" not in page
    table = "\n".join(line for line in text.splitlines() if line.startswith(("|", "- ")))
    assert not re.search(r"(?<!\\)<(script|img)", table)
    for made in (page, text):
        assert not [c for c in made if c in "\x00\x1b\u202e\u2066\uffff" or "\ud800" <= c <= "\udfff"]
        made.encode("utf-8")


def test_the_command_reads_a_plan_and_writes_both_forms(
    site: Path, scope: Scope, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site)
    assert scope.plan
    (site / "plan.json").write_text(json.dumps({**scope.plan.as_json(), "hash": "x"}))
    for name, start in (("pack.md", "# Security pack: billing 2.4.1"), ("pack.html", "<!doctype html>")):
        assert cli.main(["bundle", "security-pack", "--plan", "plan.json", "-o", name]) == 0
        text = (site / name).read_text("utf-8")
        assert text.startswith(start)
        assert scope.plan.hash in text
        assert "Exit status: 0 fine" in text
        assert cli.main(["bundle", "security-pack", "-o", name]) == 2
    (site / "wrong.json").write_text('{"schema": "x"}')
    assert cli.main(["bundle", "security-pack", "--plan", "wrong.json"]) == 2
    assert "farhand bundle plan --json" in capsys.readouterr().err


def test_a_saved_plan_keeps_the_hash_it_was_approved_by(site: Path, scope: Scope) -> None:
    assert scope.plan
    saved = {**scope.plan.as_json(), "hash": "a" * 64}
    (site / "plan.json").write_text(json.dumps(saved))
    words = [
        "bundle",
        "security-pack",
        "--config",
        str(site / "farhand.toml"),
        "--plan",
        str(site / "plan.json"),
    ]
    assert cli.main([*words, "-o", str(site / "pack.md")]) == 0
    assert "SHA-256 " + "a" * 64 in (site / "pack.md").read_text()
