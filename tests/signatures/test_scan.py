"""Finding signatures: on plain lines, in coloured, escaped and wrapped ones, in streams of any length."""

from __future__ import annotations

import random

import pytest

from farhand import causes
from farhand.signatures import scan, written
from farhand.signatures.index import Index
from farhand.signatures.model import Match
from farhand.signatures.plain import plain, structured, unprefixed

ROWS = [
    {"re": "sorry, too many clients already"},
    {"re": r"dial tcp {addr}: connect: connection refused", "near": "webhook"},
    {"re": "no space left on device", "unless": "inotify"},
    {"errno": 111},
]
INDEX = Index.of(written.read("x.y", ROWS))


def matches(text: str) -> list[Match]:
    return list(scan.scan(scan.blocks(text.encode()), INDEX))


def numbers(text: str) -> list[tuple[int, int, int]]:
    return [(m.signature.number, m.line, m.last) for m in matches(text)]


@pytest.mark.parametrize(
    "line",
    [
        "FATAL:  sorry, too many clients already",
        "psql: \x1b[31mFATAL:  sorry,\x1b[0m too many clients already",
        '{"msg":"pq: \\"sorry, too many clients already\\"\\n"}',
        "db-1  | FATAL:  sorry,\ttoo many   clients already",
        "> FATAL: Sorry, Too Many Clients Already",
    ],
)
def test_a_text_is_found_in_every_dress(line: str) -> None:
    assert numbers("first\n" + line + "\nlast") == [(1, 2, 2)]


def test_a_wrapped_text_is_found_with_the_lines_it_stands_on() -> None:
    assert numbers("x\nFATAL: sorry,\n   too many\n   clients already\ny") == [(1, 2, 4)]
    assert numbers("2026-01-01 00:00:00 sorry, too\n2026-01-01 00:00:01 many clients already") == [], (
        "two records are not one message"
    )


def test_what_must_be_near_and_what_must_not_be_there() -> None:
    refused = "dial tcp 10.0.0.1:443: connect: connection refused"
    assert numbers(refused) == []
    assert numbers("failed calling webhook\n" + refused) == [(2, 2, 2)]
    assert numbers("failed calling webhook\n" + "-\n" * 40 + refused) == []
    assert numbers("write: no space left on device") == [(3, 1, 1)]
    assert numbers("inotify_add_watch: no space left on device") == []


def test_a_long_stream_gives_the_same_and_stays_bounded() -> None:
    noise = [
        f"2026-01-01 00:00:{n % 60:02} INFO request {n} connection ok refused=0 too many" for n in range(9000)
    ]
    lines = noise[:7000] + ["ERROR sorry, too many clients already"] + noise[7000:]
    assert numbers("\n".join(lines)) == [(1, 7001, 7001)]
    many = "\n".join(["ERROR sorry, too many clients already"] * 9000)
    assert len(matches(many)) <= scan.MOST_MATCHES + 1


def test_any_cut_into_blocks_finds_the_same() -> None:
    text = "\n".join(
        random.Random(3).choices(["a b", "FATAL: sorry, too many clients already", "[Errno 111] x", ""], k=40)
    )
    whole = numbers(text)
    pieces = [line.encode() + b"\n" for line in text.split("\n")]
    cut = [(m.signature.number, m.line, m.last) for m in scan.scan(pieces, INDEX)]
    assert cut == whole


def test_plain_lines() -> None:
    assert plain('\x1b[1mErr:\x1b[0m\t“no”  `x` \\"y\\"') == 'Err: "no" \'x\' "y"'
    assert structured("  State:\tWaiting\r") == "  State:        Waiting"
    assert unprefixed(["web-1  | a", "web-1  |   b"]) == ["a", "  b"]
    assert unprefixed(["> x", ">   y", "> z"]) == ["x", "  y", "z"]


def test_texts_of_other_scripts_are_found() -> None:
    patterns = ("слишком много клиентов", "接続を拒否されました", "verf.{1,2}gbar kein Platz")
    index = Index.of(written.read("x.y", [{"re": pattern} for pattern in patterns]))
    lines = ("ВАЖНО:  уже слишком много клиентов", "connect: 接続を拒否されました。", "verfügbar kein Platz")
    found = [m.signature.number for m in scan.scan(scan.blocks("\n".join(lines).encode()), index)]
    assert found == [1, 2, 3]
    latin = "«verfügbar kein Platz»\n".encode("latin-1")
    assert [m.signature.number for m in scan.scan(scan.blocks(latin), index)] == [3]


def test_no_number_that_a_signature_cares_for_is_passed_over() -> None:
    """Of each line all signatures stay possible whose words are there, whatever other numbers are in it."""
    index = causes.index()
    lost = []
    for signature in causes.signatures():
        for there in signature.words:
            words = {word.encode() for word in there} | {b"14", b"2026", b"10", b"404"}
            for _ in range(2):  # the second time its numbers are worked out
                ours = index.telling(words)
            wanted = {place for needed, place in index.rows(words) if needed <= words}
            lost += [there] if wanted - {place for _, place in index.possible(ours)} else []
    assert not lost


def test_lines_with_other_numbers_are_alike() -> None:
    index = causes.index()
    shapes = set()
    for number in (b"31415", b"27182", b"20261127"):
        for _ in range(2):
            ours = index.telling({b"connection", b"refused", b"worker", number})
        shapes.add(ours)
    assert len(shapes) == 1
