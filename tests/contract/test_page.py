"""The table of the page: rows of families that were not run stay, and the sums are made anew."""

from __future__ import annotations

from farhand.evidence import Opinion
from farhand.model import Diagnosis, Finding
from tests.contract.page import Line, line, lines, merged
from tests.contract.verdict import DIFFERENT, NOT_ASKED, OPEN, SAME, against
from tests.lab.expect import Outcome

OLD = [
    Line("dns", "usual", (40, 38, 2, 0, 38, 2, 0), "2026-11-20"),
    Line("tcp", "few", (49, 9, 40, 0, 0, 0, 0), "2026-11-20"),
    Line("tcp", "usual", (49, 48, 0, 1, 49, 0, 0), "2026-11-20"),
]


def test_a_family_that_was_run_replaces_its_row_and_no_other() -> None:
    page = merged(OLD, [])
    again = Line("tcp", "usual", (50, 50, 0, 0, 50, 0, 0), "2026-11-26")
    text = merged(lines(page), [again])
    assert lines(text) == [*OLD[:2], again]
    assert "| all | few | 49 | 9 | 40 | 0 | 0 | 0 | 0 | 2026-11-20 |" in text
    assert "| all | usual | 90 | 88 | 2 | 0 | 88 | 2 | 0 | 2026-11-26 |" in text


def test_what_was_not_compared_is_not_counted() -> None:
    row = line("fs", "usual", [SAME, OPEN, SAME], ["", "", SAME])
    assert row.counts == (3, 2, 1, 0, 1, 0, 0)


def report(verdict: str, *roots: str) -> Outcome:
    causes = ", ".join(f'{{"id": "{root}", "role": "root"}}' for root in roots)
    return Outcome(1, f'{{"verdict": "{verdict}", "causes": [{causes}]}}', "", 1.0)


def opinion(verdict: str, *roots: Finding) -> Opinion:
    return Opinion(Diagnosis(verdict, roots))


def test_a_paste_is_held_against_what_the_probe_found() -> None:
    closed = Finding("tcp.refused", 0.9, role="root")
    unsure = Finding("tcp.timeout", 0.6, role="root", not_excluded=("tcp.refused",))
    found = report("fault", "dns.hosts_file", "tcp.refused")
    assert against(found, opinion("fault", closed)).word == SAME
    assert against(found, opinion("fault", unsure)).word == OPEN
    assert against(report("healthy"), opinion("fault", closed)).word == DIFFERENT
    assert against(found, opinion("healthy")).word == DIFFERENT
    assert against(report("undecided"), opinion("fault", closed)).word == OPEN
    assert against(Outcome(1, "", "", 0.0), opinion("healthy")).word == NOT_ASKED
