"""The page is whole by itself, escapes whatever comes, and shows what a reader needs."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from farhand.faces.html import html
from farhand.report import Report
from tests.faces.samples import everything, hostile, report


class Page(HTMLParser):
    """Collects tags, attributes and text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("made", [everything, hostile, report])
def test_nothing_is_loaded_and_nothing_runs(made: object) -> None:
    page = Page(html(made()))  # type: ignore[operator]
    assert not {"script", "img", "link", "iframe", "object", "form", "a", "svg"} & set(page.tags)
    names = {name for name, _ in page.attributes}
    assert not {name for name in names if name.startswith("on") or name in ("src", "href", "style")}


def test_the_policy_allows_this_style_and_nothing_else() -> None:
    page = html(everything())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    style = re.search(r"<style>(.*?)</style>", page, re.S)
    assert policy
    assert style
    digest = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    assert (
        policy.group(1).replace("&#43;", "+").startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    )
    assert "url(" not in style.group(1)
    assert "@import" not in style.group(1)


def test_hostile_text_is_visible_and_harmless() -> None:
    page = html(hostile())
    assert "<script>" not in page
    assert "<img" not in page
    assert "49" not in Page(page).text.replace("{{ 7*7 }}", "")[:200]
    assert not [c for c in page if c in "\x00\x1b\u202e\u2066\uffff" or "\ud800" <= c <= "\udfff"]
    page.encode("utf-8")


def test_it_says_what_why_what_to_do_and_whose_job() -> None:
    text = " ".join(Page(html(everything())).text.split())
    for wanted in (
        "Fault",
        "billing 2.4.1",
        "2026-11-22 21:40:00 UTC",
        "NXDOMAIN from 10.0.0.53",
        "dns.nxdomain",
        "95% sure",
        "Purpose: charging cards. Run by the vendor.",
        "Next step",
        "dig api.example.com",
        "further questions",
        "Known deviations",
        "until 2027-01-01 by ann@example.com: to be replaced",
        "Left out",
        "redis: --skip",
        "Changed since the baseline",
        "a note",
        "no proxy is set",
        "docker",
        "support@vendor.example",
    ):
        assert wanted in text, wanted


def test_the_failing_subject_is_open_and_first() -> None:
    page = html(everything())
    subjects = re.findall(r'<details class="subject"( open)?>.*?<span class="name">(.*?)</span>', page, re.S)
    assert subjects[0] == (" open", "payments")
    assert ("", "proxy") in subjects


def test_huge_facts_are_cut() -> None:
    from dataclasses import replace

    made: Report = everything()
    rows = tuple(replace(r, facts={"body": "x" * 500_000}) for r in made.results)
    assert len(html(replace(made, results=rows))) < 400_000
