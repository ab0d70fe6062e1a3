"""Bytes in, redacted bytes out: the same as all at once, in bounded memory, in linear time."""

from __future__ import annotations

import io
import time
import tracemalloc

import pytest

from farhand.redact import Redactor
from farhand.redact.stream import copy
from tests.redact.samples import KEEPS, LEAKS, PEM, SECRET

KEY = b"k" * 32
TEXT = (
    "\n".join([*LEAKS, *KEEPS]) + "\n" + PEM
).encode() + b"\xff\xfe\x00 no text \x80 password=hunter2secret\r\n"


def streamed(data: bytes, **sizes: int) -> bytes:
    out = io.BytesIO()
    copy(Redactor(key=KEY), io.BytesIO(data), out, **sizes)
    return out.getvalue()


@pytest.mark.parametrize("block", [1, 7, 64, 300, 1000, 4096, 1 << 18])
def test_the_size_of_the_pieces_makes_no_difference(block: int) -> None:
    whole = Redactor(key=KEY).text(TEXT.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
    assert streamed(TEXT, block=block) == whole


def test_what_is_no_secret_is_copied_byte_for_byte() -> None:
    data = bytes(range(256)) * 50 + b"\r\n\n\r" + "ü€😀\u2028".encode() * 100
    assert streamed(data, block=97) == data


@pytest.mark.parametrize("last", [b"", b"\n", b"\r\n", b"\n\n"])
def test_the_end_of_the_file_stays(last: bytes) -> None:
    assert streamed(b"a\nb" + last) == b"a\nb" + last


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_as_powershell_writes_it(codec: str) -> None:
    mark = b"\xff\xfe" if codec == "utf-16-le" else b"\xfe\xff"
    said = streamed(mark + f"😀 password={SECRET}\r\nnext 😀".encode(codec) + b"x", block=5)
    assert said.startswith(mark)
    assert said.endswith("next 😀".encode(codec) + b"x")
    assert SECRET not in said[2:-1].decode(codec)


def test_a_long_line_is_cut_into_pieces_but_no_secret_is() -> None:
    line = (
        b"x" * 3000
        + b" "
        + f"password={SECRET} ".encode() * 20000
        + b'{"password": "'
        + b"z" * 200000
        + b'tail", "a": 1}'
    )
    said = streamed(line, block=4096)
    assert SECRET.encode() not in said
    assert b"tail" not in said
    assert said.startswith(b"x" * 3000)
    assert said.endswith(b'", "a": 1}')


def test_a_secret_too_long_to_hold_hides_the_rest_of_its_line() -> None:
    said = streamed(
        b'before {"password": "' + b"z" * 500000 + b' and more"}\nafter\n', block=4096, largest=65536
    )
    assert b"zzz" not in said
    assert b"and more" not in said
    assert said.startswith(b"before")
    assert said.endswith(b"\nafter\n")


def test_memory_does_not_grow_with_the_input() -> None:
    class Endless(io.RawIOBase):
        left = 500_000

        def read(self, size: int = -1) -> bytes:
            size = min(size, self.left)
            self.left -= size
            return (b"2026-11-22 GET /x?token=abc123def 200\n" * (size // 38 + 1))[:size]

    class Sink(io.RawIOBase):
        def write(self, data: object) -> int:
            return len(data)  # type: ignore[arg-type]

    tracemalloc.start()
    copy(Redactor(key=KEY), Endless(), Sink(), block=16384)  # type: ignore[arg-type]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 3_000_000


HOSTILE = {
    "key": "password=",
    "quote": 'password="',
    "url": "a://b:",
    "pem": "-----BEGIN PRIVATE KEY-----\n",
    "pem end": "-----END PRIVATE KEY-----\n",
    "tool": "mysql -p ",
    "cookie": "cookie: a=b; ",
    "escape": "\\",
    "jwt": "eyJ",
    "name": "name: A_PASSWORD\n",
    "bearer": "Bearer ",
    "host": "host a@",
    "xml": "<password>",
    "base64": "A",
    "yaml": "password: |\n",
    "openai": "sk-",
    "pgpass": "a:10:b:c:",
    "curl": "curl -u ",
    "percent": "password%3D",
    "blanks": "password=" + " " * 200,
    "core": "password",
    "value": 'name="a_token" value=',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_length_whatever_is_in_it(name: str) -> None:
    seed = HOSTILE[name]

    def seconds(length: int) -> float:
        data = (seed * (length // len(seed))).encode()
        begun = time.process_time()
        streamed(data)
        return time.process_time() - begun

    seconds(10_000)
    small, large = seconds(60_000), seconds(600_000)
    assert large < 40 * max(small, 0.02)


def test_nothing_is_written_after_an_error() -> None:
    class Failing(Redactor):
        calls = 0

        def spans(self, text: str) -> list:  # type: ignore[type-arg]
            self.calls += 1
            if self.calls > 2:
                raise ZeroDivisionError
            return super().spans(text)

    out = io.BytesIO()
    with pytest.raises(ZeroDivisionError):
        copy(Failing(key=KEY), io.BytesIO(b"password=hunter2secret\n" * 10000), out, block=4096)
    assert 0 < len(out.getvalue()) < 400_000
    assert b"hunter2" not in out.getvalue()
