"""`farhand explain`, and that the generated pages are what it would print now."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from farhand import causes
from farhand.faces import explain, pages

DOCS = Path(__file__).parents[2] / "docs"


def farhand(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "farhand", "explain", *words],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_every_cause_has_a_page_in_the_fixed_order() -> None:
    order = ["Why it happens", "How to look", "How it shows", "What it means", "What to do"]
    order += ["Example", "A real text"]
    for cause_id, cause in causes.load().items():
        page = explain.page(cause_id)
        titles = [s.title for s in page.sections]
        assert titles == [t for t in order if t in titles]
        assert page.title == cause.title
        shown = [s for s in page.sections if s.title != "How it shows"]
        told = explain.markdown(replace(page, sections=tuple(shown)))
        assert not [line for line in told.splitlines() if "{host}" in line]


def test_the_page_of_a_cause() -> None:
    done = farhand("dns.nxdomain")
    assert done.returncode == 0
    assert "NXDOMAIN" in done.stdout
    assert "customer's network team" in " ".join(done.stdout.split())
    assert farhand("dns.nxdomain", "--format", "markdown").stdout.startswith("# ")
    assert json.loads(farhand("dns.nxdomain", "--json").stdout)["id"] == "dns.nxdomain"


@pytest.mark.parametrize(
    ("wrong", "near"), [("dns.nxdomian", "dns.nxdomain"), ("nxdomain", ""), ("tcp.timed_out", "tcp.")]
)
def test_a_wrong_id_names_near_ones(wrong: str, near: str) -> None:
    done = farhand(wrong)
    if not near:
        assert done.returncode == 0
        return
    assert (done.returncode, done.stdout) == (2, "")
    assert near in done.stderr


def test_without_a_cause_all_are_listed() -> None:
    lines = farhand().stdout.splitlines()
    assert len(lines) == len(causes.load())


def test_a_hostile_id_is_told_harmlessly() -> None:
    done = farhand("\x1b[2J")
    assert done.returncode == 2
    assert "\x1b" not in done.stderr


def test_the_generated_pages_are_up_to_date() -> None:
    wanted = dict(pages.pages())
    there = {
        str(p.relative_to(DOCS)) for folder in ("causes", "checks") for p in (DOCS / folder).glob("*.md")
    }
    assert there == set(wanted), "run: python -m farhand.faces.pages docs/"
    stale = [name for name, text in wanted.items() if (DOCS / name).read_text("utf-8") != text]
    assert stale == [], "run: python -m farhand.faces.pages docs/"


def test_pages_that_are_no_longer_made_are_removed(tmp_path: Path) -> None:
    pages.write(tmp_path)
    old, own = tmp_path / "causes" / "gone.md", tmp_path / "causes" / "written-by-hand.md"
    old.write_text((tmp_path / "causes" / "README.md").read_text("utf-8"), "utf-8")
    own.write_text("# mine\n", "utf-8")
    pages.write(tmp_path)
    assert not old.exists()
    assert own.exists()
