"""What is hidden, what survives, and that a mark is steady."""

from __future__ import annotations

import base64
import html
import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farhand.redact import Redactor
from tests.redact.samples import IN_BASE64, KEEPS, LEAKS, MANY_LINES, PEM, SECRET, SHAPED

KEY = b"k" * 32
MARK = re.compile(r"<[a-z-]+:[0-9a-f]{12}>")


@pytest.mark.parametrize("line", LEAKS)
def test_hides(line: str) -> None:
    said = Redactor(key=KEY).text(line)
    assert SECRET not in said
    assert IN_BASE64 not in said
    assert MARK.search(said)


@pytest.mark.parametrize("text", MANY_LINES)
def test_hides_in_many_lines(text: str) -> None:
    said = Redactor(key=KEY).text(text)
    assert SECRET not in said
    assert MARK.search(said)


@pytest.mark.parametrize("line", KEEPS)
def test_keeps(line: str) -> None:
    assert Redactor(key=KEY).text(line) == line


@pytest.mark.parametrize("key", SHAPED)
def test_hides_keys_of_a_known_shape(key: str) -> None:
    assert Redactor(key=KEY).text(f"found {key} there").startswith("found <")
    assert key not in Redactor(key=KEY).text(f"found {key} there")


def test_samples_side_by_side_do_not_disturb_each_other() -> None:
    text = "\n".join(LEAKS + KEEPS)
    said = Redactor(key=KEY).text(text).split("\n")
    assert said[len(LEAKS) :] == KEEPS
    assert not [line for line in said if SECRET in line]


def test_a_passphrase_of_plain_words_is_hidden() -> None:
    text = 'the passphrase was "correct horse battery staple"\nseed phrase: ' + "zoo " * 12
    said = Redactor(key=KEY).text(text)
    assert "horse" not in said
    assert "zoo" not in said


def test_what_is_not_secret_stays_readable() -> None:
    said = Redactor(key=KEY).text(
        "postgres://app:p%40ss@db.example.com:5432/x and PGPASSWORD=p@ss psql -h db"
    )
    mark = Redactor(key=KEY).mark("p@ss")
    assert said == f"postgres://app:{mark}@db.example.com:5432/x and PGPASSWORD={mark} psql -h db"


@pytest.mark.parametrize("value", ["p@ss/w0rd\"x'y z+ü\\9", "correct-horse-battery", "Tr0ub4dor&3"])
def test_a_declared_secret_is_found_in_every_spelling(value: str) -> None:
    redactor = Redactor({value}, KEY)
    data = value.encode()
    once = base64.b64encode(data)
    spellings = [
        value,
        quote(value, safe=""),
        quote(value),
        quote_plus(value),
        quote(quote(value, safe=""), safe=""),
        value.replace("@", "%40"),
        json.dumps(value)[1:-1],
        json.dumps(json.dumps(value)),
        json.dumps(value, ensure_ascii=False),
        shlex.quote(value),
        html.escape(value),
        repr(value)[1:-1],
        data.hex(),
        data.hex().upper(),
        once.decode(),
        base64.b64encode(once).decode(),
        base64.urlsafe_b64encode(b"app:" + data).decode(),
        base64.b64encode(value.encode("utf-16-le")).decode(),
        *(base64.b64encode(b"u" * offset + data + b"tail").decode() for offset in range(4)),
    ]
    for spelling in spellings:
        assert redactor.mark(value) in redactor.text(f"got {spelling} end"), spelling


def test_pieces_of_a_declared_password_are_found_where_a_driver_cut_it() -> None:
    assert "word99" not in Redactor({"pa@ss-word99"}, KEY).text("lookup ss-word99 on 10.0.0.1: no such host")


@pytest.mark.parametrize("weak", ["abc", "12", "5432", "postgres", "password"])
def test_a_weak_declared_secret_is_hidden_in_value_position_only(weak: str) -> None:
    redactor = Redactor({weak}, KEY)
    text = f"scheme {weak}, port {weak} open, password authentication failed, abcde"
    assert redactor.text(text) == text
    assert redactor.text(f"db://app:{weak}@h/x") == f"db://app:{redactor.mark(weak)}@h/x"


def test_marks_are_the_same_for_the_same_value_and_key() -> None:
    text = f"password={SECRET} token={SECRET} url=x://u:{SECRET}@h"
    assert len(set(MARK.findall(Redactor().text(text)))) == 1
    assert Redactor(key=KEY).text(text) == Redactor(key=KEY).text(text)
    assert Redactor().text(text) != Redactor().text(text)


def test_private_keys_lose_every_line_and_certificates_none() -> None:
    said = Redactor(key=KEY).text(PEM)
    assert "MIIE" not in said
    assert "Y0MB" not in said
    assert "abcd" not in said
    assert said.count("\n") == PEM.count("\n")
    assert [
        line for line in ("key: |", "after: 1", "plain text goes on") if line not in said.splitlines()
    ] == []
    tail = PEM.split("-----BEGIN RSA PRIVATE KEY-----")[1]
    assert "MIIE" not in Redactor(key=KEY).text(tail)


def test_yaml_blocks_and_values_on_the_next_line() -> None:
    text = "password: |\n  one line\n  another\nnext: 1\n- name: DB_PASSWORD\n  value: hunter2secret\n"
    said = Redactor(key=KEY).text(text)
    assert not [w for w in ("one line", "another", "hunter2secret") if w in said]
    assert "next: 1" in said
    assert said.count("\n") == text.count("\n")


def test_facts_keep_their_types_and_lose_their_secrets() -> None:
    facts = {
        "port": 5432,
        "ok": True,
        "took": 1.5,
        "none": None,
        "password": "plain",
        "token_valid": False,
        "rows": [{"error": f"postgres://a:{SECRET}@h/x", "db_password": ["a1"]}],
        "host": "db.example.com",
    }
    said = Redactor(key=KEY).facts(facts)
    assert said["rows"][0]["error"] == f"postgres://a:{Redactor(key=KEY).mark(SECRET)}@h/x"
    assert MARK.fullmatch(said["password"])
    assert MARK.fullmatch(said["rows"][0]["db_password"][0])
    same = ("port", "ok", "took", "none", "token_valid", "host")
    assert [said[k] for k in same] == [facts[k] for k in same]
    assert Redactor(key=KEY).facts(said) == said


def test_secrets_may_be_added_while_it_works() -> None:
    redactor = Redactor(set(), KEY)
    assert redactor.text("see blue-whale-7 there") == "see blue-whale-7 there"
    redactor.secrets.add("blue-whale-7")
    assert "whale" not in redactor.text("see blue-whale-7 there")


PIECES = st.sampled_from(
    [*LEAKS, *KEEPS, *SHAPED, *PEM.splitlines(), "password=", '"', "'", "\\", " ", "://", "a:b@", ";", "<"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=8), st.sampled_from(["", " ", "\n"]))
def test_redacting_again_changes_nothing_and_lines_stay(pieces: list[str], between: str) -> None:
    redactor = Redactor({"blue-whale-7", SECRET}, KEY)
    text = between.join(pieces)
    once = redactor.text(text)
    assert redactor.text(once) == once
    assert once.count("\n") == text.count("\n")
    assert SECRET not in once


def _old_pythons() -> list[str | None]:
    home = Path.home() / ".pyenv/versions"
    return [*(str(p) for p in home.glob("3.9.*/bin/python3")), shutil.which("python3.9")]


def test_runs_on_python_3_9_without_anything_installed() -> None:
    python = next((p for p in _old_pythons() if p), sys.executable)
    code = "from farhand.redact import Redactor; print(Redactor().text('password=hunter2'))"
    source = Path(__file__).parents[2] / "src"
    done = subprocess.run(
        [python, "-S", "-c", code], env={"PYTHONPATH": str(source)}, capture_output=True, text=True
    )
    assert done.stdout.startswith("password=<password:"), done.stderr
