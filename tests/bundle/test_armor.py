"""What mails do to a block is undone, and what cannot be undone is told, never taken for what was sent."""

from __future__ import annotations

import base64
import email
import email.policy
import html
import random
import subprocess
import textwrap
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farhand.bundle.armor import armor, dearmor
from tests.conftest import need_tool

DATA = random.Random(7).randbytes(1501)
TEXT = armor(DATA, "FACTS")


def mailed(text: str) -> str:
    """As a real mail program's library writes it, quoted-printable."""
    mail = EmailMessage(policy=email.policy.SMTP)
    mail.set_content("Grüße — siehe unten\n\n" + text, cte="quoted-printable")
    return mail.as_bytes().decode("ascii")


def answered(text: str, quote: str = "> ") -> str:
    return "See below.\n\n" + textwrap.indent(text, quote, lambda line: True) + "\nThanks\n-- \nBob"


MANGLED: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "quoted": answered,
    "quoted thrice": lambda t: answered(answered(answered(t, ">"), "> ")),
    "quoted with initials": lambda t: answered(t, "AB> "),
    "quoted with bars": lambda t: answered(t, "| "),
    "windows line ends": lambda t: t.replace("\n", "\r\n"),
    "prose around": lambda t: f"Hello,\n\nhere it is: {t}Best regards, see also https://a.example/b+c\n",
    "wrapped at 40": lambda t: "\n".join(
        w for line in t.split("\n") for w in textwrap.wrap(line, 40) or [""]
    ),
    "quoted, then wrapped": lambda t: "\n".join(
        w for line in answered(t).split("\n") for w in textwrap.wrap(line, 50) or [""]
    ),
    "one long line": lambda t: " ".join(t.split("\n")),
    "quoted lines joined": lambda t: " ".join(answered(t).split("\n")),
    "blank lines between": lambda t: t.replace("\n", "\n\n"),
    "indented": lambda t: textwrap.indent(t, "\t    "),
    "trailing blanks": lambda t: t.replace("\n", "  \n"),
    "non-breaking spaces": lambda t: t.replace(" ", "\u00a0"),
    "zero-width signs": lambda t: t.replace("5", "5\u200b").replace("\n", "\ufeff\n"),
    "entities": lambda t: html.escape(answered(t)).replace("+", "&#43;").replace("/", "&#x2F;"),
    "html": lambda t: "<html><p>" + t.replace(" ", "&nbsp;").replace("\n", "<br>\n") + "</p>",
    "html in one line": lambda t: '<div class="x">' + t.replace("\n", "</div><div>") + "</div>",
    "em dashes": lambda t: t.replace("-----", "\u2014\u2014-"),
    "one en dash": lambda t: t.replace("-----", "\u2013"),
    "dashes as entities": lambda t: t.replace("-----", "&mdash;&mdash;-"),
    "small letters": lambda t: t.replace("BEGIN FARHAND FACTS", "Begin Farhand Facts"),
    "quoted-printable": mailed,
    "quoted-printable, dashes too": lambda t: mailed(t.replace("-----", "\u2014\u2014")),
    "no end line, but all bytes": lambda t: t.rpartition("-----END")[0],
}


@pytest.mark.parametrize("how", MANGLED)
def test_what_mails_do_is_undone(how: str) -> None:
    (block,) = dearmor(MANGLED[how](TEXT))
    assert (block.kind, block.problem) == ("FACTS", "")
    assert block.data == DATA


def test_it_is_plain_ascii_and_narrow() -> None:
    assert TEXT.isascii()
    assert max(map(len, TEXT.splitlines())) <= 76
    assert "=" not in TEXT


def test_several_blocks_in_one_mail_and_a_damaged_one_among_them() -> None:
    cut = TEXT[: len(TEXT) // 2]
    mail = f"one:\n{TEXT}\ntwo:\n{answered(armor(b'two', 'FACTS'))}\n{cut}\n{armor(b'', 'KEY')}"
    assert [(b.kind, b.data) for b in dearmor(mail)] == [
        ("FACTS", DATA), ("FACTS", b"two"), ("FACTS", b""), ("KEY", b""),
    ]  # fmt: skip
    assert [bool(b.problem) for b in dearmor(mail)] == [False, False, True, False]


def test_where_it_stands_is_told() -> None:
    mail = f"before\n{TEXT}after\n"
    (block,) = dearmor(mail)
    assert mail[: block.start] + mail[block.end :] == "before\n\nafter\n"


@pytest.mark.parametrize("at", [0.1, 0.3, 0.6, 0.97])
def test_a_cut_off_block_is_told(at: float) -> None:
    (block,) = dearmor(TEXT[: int(len(TEXT) * at)])
    assert "cut off" in block.problem
    assert block.data == b""


@given(st.integers(0, len(TEXT) - 1), st.characters(codec="utf-8"))
@settings(max_examples=400)
def test_one_other_character_never_gives_other_data(at: int, sign: str) -> None:
    for block in dearmor(TEXT[:at] + sign + TEXT[at + 1 :]):
        assert block.data == (b"" if block.problem else DATA)


@given(st.integers(0, len(TEXT)), st.integers(0, 200))
@settings(max_examples=200)
def test_a_missing_piece_never_gives_other_data(at: int, length: int) -> None:
    for block in dearmor(TEXT[:at] + TEXT[at + length :]):
        assert block.data == (b"" if block.problem else DATA)


@given(st.binary(max_size=3000))
@settings(max_examples=100)
def test_any_bytes_come_back(data: bytes) -> None:
    (block,) = dearmor(answered(armor(data, "FACTS")))
    assert (block.problem, block.data) == ("", data)


@given(st.text(max_size=600))
@settings(max_examples=150)
def test_any_text_is_stood(text: str) -> None:
    begin = "-----BEGIN FARHAND FACTS-----"
    for made in (text, begin + text, begin + "Bytes: 3\nSHA-256: " + "0" * 64 + text):
        for block in dearmor(made):
            assert block.data == b""


def test_it_can_be_read_by_hand(tmp_path: object) -> None:
    """The recipe of the documentation, with the tools of every system."""
    body = "".join(TEXT.splitlines()[4:-1])
    body += "=" * (-len(body) % 4)
    ran = subprocess.run([need_tool("base64"), "-d"], input=body.encode(), capture_output=True, check=True)
    assert ran.stdout == DATA == base64.b64decode(body)


def test_a_hostile_mail_is_read_in_one_pass() -> None:
    """Thousands of begins, tags, quotes: only so many blocks are looked at."""
    begin = "-----BEGIN FARHAND FACTS-----\n"
    assert len(list(dearmor(begin * 20_000))) == 50
    for filler in ("<" * 400_000, "> " * 200_000, "&#43" * 100_000, "=\n" * 200_000, "-" * 400_000):
        (block,) = dearmor(begin + filler)
        assert block.problem
