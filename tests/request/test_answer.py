"""An answer is believed only where it is whole, genuine, and answers a request that was written here."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farhand.bundle import armor, keys, sealing
from farhand.errors import Mistake
from farhand.request import answer, ledger, opening, signing
from farhand.request.answer import Signed
from farhand.request.model import Done, Refused
from tests.request.exchange import MANY, Sides, sides, step


@pytest.fixture(scope="module")
def exchange(tmp_path_factory: pytest.TempPathFactory) -> Sides:
    """One exchange that went well; the tests alter copies of its answer."""
    pair = sides(tmp_path_factory.mktemp("pair"))
    assert pair.run(pair.new("r.txt", "--check", "queue", "--question", "logs")).code == 0
    return pair


def text_of(pair: Sides) -> str:
    return (pair.customer / "answer.txt").read_text()


def believed(pair: Sides, made: str) -> str:
    """What becomes of a changed answer. Nothing is written down here."""
    try:
        signed = answer.read(made)
    except Refused:
        return "refused"
    except Mistake:
        return "unreadable"
    if signed.text == answer.read(text_of(pair)).text and opening._holds(signed):
        return "same"
    return "believed" if opening._holds(signed) else "refused"


@given(at=st.integers(0, 100_000), sign=st.characters(codec="ascii"))
@settings(max_examples=150 * MANY)
def test_one_changed_sign_is_never_believed(exchange: Sides, at: int, sign: str) -> None:
    made = text_of(exchange)
    at %= len(made)
    for changed in (made[:at] + sign + made[at + 1 :], made[:at] + made[at + 1 :]):
        assert believed(exchange, changed) != "believed"


def test_cut_at_every_line_it_is_unreadable_or_refused(exchange: Sides) -> None:
    lines = text_of(exchange).splitlines(keepends=True)
    begin = next(at for at, line in enumerate(lines) if line.startswith("-----BEGIN"))
    for count in range(begin + 1, len(lines) - 1):
        with pytest.raises(Mistake, match="cut off"):
            answer.read("".join(lines[:count]))
    assert believed(exchange, "".join(lines[:-1])) == "same", "without its END line all of it is still there"


@pytest.mark.parametrize("mangle", [
    lambda made: made.replace("\n", "\r\n"),
    lambda made: "".join(f"> > {line}" for line in made.splitlines(keepends=True)),
    lambda made: f"Hello,\n\n{made}\n-- \nme\n",
    lambda made: "".join(f"{sign}\n" if n % 40 == 39 else sign for n, sign in enumerate(made)),
    lambda made: made.replace("-----", "\u2014-\u2014"),
], ids=["CRLF", "quoted", "in a mail", "wrapped", "dashes"])  # fmt: skip
def test_what_a_mail_does_is_undone(mangle: Callable[[str], str], exchange: Sides) -> None:
    assert believed(exchange, mangle(text_of(exchange))) == "same"


def packed(outer: dict[str, Any]) -> str:
    return armor.armor(gzip.compress(json.dumps(outer).encode()), answer.KIND)


def fields(document: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The place of every single value in a JSON document."""
    pairs = document.items() if isinstance(document, dict) else enumerate(document)
    found = []
    for key, value in pairs:
        inner = fields(value, (*path, key)) if isinstance(value, (dict, list)) and value else [(*path, key)]
        found += inner
    return found


def test_every_single_field_altered_and_packed_again_is_refused(exchange: Sides) -> None:
    one = answer.read(text_of(exchange))
    places = fields(one.document)
    assert len(places) > 100
    for place in places:
        document = json.loads(one.text)
        target = document
        for key in place[:-1]:
            target = target[key]
        target[place[-1]] = "altered" if target[place[-1]] != "altered" else "other"
        outer = {"answer": json.dumps(document), "key": one.key, "signature": one.signature}
        assert believed(exchange, packed(outer)) == "refused", place


def test_shapes_that_are_none_are_refused(exchange: Sides) -> None:
    one = answer.read(text_of(exchange))
    good = {"answer": one.text, "key": one.key, "signature": one.signature}
    for wrong in (
        {}, {**good, "answer": 3}, {**good, "key": None}, {**good, "answer": "[]"}, {**good, "answer": "{"},
        {**good, "answer": '{"schema": "other/1"}'}, {**good, "signature": ""}, {**good, "key": ""},
        {**good, "key": "AAAA"}, {**good, "answer": "\ud800" + one.text}, {**good, "answer": "[" * 100_000},
    ):  # fmt: skip
        assert believed(exchange, packed(wrong)) == "refused"
    with pytest.raises(Refused, match="not in the form"):
        answer.read(armor.armor(b"no gzip", answer.KIND))
    with pytest.raises(Refused, match="2 answers"):
        answer.read(text_of(exchange) * 2)
    with pytest.raises(Mistake, match="there is no answer"):
        answer.read("nothing here")


def resigned(pair: Sides, key: Path, **changes: Any) -> str:
    """The answer as somebody with this key would write it."""
    one = answer.read(text_of(pair))
    document = {**one.document, **changes}
    made = answer.signed(json.dumps(document, sort_keys=True), key)
    return answer.written(made, ()).decode()


def opened(pair: Sides, made: str, *words: str) -> Any:
    (pair.customer / "changed.txt").write_text(made)
    return pair.open("changed.txt", *words)


def customer_key(pair: Sides) -> Path:
    (key,) = (pair.state / "customer").glob("*/customer.pem")
    return key


@pytest.mark.parametrize(("changes", "says"), [
    ({"nonce": "0" * 32}, "not written here"),
    ({"request": "0" * 64}, "answers another request"),
    ({"app": "payroll"}, "not written here"),
    ({"record": []}, "does not carry the entries"),
    ({"record": [["x"] * 7]}, "cannot be read"),
    ({"record": "none"}, "does not carry"),
])  # fmt: skip
def test_even_the_customers_own_key_cannot_answer_something_else(
    changes: dict[str, Any], says: str, pair: Sides
) -> None:
    assert pair.run(pair.new("r.txt")).code == 0
    told = opened(pair, resigned(pair, customer_key(pair), **changes))
    assert told.code == 1, told.all
    assert says in told.err


def test_an_answer_of_another_site_is_refused(pair: Sides) -> None:
    request = pair.new("r.txt", "--check", "queue", "--site", "berlin")
    assert pair.run(request, "answer.txt", "--site", "berlin").code == 0
    told = opened(pair, resigned(pair, customer_key(pair), site="paris"))
    assert (told.code, "of the site 'paris'" in told.err) == (1, True)
    assert pair.open().code == 0


def test_an_unknown_key_is_told_and_taken_only_when_said(pair: Sides, tmp_path: Path) -> None:
    assert pair.run(pair.new("r1.txt"), "a1.txt").code == 0
    assert "compare it once by telephone" in pair.open("a1.txt").out
    customer_key(pair).unlink()
    assert pair.run(pair.new("r2.txt"), "a2.txt").code == 0
    told = pair.open("a2.txt")
    assert (told.code, "signed by another key" in told.err) == (1, True)
    mine = told.err[told.err.index("--accept-key") :].split()[1]
    assert pair.open("a2.txt", "--accept-key", "0" * 24).code == 1
    told = pair.open("a2.txt", "--accept-key", mine)
    assert (told.code, "has changed" in told.out) == (0, True)


def test_an_answer_with_a_borrowed_name_is_refused(pair: Sides, tmp_path: Path) -> None:
    """Signed by somebody else, under the name of the key that is known."""
    pair.run(pair.new("r.txt"))
    known = answer.read(text_of(pair))
    keys.write(keys.new(keys.SIGNING), tmp_path / "other.pem")
    made = json.dumps({**known.document, "finished": "later"})
    forged = Signed(
        json.loads(made), made, known.key, signing.sign(signing.ANSWER, made, tmp_path / "other.pem")
    )
    told = opened(pair, answer.written(forged, ()).decode())
    assert (told.code, "signature does not hold" in told.err) == (1, True)


def test_two_different_answers_to_one_request_are_a_fork(pair: Sides) -> None:
    pair.run(pair.new("r.txt"))
    assert pair.open().code == 0
    assert "opened before" in pair.open().out
    told = opened(pair, resigned(pair, customer_key(pair), finished="2026-01-01T00:00:00Z"))
    assert (told.code, "a fork" in told.err) == (1, True)


def test_a_lost_answer_is_a_gap_in_the_customers_record(pair: Sides) -> None:
    for number in (1, 2):
        assert pair.run(pair.new(f"r{number}.txt"), f"a{number}.txt").code == 0
    told = pair.open("a2.txt")
    assert (told.code, "a gap" in told.out) == (0, True), told.all


def test_an_altered_byte_of_an_encrypted_answer_is_tampering_and_a_cut_one_is_unreadable(pair: Sides) -> None:
    pair.run(pair.new("r.txt"), "answer.txt", "--sealed")
    made, identity = text_of(pair), ("--identity", str(pair.encryption))
    at = made.index("\n\n", made.index("SHA-256")) + 200
    assert opened(pair, made[:at] + ("A" if made[at] != "A" else "B") + made[at + 1 :], *identity).code == 1
    assert opened(pair, made[:at], *identity).code == 2
    assert opened(pair, "\n".join(made.split("\n")[:-3]), *identity).code == 2
    assert opened(pair, made, *identity).code == 0


def test_however_long_the_texts_are_the_answer_fits_into_a_mail() -> None:
    import random

    noise = random.Random(1)
    lines = "".join(f"{noise.getrandbits(400):x}\n" for _ in range(20_000))
    rows = [{"outcome": "pass", "facts": {"n": f"{noise.getrandbits(4000):x}"}} for _ in range(300)]
    report = {"schema": "farhand.report/1", "results": rows}
    done = [
        Done(n, step("question", "logs"), "ran", None, "", "", report, (("log", lines),)) for n in range(20)
    ]
    head = {"app": "x", "finished": "now"}
    made = answer.fitted(head, done)
    one = Signed(json.loads(made), made, "k" * 60, "s" * 88)
    recipient = keys.new(keys.ENCRYPTION).public
    assert max(len(answer.written(one, ())), len(answer.written(one, [recipient]))) < answer.LIMIT
    kept = json.loads(made)["steps"][0]["texts"][0]["text"]
    assert lines.endswith(kept.partition("\n")[2])
    assert "left out to stay small" in kept
    assert len(answer.written(one, [recipient])) > answer.LIMIT / 10


def test_the_record_proves_what_was_asked_approved_and_run(exchange: Sides) -> None:
    document = answer.read(text_of(exchange)).document
    key = answer.read(text_of(exchange)).key
    end, odd = ledger.continued(document["record"], None, opening.author(key))
    assert (odd, end["seq"]) == ("", len(document["record"]))
    kinds = [row[3] for row in document["record"]]
    assert kinds == ["received", "approved", "ran", "approved", "ran"]
    for at in range(len(document["record"])):
        rows = [list(row) for row in document["record"]]
        rows[at][4] = rows[at][4].replace("queue", "other").replace("nonce", "Nonce")
        with pytest.raises(Refused, match="altered"):
            ledger.continued(rows, None, opening.author(key))
        with pytest.raises(Refused):
            ledger.continued(rows[:at] + rows[at + 1 :], None, "somebody else")
    assert sealing.public_line(signing.raw(key)) == key
