"""What is handed to a customer's teams in German: whole, and with the same commands, names and evidence."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from farhand import causes, cli, words
from farhand.case import Case
from farhand.escalation import Packet, requests
from farhand.faces import escalation as face
from tests.escalation.made import APP, finding, packet
from tests.escalation.test_every_cause import EXPECTED

#: Words that an English sentence has and a German one has not.
ENGLISH = re.compile(r"\b(?:the|of|is|are|and|to|with|from|that|this|which|please|not|it|needs|by)\b", re.I)
PREVIEW = ("case", "send", "--case", "c", "--channel", "email", "--preview", "--from", "me@vendor.example")
KINDS = {kind: cause for cause, (_owner, kind) in EXPECTED.items()}
NEEDS = replace(APP, dependencies=tuple(replace(d, why="Rechnungen") for d in APP.dependencies))
#: Names of things, which are the same in every language.
SAME = {"Server", "Name", "Code", "Port", "Proxy", "Unit", "Issuer"}


def in_both(cause: str, **told: Any) -> tuple[Packet, Packet]:
    found = replace(finding(cause, **told), why="")
    with words.speaking("de"):
        german = packet(found, NEEDS)
    return packet(found, NEEDS), german


def test_every_kind_of_request_is_looked_at() -> None:
    assert set(KINDS) == set(requests.names())


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_english_sentence_is_left(kind: str) -> None:
    english, german = in_both(KINDS[kind])
    assert english.request.kind == german.request.kind == kind
    said = (german.title, german.paragraph, german.request.title, german.request.asks, *german.request.undo)
    prose = [text for text in said if not text.startswith(("REVOKE", "ALTER"))]
    assert not [text for text in prose if ENGLISH.search(text)]
    assert not [row for row in german.request.rows if ENGLISH.search(" ".join(row))]
    assert not {label for label, _value in german.request.rows} & (dict(english.request.rows).keys() - SAME)
    heads = [line for line in face.text(german).splitlines() if line and not line.startswith(" ")]
    assert not [line for line in heads if ENGLISH.search(line)]


@pytest.mark.parametrize("cause", sorted(causes.load()))
def test_what_is_asked_is_german_for_every_cause(cause: str) -> None:
    english, german = in_both(cause)
    assert german.request.asks.startswith("Bitte ")
    assert not ENGLISH.search(german.request.asks)
    assert not ENGLISH.search(dict(german.request.rows).get("Auszuführen von", ""))
    for one in (english, german):
        assert "{" not in one.request.asks
    same = set(english.request.steps) & set(german.request.steps)
    assert not [step for step in same if ENGLISH.search(step)]


@pytest.mark.parametrize("cause", sorted(causes.load()))
def test_what_is_run_is_the_same_in_both_languages(cause: str) -> None:
    english, german = in_both(cause)
    assert english.request.statements == german.request.statements
    assert english.request.confirm == german.request.confirm
    assert english.evidence == german.evidence
    assert english.escalation == german.escalation
    for one, other in zip(english.request.undo, german.request.undo, strict=True):
        assert one == other or one.split()[0] in ("Remove", "Set", "Take")


def test_where_little_is_known_the_sentence_is_still_one() -> None:
    with words.speaking("de"):
        made = packet(replace(finding("tcp.timeout", "tcp", params={}), why=""), None)
    asked = "Bitte erlauben Sie dem Host der Anwendung, sich mit der Gegenseite zu verbinden."
    assert made.request.asks == asked
    assert "Pakete zu der Gegenseite verschwinden ohne Antwort" in made.paragraph


def test_the_days_of_the_receivers_week() -> None:
    english, german = in_both("tcp.timeout")
    limit = replace(english.escalation.answer, local="Fri 2026-11-27 17:00 Europe/Berlin")
    with words.speaking("de"):
        assert "; innerhalb der dortigen Arbeitszeit: Fr 2026-11-27 17:00 Europe/Berlin" in face.by(limit)
        assert "(Regel für Ursachen der Dringlichkeit „Stunde“: binnen 1h)" in face.by(german.escalation.by)


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Path:
    (tmp_path / "farhand.toml").write_text(
        '[app]\nname = "billing"\n[dependencies.database]\nkind = "postgres"\nurl = "postgres://db.example/shop"\n'
    )
    (tmp_path / "mail.txt").write_text("ERROR: permission denied for table invoices\n")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["case", "new", "c", "--title", "t"]) == 0
    person = ("--side", "customer", "--role", "dba", "--contact", "eva@customer.example", "--lang", "de")
    assert cli.main(["case", "person", "eva", *person, "--case", "c"]) == 0
    capsys.readouterr()
    return tmp_path / "c"


def escalate(capsys: Any, *args: str) -> str:
    assert cli.main(["escalate", "mail.txt", *args]) == 1
    return str(capsys.readouterr().out)


def test_the_receivers_language_counts_unless_another_is_asked_for(case: Path, capsys: Any) -> None:
    assert "Bitte geben Sie der Rolle" in escalate(capsys, "--case", "c", "--draft")
    assert "Please give the role" in escalate(capsys, "--case", "c", "--draft", "--lang", "en")
    assert "Please give the role" in escalate(capsys)
    assert "Bitte geben Sie der Rolle" in escalate(capsys, "--lang", "de")


def test_the_document_is_the_same_in_every_language(case: Path, capsys: Any) -> None:
    told = [json.loads(escalate(capsys, "--json", "--lang", code)) for code in ("en", "de")]
    for document in told:
        (one,) = document["escalations"]
        assert one["lang"] == "en"
        assert "Please give the role" in one["text"]
        for key in ("since", "by", "answer", "text"):
            del one[key]
    assert told[0] == told[1]


def test_what_is_sent_is_in_the_receivers_language(case: Path, capsys: Any) -> None:
    escalate(capsys, "--case", "c")
    with Case(case, "eva") as kept:
        (body,) = [dict(e.body) for e in kept.entries() if e.kind == "escalated"]
    assert "Please give the role" in body["text"]
    assert "Bitte geben Sie der Rolle" in body["texts"]["de"]
    for args, what in (
        ((), "Bitte geben Sie der Rolle"),
        (("--lang", "en"), "Please give the role"),
        (("--lang", "de"), "Bitte geben Sie der Rolle"),
    ):
        assert cli.main([*PREVIEW, *args]) == 0
        assert what in capsys.readouterr().out


def test_a_reminder_names_what_was_asked_as_it_was_called(case: Path, capsys: Any) -> None:
    _english, german = in_both("postgres.permission")
    what = {"id": "escalation.postgres.permission@database", "what": "a right", "text": "a right"}
    body = {**what, "owner": "customer-dba", "to": "eva", "texts": {"de": face.text(german)}}
    with Case(case, "vic") as book:
        book.add("escalated", body, at="2026-01-01T10:00:00.000Z")
    assert cli.main([*PREVIEW, "--reminder"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert f"Erinnerung: {german.title}" in told
    assert "davon Arbeitszeit" in told
    assert cli.main([*PREVIEW, "--reminder", "--lang", "en"]) == 0
    assert "Reminder: a right" in capsys.readouterr().out


def test_the_title_of_a_packet_is_found_in_its_text() -> None:
    english, german = in_both("postgres.permission")
    assert face.title_of(face.text(german)) == german.title
    assert face.title_of(face.text(english)) == english.title


def test_what_it_is_not_is_german_too() -> None:
    _english, german = in_both("postgres.auth", not_excluded=("config.env_stale",))
    told = "; ".join(f"{row.what}: {row.how}" for row in german.excluded)
    assert "passt nicht zu dem, was zu sehen war: Die Anmeldung wird abgelehnt" in told
    assert not ENGLISH.search(told)
    (left,) = german.still_possible
    assert left.how == "ps -o lstart= -p PID"
