"""What a run comes to: as in the baseline, as in the mirror, or neither."""

from __future__ import annotations

from farhand.mirror.run.nouns import Done
from farhand.mirror.search.nouns import Outcome
from farhand.mirror.search.verdict import Expected, first_difference, last_words

PASS, FAIL, UNRESOLVED = Outcome.PASS, Outcome.FAIL, Outcome.UNRESOLVED
TRACE = "Traceback (most recent call last):\n  File x\npsycopg.errors.{}: {}\nLINE 1: select\n        ^\n"
FINE = Done(0, "ok\n", 10)
BROKEN = Done(1, TRACE.format("DatatypeMismatch", "cannot subscript type jsonb"), 10)


def test_failing_in_another_way_is_neither() -> None:
    judge = Expected(FINE, BROKEN)
    assert judge.differ
    assert [judge.outcome(done) for done in (FINE, BROKEN)] == [PASS, FAIL]
    assert judge.outcome(Done(1, TRACE.format("OperationalError", "too many clients"), 10)) is UNRESOLVED
    assert judge.outcome(Done(137, "", 10)) is UNRESOLVED
    assert judge.outcome(Done(0, "other words", 10)) is PASS


def test_a_text_that_must_be_there() -> None:
    judge = Expected(FINE, BROKEN, says="subscript")
    assert judge.outcome(BROKEN) is FAIL
    assert judge.outcome(Done(0, "a warning: cannot subscript", 10)) is FAIL
    assert judge.outcome(Done(1, "something else", 10)) is UNRESOLVED


def test_output_counts_only_where_it_is_wanted_and_never_by_what_varies() -> None:
    berlin, tokyo = Done(0, "at 10:00 in 31 ms, pid 12345", 10), Done(0, "at 18:00 in 7 ms, pid 54321", 10)
    assert not Expected(berlin, tokyo).differ
    judge = Expected(berlin, tokyo, outputs=True)
    assert judge.outcome(Done(0, "at 10:00 in 31 ms, pid 99999", 10)) is PASS
    assert judge.outcome(Done(0, "at 18:00 in 7 ms, pid 11111", 10)) is FAIL


def test_a_command_that_hangs_in_the_mirror() -> None:
    judge = Expected(FINE, Done(143, "", 9000, timed_out=True))
    assert judge.outcome(Done(143, "", 9000, timed_out=True)) is FAIL
    assert judge.outcome(FINE) is PASS


def test_the_line_that_says_most() -> None:
    assert last_words(BROKEN.output) == "psycopg.errors.DatatypeMismatch: cannot subscript type jsonb"
    assert last_words("ERROR:  no such table\nHINT: make it\n") == "ERROR:  no such table"
    assert last_words("one\ntwo\n\n") == "two"
    assert last_words("") == ""


def test_where_two_outputs_part() -> None:
    assert first_difference("a\nb\nc", "a\nx\nc") == ("b", "x")
    assert first_difference("a\nb", "a") == ("b", "")
    assert first_difference("pid 1234", "pid 5678") == ("", "")
