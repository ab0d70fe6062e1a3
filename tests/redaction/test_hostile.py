"""Whatever is repeated how often, the rules go over a text in time that grows with its length."""

from __future__ import annotations

import pytest

from farhand.redact import Policy, rules

#: Beginnings of what the rules look for, which never come to an end.
UNITS = (
    "password is ", "id,password,x\n", "kind: Secret\ndata:\n  a: b\n", '"kty"{', "?code=",
    "private-lines: 99\n", "password\n",
    '"value": ', "insert into x (password) values (", "PID|", "tokens: [", "secrets:\n  - ", "eyJ",
)  # fmt: skip


def _looks(unit: str, times: int) -> int:
    """How many spans all rules yield for a text of that many units: work that is done again shows here."""
    some = rules.of(Policy(profile="strict").groups)
    text = unit * times
    return sum(1 for _ in rules.find(some, text, rules.where(some, text)))


@pytest.mark.parametrize("unit", UNITS)
def test_what_is_found_grows_with_the_text_and_no_faster(unit: str) -> None:
    few, many = _looks(unit, 100), _looks(unit, 400)
    assert many <= 4 * few + 200
