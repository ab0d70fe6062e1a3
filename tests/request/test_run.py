"""A request that is right is run against what is really there; all others are refused with a sentence."""

from __future__ import annotations

import json
import socket
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from farhand.bundle import keys
from farhand.request import answer
from tests.conftest import need_tool
from tests.embed.servers import redis_server
from tests.request.exchange import LOG, SECRET, Sides, days, sides, step


@pytest.fixture
def listening() -> Iterator[int]:
    """A port on which the kernel accepts, and nobody ever speaks."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])


def document(pair: Sides, name: str = "answer.txt") -> dict[str, Any]:
    return dict(answer.read((pair.customer / name).read_text()).document)


def outcomes(pair: Sides) -> list[str]:
    return [str(row["outcome"]) for row in document(pair)["steps"]]


def test_checks_and_questions_are_run_and_come_back_redacted(tmp_path: Path, listening: int) -> None:
    pair = sides(tmp_path, listening)
    words = ("--check", "queue", "--check", "dns:queue", "--question", "logs", "--set", "level=ERROR")
    told = pair.run(pair.new("r.txt", *words))
    assert told.code == 0, told.all
    made = document(pair)
    assert outcomes(pair) == ["ran", "ran", "ran"]
    stages = [[r["stage"] for r in row["report"]["results"]] for row in made["steps"][:2]]
    assert stages == [["config", "dns", "tcp", "banner"], ["config", "dns"]]
    assert made["steps"][0]["report"]["results"][2]["outcome"] == "pass"
    (log,) = made["steps"][2]["texts"]
    assert log["text"].count("\n") == 3
    assert "Errno 111" in log["text"]
    assert SECRET not in json.dumps(made) + told.all
    assert SECRET in LOG


def test_a_fault_is_found_and_diagnose_reads_it_from_the_answer(pair: Sides) -> None:
    pair.run(pair.new("r.txt"))
    opened = pair.open("answer.txt", "-o", "opened.txt", "--json")
    assert opened.code == 0, opened.all
    found = json.loads(_diagnosed(pair, "opened.txt"))
    assert [(c["id"], c["subject"]) for c in found["causes"]][:1] == [("tcp.refused", "queue")]


def _diagnosed(pair: Sides, name: str) -> str:
    import contextlib
    import io

    from farhand import cli

    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        cli.main(["diagnose", "--json", str(pair.customer / name)])
    return out.getvalue()


def test_a_real_redis_is_asked_and_its_password_stays_here(tmp_path: Path) -> None:
    need_tool("redis-server")
    with redis_server() as port:
        url = f"redis://:planted-redis-secret@127.0.0.1:{port}/0"
        pair = sides(tmp_path, more=f'[dependencies.cache]\nkind = "redis"\nurl = "{url}"\n')
        request = pair.new("r.txt", "--check", "cache", "--set", "within=9s")
        assert "planted-redis-secret" not in request.read_text()
        told = pair.run(request)
    rows = {r["stage"]: r["outcome"] for r in document(pair)["steps"][0]["report"]["results"]}
    assert (rows["login"], rows["role"]) == ("pass", "pass")
    assert "planted-redis-secret" not in json.dumps(document(pair)) + told.all


def test_what_is_written_in_a_directory_needs_a_person(pair: Sides) -> None:
    words = ("--check", "data", "--set", "write=yes", "--check", "data")
    pair.run(pair.new("r.txt", *words))
    assert outcomes(pair) == ["declined", "ran"]
    assert "not run with --yes" in document(pair)["steps"][0]["why"]
    assert list((pair.customer / "data").iterdir()) == []


def test_an_answer_is_encrypted_or_written_plain_on_demand(pair: Sides, tmp_path: Path) -> None:
    request = pair.new("r.txt")
    assert pair.run(request, "answer.txt", "--sealed").code == 0
    sealed = (pair.customer / "answer.txt").read_text()
    assert "SEALED ANSWER" in sealed
    assert pair.open("answer.txt").code == 2
    assert "encrypted answer" in _diagnosed(pair, "answer.txt")
    other = keys.new(keys.ENCRYPTION)
    keys.write(other, tmp_path / "other.age")
    assert pair.open("answer.txt", "--identity", str(tmp_path / "other.age")).code == 2
    assert pair.open("answer.txt", "--identity", str(pair.encryption)).code == 0


def test_without_a_reader_it_is_not_written(pair: Sides) -> None:
    file = pair.customer / "farhand.toml"
    request = pair.new("r.txt")
    file.write_text("\n".join(row for row in file.read_text().splitlines() if "encrypt_to" not in row))
    told = pair.run(request, "answer.txt", "--sealed")
    assert (told.code, (pair.customer / "answer.txt").exists()) == (2, False)
    assert "--plain" in told.err
    assert pair.run(request).code == 0


def test_keys_and_records_are_for_nobody_else(pair: Sides) -> None:
    pair.run(pair.new("r.txt"))
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in pair.state.rglob("*") if p.is_file()}
    assert set(modes.values()) == {0o600}
    (folder,) = (pair.state / "customer").iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.chmod(0o755)
    told = pair.run(pair.new("r2.txt"), "second.txt")
    assert (told.code, "others may enter" in told.err) == (2, True)


REFUSED = {
    "another app": ({"app": "payroll"}, "for the app 'payroll'"),
    "another site": ({"site": "paris"}, "for the site 'paris'"),
    "expired": ({"issued": days(-9), "expires": days(-2)}, "has expired"),
    "just expired": ({"issued": days(-2), "expires": days(-0.5)}, "--override-expiry"),
    "not yet valid": ({"issued": days(3), "expires": days(5)}, "in the future"),
    "valid for years": ({"expires": days(4000)}, "31 are allowed"),
}


@pytest.mark.parametrize("how", REFUSED)
def test_a_request_that_is_not_for_here_and_now_is_refused(how: str, pair: Sides) -> None:
    fields, says = REFUSED[how]
    told = pair.run(pair.forged(**fields), "answer.txt", "--site", "berlin")
    assert told.code == 1, told.all
    assert says in told.err
    assert not (pair.customer / "answer.txt").exists()


def test_both_clocks_are_shown_and_nobody_overrides_without_a_person(pair: Sides) -> None:
    expired = pair.forged(issued=days(-2), expires=days(-0.5))
    told = pair.run(expired)
    assert "the request: issued" in told.err
    assert "this machine's clock: 20" in told.err
    told = pair.run(expired, "answer.txt", "--override-expiry", "our clock is wrong")
    assert (told.code, "at a terminal, without --yes" in told.err) == (1, True)
    told = pair.run(pair.forged(issued=days(-4), expires=days(-1.1)), "b.txt", "--override-expiry", "x")
    assert (told.code, "ask the vendor for a new one" in told.err) == (1, True)
    assert not list(pair.customer.glob("*answer*"))


def test_only_the_vendors_signature_counts(pair: Sides, tmp_path: Path) -> None:
    keys.write(keys.new(keys.SIGNING), tmp_path / "other.pem")
    told = pair.run(pair.forged(key=tmp_path / "other.pem"))
    assert (told.code, "signed by another key" in told.err) == (1, True)
    mine, theirs = pair.forged().read_text(), pair.forged(key=tmp_path / "other.pem").read_text()
    name = mine[mine.index("[signed-by]") : mine.index("[signature]")]
    borrowed = theirs.replace(theirs[theirs.index("[signed-by]") : theirs.index("[signature]")], name)
    (tmp_path / "borrowed.txt").write_text(borrowed)
    told = pair.run(tmp_path / "borrowed.txt")
    assert (told.code, "signature does not hold" in told.err) == (1, True)
    plain = mine[: mine.index("[signed-by]")] + mine[mine.index("-----END") :]
    (tmp_path / "unsigned.txt").write_text(plain)
    told = pair.run(tmp_path / "unsigned.txt")
    assert (told.code, "nobody has signed" in told.err) == (1, True)
    assert not (pair.customer / "answer.txt").exists()


def test_without_a_vendors_key_nothing_is_trusted(pair: Sides) -> None:
    request = pair.new("r.txt")
    file = pair.customer / "farhand.toml"
    file.write_text("\n".join(row for row in file.read_text().splitlines() if "verify_key" not in row))
    told = pair.run(request)
    assert (told.code, "names no [vendor] verify_key" in told.err) == (2, True)


def test_an_answered_request_is_not_answered_again(pair: Sides) -> None:
    request = pair.new("r.txt")
    assert pair.run(request).code == 0
    told = pair.run(request, "second.txt")
    assert (told.code, "answered already" in told.err) == (1, True)
    again = pair.folder / "again.txt"
    again.write_text(request.read_text().replace("\n", "\r\n> "))
    assert pair.run(again, "second.txt").code == 1
    assert not (pair.customer / "second.txt").exists()


def test_a_number_that_was_used_is_not_used_again(pair: Sides) -> None:
    nonce = "ab" * 16
    assert pair.run(pair.forged(nonce=nonce)).code == 0
    told = pair.run(pair.forged(step("check", "data"), nonce=nonce, name="other.txt"), "second.txt")
    assert told.code == 1


def test_a_gap_and_a_fork_are_told(pair: Sides) -> None:
    first, second = pair.new("r1.txt"), pair.new("r2.txt")
    told = pair.run(second)
    assert told.code == 0
    assert "a gap" in told.err
    assert any("a gap" in note for note in document(pair)["notes"])
    assert pair.run(first, "first.txt").code == 0
    told = pair.run(pair.forged(name="fork.txt"), "fork-answer.txt")
    assert told.code == 1
    assert "a fork" in told.err


def test_a_chain_of_requests_and_answers_is_whole(pair: Sides) -> None:
    for number in range(3):
        told = pair.run(pair.new(f"r{number}.txt"), f"a{number}.txt")
        assert "careful" not in told.all, told.err
        opened = pair.open(f"a{number}.txt")
        assert opened.code == 0, opened.all
        assert ("note" in opened.out) == (number == 0), opened.out
    assert "the chain is whole" in pair.farhand("history").out
    assert pair.farhand("history", "--site", "any").out.count("requested") == 3


def test_what_was_asked_and_declined_stands_in_the_case(pair: Sides) -> None:
    from farhand.case import Case

    folder = pair.folder / "case-7"
    with Case(folder, "engineer", create=True) as case:
        case.add("problem", {"says": "no invoice is saved"})
    words = ("--check", "queue", "--check", "dns:queue", "--check", "data", "--set", "write=yes")
    pair.run(pair.new("r.txt", *words, "--case", str(folder)))
    for _ in range(2):
        assert pair.open("answer.txt", "--case", str(folder)).code == 0
    with Case(folder, "reader") as case:
        rows = [(entry.kind, entry.body.get("id")) for entry in case.entries()][1:]
        texts = [str(entry.body["text"]) for entry in case.entries() if entry.kind == "answered"]
        why = [str(entry.body["why"]) for entry in case.entries() if entry.kind == "declined"]
    assert rows == [
        ("asked", "queue"), ("asked", "queue:dns"), ("asked", "data"),
        ("answered", "queue"), ("answered", "queue:dns"), ("declined", "data"),
    ]  # fmt: skip
    assert json.loads(texts[0])["schema"] == "farhand.report/1"
    assert "a person must agree" in why[0]


def test_an_altered_record_is_not_worked_with(pair: Sides) -> None:
    import sqlite3

    request = pair.new("r.txt")
    pair.run(request)
    (file,) = (pair.state / "customer").glob("*/case.db")
    with sqlite3.connect(file) as db:
        db.execute("DELETE FROM entry WHERE kind = 'ran'")
    told = pair.run(pair.new("r2.txt"), "second.txt")
    assert told.code == 1
    assert "is missing" in told.err


def test_the_site_is_named_once(pair: Sides) -> None:
    request = pair.new("r.txt", "--check", "queue", "--site", "berlin")
    told = pair.run(request)
    assert (told.code, "--site NAME" in told.err) == (2, True)
    assert pair.run(request, "answer.txt", "--site", "berlin").code == 0
    assert document(pair)["site"] == "berlin"
    assert pair.run(pair.new("r2.txt", "--check", "queue", "--site", "paris"), "b.txt").code == 1
    (pair.customer / "site.toml").write_text('[site]\nname = "paris"\n')
    assert pair.run(pair.new("r3.txt", "--check", "queue", "--site", "berlin"), "c.txt").code == 1


def test_the_profile_of_the_site_hides_more(pair: Sides) -> None:
    (pair.customer / "site.toml").write_text('[site]\nprofile = "strict"\n')
    (pair.customer / "app.log").write_text(
        "2026-11-20T14:00:01Z ERROR from 10.20.30.40 at db7.corp.internal\n"
    )
    pair.run(pair.new("r.txt", "--question", "logs"))
    made = json.dumps(document(pair))
    assert "10.20.30.40" not in made
    assert document(pair)["profile"] == "strict"


@pytest.mark.parametrize(
    "wrong", ["[site\n", "[site]\nname = 3\n", "[site]\nfree_command = true\n", '[site]\nprofile = "lax"\n']
)
def test_a_wrong_policy_is_a_mistake(wrong: str, pair: Sides) -> None:
    (pair.customer / "site.toml").write_text(wrong)
    told = pair.run(pair.new("r.txt"))
    assert (told.code, "site.toml" in told.err) == (2, True)


def test_show_needs_neither_key_nor_declaration(pair: Sides, tmp_path: Path) -> None:
    request = pair.new("r.txt", "--check", "queue", "--question", "logs")
    (tmp_path / "desk").mkdir()
    told = pair.farhand("show", str(request), "--json", at="desk", FARHAND_CONFIG="")
    assert (told.code, json.loads(told.out)["signature"]) == (0, "unknown")
    told = pair.farhand("show", str(request), "--json")
    assert (told.code, json.loads(told.out)["signature"]) == (0, "trusted")
    broken = tmp_path / "broken.txt"
    broken.write_text(
        pair.forged().read_text().replace("[signature] ", "[signature] A", 1).replace("A", "A", 1)
    )
    assert pair.farhand("show", str(broken)).code == 1


def test_the_commands_to_paste_are_those_of_this_copy_and_are_sealed(pair: Sides) -> None:
    import subprocess

    from farhand import framing

    told = pair.farhand("show", str(pair.new("r.txt")), "--commands")
    script = told.out[told.out.index("sh -s <<") :]
    printed = subprocess.run(["sh", "-c", script], capture_output=True, text=True, timeout=60, check=False)
    lines = printed.stdout.splitlines()
    assert "check=tcp subject=queue" in lines[0]
    assert "refused" in printed.stdout
    assert f"sum={framing.seal(lines[:-1])} " in lines[-1]
    forged = pair.farhand(
        "show", str(pair.forged(step("check", "queue", command="touch canary"))), "--commands"
    )
    assert "canary" not in forged.out[forged.out.index("by hand") :]
    (pair.folder / "nowhere").mkdir()
    assert pair.farhand("show", str(pair.forged(name="n.txt")), "--commands", at="nowhere").code == 2


def test_only_one_command_at_a_time_works_on_a_record(pair: Sides) -> None:
    from farhand.request.ledger import Ledger

    request = pair.new("r.txt")
    assert pair.run(pair.new("r0.txt"), "first.txt").code == 0
    (folder,) = (pair.state / "customer").iterdir()
    with Ledger(folder, "somebody") as book, book.alone():
        told = pair.run(request)
    assert (told.code, "another `farhand request`" in told.err) == (2, True)


def test_terminal_sequences_are_shown_and_not_obeyed(pair: Sides) -> None:
    hostile = step("check", "queue\x1b[2J", x="\x1b]0;owned\x07")
    request = pair.forged(hostile, purpose="\x1b[2Jgone\u202e \x9b1A")
    for told in (pair.farhand("show", str(request)), pair.run(request)):
        assert not set(told.all) & set("\x1b\x07\x9b\u202e\x00")
        assert "\\x1b" in told.all
