"""Which form a client gets for what it says: `?format=` first, then Accept by weight and exactness."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.embed.health.formats import choices, every, negotiate
from farhand.embed.web import accept

JSON, HEALTH = "application/json", "application/health+json"
BOOT = "application/vnd.spring-boot.actuator.v3+json"
OM = "application/openmetrics-text; version=1.0.0; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
#: What Prometheus 2.42 and 3 send (scrape/scrape.go).
SCRAPER = (
    "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
    "text/plain;version=0.0.4;q=0.5,*/*;q=0.1"
)
SCRAPER_3 = (
    "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
    "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.2"
)
#: Spring Boot Admin names the versions it knows and then plain JSON, all with the same weight.
ADMIN = f"{BOOT}, application/vnd.spring-boot.actuator.v2+json, application/json"


@pytest.mark.parametrize(
    ("header", "wanted", "name", "type"),
    [
        ("", "", "native", HEALTH),
        ("*/*", "", "native", HEALTH),
        (BROWSER, "", "native", HEALTH),
        (JSON, "", "native", JSON),
        ("application/*", "", "native", HEALTH),
        (ADMIN, "", "actuator", BOOT),
        (f"*/*, {BOOT}", "", "actuator", BOOT),
        (f"{JSON};q=0.9, {BOOT};q=0.5", "", "native", JSON),
        (f"{HEALTH};q=0, */*", "", "native", JSON),
        ("text/plain", "", "text", TEXT),
        ("text/*", "", "text", TEXT),
        ("TEXT/PLAIN;Q=0.3", "", "text", TEXT),
        (SCRAPER, "", "openmetrics", OM),
        (SCRAPER_3, "", "openmetrics", OM),
        (BROWSER, "flat", "flat", JSON),
        ("text/plain", "aspnet", "aspnet", JSON),
        ("text/html", "native", "native", HEALTH),
        (f"{JSON};q=nonsense", "", "native", JSON),
        (",;,=;q=1,,", "", "native", HEALTH),
    ],
)
def test_the_form_that_is_chosen(header: str, wanted: str, name: str, type: str) -> None:
    chosen = negotiate(header, wanted)
    assert chosen is not None
    assert (chosen.form.NAME, chosen.type) == (name, type)


@pytest.mark.parametrize(
    ("header", "wanted"),
    [("text/html", ""), ("*/*;q=0", ""), ("image/png, application/xml", ""), ("", "yaml"), (JSON, "Flat")],
)
def test_nothing_fits(header: str, wanted: str) -> None:
    assert negotiate(header, wanted) is None


def test_forms_are_found_by_listing() -> None:
    assert [form.NAME for form in every()] == ["native", "actuator", "text", "openmetrics", "flat", "aspnet"]
    assert {row["format"] for row in choices()} == {form.NAME for form in every()}


@given(st.text(max_size=300), st.lists(st.sampled_from([JSON, HEALTH, BOOT, OM, TEXT]), min_size=1))
def test_no_header_makes_it_fall_over(header: str, offers: list[str]) -> None:
    assert -1 <= accept.best(header, offers) < len(offers)
