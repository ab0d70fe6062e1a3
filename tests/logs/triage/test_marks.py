"""Marks in a triage are the same in every run."""

from __future__ import annotations

from farhand.logs.triage.marks import counted
from farhand.redact import Redactor


def test_the_same_text_has_the_same_marks_in_every_run() -> None:
    texts = ["password=hunter2hunter2", "token=ghp_" + "a1B2" * 9, "again password=hunter2hunter2"]
    first, second = ([counted(Redactor().text)(text) for text in texts] for _ in range(2))
    one, other = counted(Redactor().text), counted(Redactor().text)
    assert [one(text) for text in texts] == [other(text) for text in texts]
    assert first == second
    shown = list(map(counted(Redactor().text), texts))
    assert "hunter2" not in "".join(shown)
    together = counted(Redactor().text)
    assert together(texts[0]).split()[0].removeprefix("password=") in together(texts[2])
