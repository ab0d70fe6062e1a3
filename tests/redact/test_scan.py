"""Where literals, forms and patterns are: both ways to look for them find what a plain search finds."""

from __future__ import annotations

import random
import re

import pytest

from farhand.redact import Policy, Redactor, fast, rules, scan, shapes
from farhand.redact.fast import _formed_ways
from farhand.redact.merging import merged
from farhand.redact.policy import PROFILES
from farhand.redact.rules import Span
from tests.conftest import need
from tests.redact.samples import SHAPED

ALL = PROFILES["strict"]
FORMS = sorted({form for rule in rules.of(ALL) for form in rules.forms(rule)})
PATTERNS = sorted({one for rule in rules.of(ALL) for one in rules.patterns(rule)})


@pytest.fixture(params=["matcher", "plain"])
def look(request: pytest.FixtureRequest) -> scan.Scanner | fast.Matcher:
    if request.param == "plain":
        return scan.of(ALL)
    matcher = fast.of(ALL)
    need(matcher, "hyperscan is not installed")
    assert matcher is not None
    return matcher


def _digits(seed: int) -> str:
    """Forms side by side, cut and joined, with runs of digits and signs between."""
    rng = random.Random(seed)
    written = [form.replace("0", "7").replace("A", "Q") for form in FORMS]
    parts = []
    for _ in range(300):
        one = rng.choice(written)
        parts.append(rng.choice((one, one[rng.randrange(len(one)) :], one * 2, "4" * rng.randrange(40), "x")))
        parts.append(rng.choice(("", "", " ", "-", ".", ":", "é\n", "[123]:", ".10.200.3", "+49 30 1234567")))
    return "".join(parts)


@pytest.mark.parametrize("seed", range(8))
def test_forms_are_found_where_a_plain_search_finds_them(
    seed: int, look: scan.Scanner | fast.Matcher
) -> None:
    text = _digits(seed)
    formed, there = rules.formed(text), look(text)
    assert {form: there.get(form, []) for form in FORMS} == {
        form: rules.places(form, formed) for form in FORMS
    }


@pytest.mark.parametrize("seed", range(8))
def test_patterns_end_where_one_of_their_matches_ends(seed: int, look: scan.Scanner | fast.Matcher) -> None:
    text = _digits(seed) + " api.example.com db.LAN x.company ff:ee:dd:cc 00-1a-2b-3c- 001a.2b3c.4d5e"
    there = look(text)
    for pattern in PATTERNS:
        ends = there.get(pattern, [])
        assert ends == sorted(set(ends))
        assert set(rules.ends(pattern, text)) <= set(ends)
        at_end = re.compile(rf"(?:{pattern})\Z" if not pattern.endswith(r"\b") else pattern)
        assert all(at_end.search(text[max(0, end - 24) : end]) for end in ends), pattern


def test_the_ways_to_write_a_pattern_are_all_that_it_matches() -> None:
    ways = _formed_ways(r"\[\d{1,3}\]-\d")
    assert ways == ("[0]-0", "[00]-0", "[000]-0")
    assert _formed_ways(r"\.[0-9a-f]{4}") == _formed_ways(r"\bx") == _formed_ways(r"\d{1,99}") == ()


@pytest.mark.parametrize("before", ["x ", "Ünïcödé 日本 ", "\N{PILE OF POO}\n"])
def test_every_literal_is_found(before: str, look: scan.Scanner | fast.Matcher) -> None:
    for rule in rules.of(ALL):
        for literal in rule.ANCHORS:
            places = look(before + literal + " ").get(literal)
            assert places == [len(before)], literal


def test_one_class_for_a_value_as_when_all_shapes_are_tried() -> None:
    for value in (*SHAPED, "order4f3a2b", "sk-", "AKIA", "", "x", "\u212aey-" + "0" * 32):
        kinds = [
            kind
            for kind, literals, pattern in shapes.SHAPES
            if kind not in shapes._INSIDE[:3]
            and any(literal in value.lower() for literal in literals.split())
            and shapes._compiled(kind, pattern).fullmatch(value)
        ]
        assert shapes.class_of(value) == (kinds[0] if kinds else shapes.class_of(value))
        assert bool(kinds) == (shapes.class_of(value) not in ("token", "password"))


def test_merged_spans_hide_the_same_characters() -> None:
    rng = random.Random(3)
    text = "".join(chr(97 + rng.randrange(26)) for _ in range(80))
    for _ in range(2000):
        spans = [_any_span(rng, text) for _ in range(rng.randrange(9))]
        found = merged(text, spans)
        hidden = [at for span in found for at in range(span.start, span.end)]
        assert hidden == sorted({at for span in spans for at in range(span.start, span.end)})
        alone = [s for s in spans if all(o is s or o.end <= s.start or o.start >= s.end for o in spans)]
        assert set(alone) <= set(found)


def _any_span(rng: random.Random, text: str) -> Span:
    start = rng.randrange(60)
    end = start + 1 + rng.randrange(12)
    return Span(start, end, text[start:end], rng.choice(("", "", "ipv4", "host")))


def test_a_line_of_many_passwords_loses_all_of_them() -> None:
    rng = random.Random(5)
    passwords = [f"{rng.getrandbits(64):016x}Aq" for _ in range(3000)]
    line = ",".join(f'{{"user": "u{i}", "password": "{one}"}}' for i, one in enumerate(passwords))
    said = Redactor(key=b"k" * 32, policy=Policy("default")).text(line)
    assert not [one for one in passwords if one in said]
    assert len(set(re.findall(r"<password:[0-9a-f]{12}>", said))) == len(passwords)


@pytest.mark.parametrize(
    ("line", "hidden"),
    [
        ("\\\\FS-01\\share and ACME\\jane.doe logged on", ("FS-01", "jane.doe")),
        ("login by CORP\\\\bob from 10.1.2.3", ("bob", "10.1.2.3")),
        ('my_db_host : "db7-a", the server is up, computer => pc-12', ("db7-a", "pc-12")),
        ("ssh deploy2@10.20.30.40 and mail to ann@x-1.example.org", ("deploy2", "10.20.30.40", "ann@x-1")),
        ("could not resolve host: s3cr3t@ss@db.corp, lookup p4ss@word@x.lan", ("s3cr3t@ss", "p4ss@word")),
    ],
)
def test_what_is_looked_at_first_hides_nothing_less(line: str, hidden: tuple[str, ...]) -> None:
    said = Redactor(key=b"k" * 32, policy=Policy("strict")).text(line)
    assert not [one for one in hidden if one in said], said


@pytest.mark.parametrize("length", range(176, 200, 4))
def test_a_name_is_not_cut_where_another_label_stands_before_it(length: int) -> None:
    text = f"the server {'z' * length} host=database-internal-7 up\n" + "nothing here\n" * 100
    said = Redactor(key=b"k" * 32, policy=Policy("strict")).text(text)
    assert re.search(r"host=<host:[0-9a-f]{12}> up\n", said)
