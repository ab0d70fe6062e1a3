"""JUnit XML that parses whatever is in it, with counts that add up."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from farhand.faces.junit import junit
from tests.faces.samples import everything, hostile, report


@pytest.mark.parametrize("made", [everything, hostile, report])
def test_it_parses_and_the_counts_add_up(made: object) -> None:
    top = ElementTree.fromstring(junit(made()).encode())  # type: ignore[operator]
    assert top.tag == "testsuites"
    for suite in [*top, top]:
        cases = suite.findall(".//testcase")
        assert int(suite.get("tests", "")) == len(cases)
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(name, "")) == sum(case.find(tag) is not None for case in cases), name


def test_outcomes_and_what_they_say() -> None:
    top = ElementTree.fromstring(junit(everything()).encode())
    cases = {f"{c.get('classname')}/{c.get('name')}": c for c in top.iter("testcase")}
    failure = cases["payments/dns"].find("failure")
    assert failure is not None
    assert failure.get("type") == "dns.nxdomain"
    assert failure.get("message") == "no such name"
    assert "to do 1:" in (failure.text or "")
    assert "whose job:" in (failure.text or "")
    error = cases["clock/peers"].find("error")
    assert error is not None
    assert error.text == "no peer answered"
    waived = cases["legacy/tcp"].find("skipped")
    assert waived is not None
    assert "ann@example.com" in (waived.get("message") or "")
    assert list(cases["proxy/proxy"]) == []
    assert cases["payments/tcp"].find("skipped") is not None
