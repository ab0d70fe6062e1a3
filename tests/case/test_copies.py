"""A case as one file: it comes back whole, and a hostile one is refused without a trace."""

from __future__ import annotations

import base64
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.case import Damaged, attachments, copies
from tests.case.made import Book, proxy_story

DATA = b"a log\x00with bytes" * 9000
DIGEST = hashlib.sha256(DATA).hexdigest()


def book() -> Book:
    made = proxy_story()
    made.add("15:00", "file", sha256=DIGEST, name="../../etc/cron.d/x", bytes=len(DATA), type="text/plain")
    return made


def exported(data: bytes | None = DATA) -> bytes:
    out = io.BytesIO()
    copies.write(out, book().rows, lambda digest: data)
    return out.getvalue()


def sealed(lines: list[Any]) -> bytes:
    """Lines as a file whose end fits: what somebody writes who knows the format."""
    body = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    return body + json.dumps({"end": hashlib.sha256(body).hexdigest()}).encode() + b"\n"


def lines() -> list[Any]:
    return [json.loads(line) for line in exported().splitlines()][:-1]


_SMALL = exported(b"x")


def test_it_comes_back_whole() -> None:
    data = exported()
    copy = copies.examine(io.BytesIO(data))
    assert list(copy.entries) == book().rows
    assert dict(copies.files(io.BytesIO(data))) == {DIGEST: DATA}
    assert copies.examine(io.BytesIO(sealed(lines()))).files == {DIGEST}


def test_a_person_can_read_it() -> None:
    text = exported().decode()
    assert "let billing through the proxy" in text
    assert max(len(line) for line in text.splitlines()) < 80_000


def test_bytes_that_are_not_here_are_told() -> None:
    out = io.BytesIO()
    assert copies.write(out, book().rows, lambda digest: None) == {DIGEST}
    copy = copies.examine(io.BytesIO(out.getvalue()))
    assert copy.named - copy.files == {DIGEST}


@given(st.integers(0, 10**6), st.integers(1, 255))
def test_one_altered_byte_is_seen(place: int, by: int) -> None:
    data = bytearray(_SMALL)
    data[place % len(data)] ^= by
    with pytest.raises(Damaged):
        copies.examine(io.BytesIO(bytes(data)))


@given(st.integers(0, 10**6))
def test_a_file_that_is_cut_off_is_seen(end: int) -> None:
    with pytest.raises(Damaged):
        copies.examine(io.BytesIO(_SMALL[: end % len(_SMALL)]))


def hostile() -> dict[str, bytes]:
    good = lines()
    entry, file = good[1], next(line for line in good if "file" in line)
    head, rest = good[0], good[1:]
    return {
        "nothing": b"",
        "another file": b"PK\x03\x04" + b"\x00" * 100,
        "another schema": sealed([{**head, "schema": "farhand.case/9"}, *rest]),
        "an entry left out": sealed([{**head, "entries": head["entries"] - 1}, *good[2:]]),
        "an entry altered": sealed([head, {**entry, "body": {"title": "fine"}}, *good[2:]]),
        "fewer than the head says": sealed([{**head, "entries": 99}, *rest]),
        "an attachment altered": sealed([*good[:-1], {**file, "base64": base64.b64encode(b"evil").decode()}]),
        "a path for a name": sealed([*good, {"file": "../../../tmp/evil", "base64": ""}]),
        "an absolute path": sealed([*good, {"file": "/etc/passwd", "base64": ""}]),
        "no base64": sealed([*good[:-1], {**file, "base64": "***"}]),
        "an attachment nobody names": sealed(
            [*good, {"file": hashlib.sha256(b"z").hexdigest(), "base64": base64.b64encode(b"z").decode()}]
        ),
        "an entry behind the attachments": sealed([*good, entry]),
        "an unknown line": sealed([*good, {"run": "rm -rf /"}]),
        "a body that is a list": sealed([head, {**entry, "body": ["x"]}, *good[2:]]),
        "a number that is none": sealed(good).replace(b'"minutes": 2', b'"minutes": NaN'),
        "an author of control characters": sealed([head, {**entry, "author": "a\x1b[2J"}, *good[2:]]),
        "a number beyond all": sealed([head, {**entry, "seq": 10**30}, *good[2:]]),
        "a time that is none": sealed([head, {**entry, "at": "z" * 40}, *good[2:]]),
        "nested too deeply": sealed(good[:1]) + b"[" * 100_000 + b"\n",
        "a line without end": b"{" + b" " * (17 << 20),
        "half a character": sealed([head, {**entry, "body": {"x": "\ud800"}}, *good[2:]]),
        "two ends": sealed(good) + sealed(good),
    }


HOSTILE = hostile()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused(name: str) -> None:
    with pytest.raises(Damaged):
        copies.examine(io.BytesIO(HOSTILE[name]))


def test_too_many_entries_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "_TOLD", 1000)
    with pytest.raises(Damaged, match="too many entries"):
        copies.examine(io.BytesIO(exported()))


def test_an_attachment_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "LARGEST", 1000)
    with pytest.raises(Damaged, match="too large"):
        copies.examine(io.BytesIO(exported()))


def test_attachments_are_found_by_their_digest_alone(tmp_path: Path) -> None:
    digest = attachments.keep(tmp_path, DATA)
    assert attachments.read(tmp_path, digest) == DATA
    assert attachments.keep(tmp_path, DATA) == digest
    (tmp_path / "secret").write_text("x")
    for name in ("../secret", "secret", "", digest[:-1], f"../files/{digest}"):
        assert attachments.read(tmp_path, name) is None
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "files").iterdir()} == {0o600}
    (tmp_path / "files" / digest).write_bytes(b"other")
    with pytest.raises(Damaged):
        attachments.read(tmp_path, digest)


def test_a_link_in_the_place_of_an_attachment_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "secret").write_bytes(DATA)
    (tmp_path / "files" / DIGEST).symlink_to(tmp_path / "secret")
    assert attachments.read(tmp_path, DIGEST) is None
