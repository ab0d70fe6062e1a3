"""What a written signature becomes: bounded, at whole words, and findable by words that must be there."""

from __future__ import annotations

import re
import time

import pytest

from farhand.signatures import pattern, written


def found(written_as: str, text: str) -> bool:
    return bool(pattern.compile_pattern(written_as).search(text))


def test_a_pattern_begins_and_ends_at_whole_words() -> None:
    assert found("connection refused", "dial tcp: Connection Refused")
    assert not found("connection refused", "test_connection refused_total 0")
    assert found("error: .* denied", "error: access denied")


def test_holes_name_what_varies() -> None:
    match = pattern.compile_pattern(r"dial tcp {addr}: i/o timeout").search(
        "dial tcp 10.0.0.69:443: i/o timeout"
    )
    assert match
    assert (match["host"], match["port"]) == ("10.0.0.69", "443")
    twice = pattern.compile_pattern("from {host} to {host}").search("from a.example to b.example")
    assert twice
    assert twice["host"] == "a.example", "a name can stand only once in an expression"


@pytest.mark.parametrize(
    ("written_as", "words"),
    [
        ("sorry, too many clients already", {("already", "clients", "many", "sorry", "too")}),
        ("connect(?:ion)? refused", {("connect", "refused"), ("connection", "refused")}),
        (
            r"could not (?:open|read) file",
            {("could", "file", "not", "open"), ("could", "file", "not", "read")},
        ),
        (r"refus\w+ by peer", {("by", "peer")}),
        (r"(?:a|b)?x{2} tail", {("tail",)}),
        ("Ger.{1,2}t überfüllt", {("überfüllt",)}),
        ("отказано в «X»", {("x", "в", "отказано")}),
        ("连接超时。重试", {("连接超时", "重试")}),
    ],
)
def test_the_words_that_must_be_there(written_as: str, words: set[tuple[str, ...]]) -> None:
    assert set(pattern.words_of(written_as)) == words


def test_letters_of_any_script_make_words_and_signs_do_not() -> None:
    text = "→ «Größe» №5 “x”\u00a0│y│ （ж） 連線、逾時 🙂z".encode()
    low = pattern.only_words(text)
    assert len(low) == len(text), "each byte stays in its place"
    assert low.decode().split() == ["größe", "5", "x", "y", "ж", "連線", "逾時", "z"]
    assert pattern.only_words(b"\xabRefus\xe9\xbb") == b" refus  ", "what is no UTF-8 ends a word"


def test_a_pattern_ends_at_a_whole_word_of_any_script() -> None:
    assert found("连接超时", "错误: 连接超时。")
    assert not found("连接超时", "连接超时间")


def test_a_pattern_without_a_word_of_its_own_is_refused() -> None:
    with pytest.raises(pattern.BadPattern, match="no whole word"):
        pattern.words_of(r"\w+: .*")
    with pytest.raises(written.BadSignature, match=r"x\.y, signature 1: "):
        list(written.read("x.y", [{"re": "("}]))
    with pytest.raises(written.BadSignature, match="unknown colour"):
        list(written.read("x.y", [{"text": "a", "colour": 1}]))
    with pytest.raises(written.BadSignature, match="exactly one"):
        list(written.read("x.y", [{"text": "a", "errno": 1}]))


TYPED = [
    (
        "sqlstate",
        "53300",
        "SQLSTATE[53300] [7]",
        "ERROR: 53300: too many",
        "(SQLSTATE 53300)",
        "SQL state: 53300",
    ),
    ("mysql", "1045", "ERROR 1045 (28000): Access", '(1045, "Access denied")', "Error Code: 1045. Access"),
    ("errno", "111", "[Errno 111] Connection refused", "(111: Connection refused)", "(os error 111)"),
    (
        "exit",
        "137",
        "exited with code 137",
        "Exit Code:    137",
        "Exited (137) 2 hours ago",
        "exit status 137",
    ),
    ("alert", "40", "SSL alert number 40"),
    ("curl", "60", "curl: (60) SSL certificate problem"),
    (
        "status",
        "502",
        "HTTP/1.1 502 Bad Gateway",
        "status code: 502",
        '"GET / HTTP/1.1" 502 157',
        "status=502",
    ),
    ("grpc", "DeadlineExceeded", "rpc error: code = DeadlineExceeded desc = context"),
    ("class", "redis.exceptions.ReadOnlyError", "redis.exceptions.ReadOnlyError: You can't write"),
    ("reason", "OOMKilled", "Reason: OOMKilled", '"reason": "OOMKilled"'),
]


@pytest.mark.parametrize(("kind", "value", "texts"), [(row[0], row[1], row[2:]) for row in TYPED])
def test_typed_facts_in_the_ways_tools_write_them(kind: str, value: str, texts: tuple[str, ...]) -> None:
    expression = pattern.typed(kind, value)
    words = {w for variant in pattern.words_of(expression) for w in variant}
    for text in texts:
        plain = " ".join(text.split())
        assert found(expression, plain), text
        assert words & set(re.findall(r"\w+", plain.lower())), text
    assert not value.isdigit() or not found(expression, f"took {value} ms")


def test_no_text_makes_a_pattern_slow() -> None:
    compiled = pattern.compile_pattern(r"a.*b.*c \S+ tail")
    start = time.process_time()
    compiled.search("ab" * 2000)
    assert time.process_time() - start < 1.0
