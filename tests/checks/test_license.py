"""The dates of licences in the forms that they come in; the real faults are in the lab."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.checks._license.dates import dates

_INSIDE = base64.b64encode(b'{"valid_until":"Dec 3, 2026","seats":5}').decode()


def _token(claims: dict[str, object]) -> str:
    parts = (json.dumps(part).encode() for part in ({"alg": "EdDSA"}, claims))
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts) + ".c2ln"


@pytest.mark.parametrize(
    ("text", "form", "ends"),
    [
        ('{"licensee":"x","expires":"2026-01-31"}', "JSON", "2026-01-31T23:59:59Z"),
        ('{"license":{"exp":1790000000}}', "JSON", "2026-09-21T14:13:20Z"),
        ('{"license":{"exp":1790000000000}}', "JSON", "2026-09-21T14:13:20Z"),
        ("FEATURE x y 1.0 31-dec-2025 4 SIGN=1", "FlexLM", "2025-12-31T23:59:59Z"),
        ("# licence\nExpires: 2027-05-01T10:00:00+02:00\nkey=abc", "lines", "2027-05-01T08:00:00Z"),
        ("<license><expiryDate>2027-01-01</expiryDate></license>", "XML", "2027-01-01T23:59:59Z"),
        (f"-----BEGIN LICENSE-----\n{_INSIDE}\n-----END LICENSE-----", "JSON", "2026-12-03T23:59:59Z"),
        (_token({"exp": 1700000000}), "signed token", "2023-11-14T22:13:20Z"),
        # Of several parts the one that runs out first is missed first.
        ('[{"expires":"2027-01-31"},{"expires":"2026-01-31"}]', "JSON", "2026-01-31T23:59:59Z"),
    ],
)
def test_the_end_is_found_in_every_form(text: str, form: str, ends: str) -> None:
    found = dates(text)
    assert (found.form, found.ends) == (form, ends)


def test_a_day_begins_with_its_first_second_and_ends_with_its_last() -> None:
    found = dates("valid_from = 2026-03-01\nvalid_until = 2026-03-01")
    assert (found.begins, found.ends) == ("2026-03-01T00:00:00Z", "2026-03-01T23:59:59Z")


def test_the_declared_key_and_no_other_one_counts() -> None:
    text = '{"expires": "2026-01-31", "support": {"end": "2027-01-31"}}'
    assert dates(text, "support.end").ends == "2027-01-31T23:59:59Z"
    assert dates(text, "license.until").ends == ""


@pytest.mark.parametrize("word", ["never", "permanent", "Perpetual", "0"])
def test_some_never_run_out(word: str) -> None:
    found = dates(f"expires={word}\n")
    assert found.never
    assert not found.ends


@given(st.text(max_size=400))
def test_any_text_is_read_to_its_end(text: str) -> None:
    dates(text)
    dates(text, "expires")
