"""The review shows everything that would leave and why, is whole by itself, and escapes whatever comes."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import shlex
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from farhand.bundle import review
from farhand.bundle.model import NOT_REACHED, OK, OUTCOMES, TIMED_OUT, Row
from farhand.bundle.review_terminal import terminal
from tests.bundle.samples import ITEMS, RECIPIENTS, SECRET, hostile_review, review_of
from tests.conftest import need_tool
from tests.faces.test_html import Page


def printed(*made: object, width: int = 400, recipients: tuple[str, ...] = ()) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False)
    terminal(*made, console=console, recipients=recipients)  # type: ignore[arg-type]
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


def both() -> list[str]:
    made = review_of()
    page = " ".join(Page(review.html(*made, recipients=RECIPIENTS)).text.split())
    return [page, " ".join(printed(*made, recipients=RECIPIENTS).split())]


@pytest.mark.parametrize("face", [0, 1])
def test_every_item_is_there_with_all_that_is_known_of_it(face: int) -> None:
    plan, rows, tallies = review_of()
    text = both()[face]
    for item, row in zip(plan.items, rows, strict=True):
        for wanted in (
            item.name,
            item.source,
            item.why,
            row.outcome,
            row.says,
            item.privilege,
            *item.network,
        ):
            assert wanted in text, wanted
    for kind, number in tallies["logs/app.log"].counts.items():
        assert f"{number} {kind}" in text
    for wanted in ("billing 2.4.1", "default", plan.hash, "3 items, 5.0 MiB", *RECIPIENTS):
        assert wanted in text, wanted


@pytest.mark.parametrize("face", [0, 1])
def test_samples_show_before_and_after_and_a_warning_comes_first(face: int) -> None:
    text = both()[face]
    assert f"postgres://bob:{SECRET}@db.internal" in text
    assert re.search(r"postgres://bob:<password:[0-9a-f]{12}>@db\.internal", text)
    assert 0 <= text.index("holds secrets") < text.index(SECRET)


def test_without_samples_there_is_no_secret_and_no_warning() -> None:
    plan, rows, _ = review_of()
    for text in (review.html(plan, rows, {}), printed(plan, rows, {})):
        assert SECRET not in text
        assert "holds secrets" not in text
        assert "1 jwt" in text  # counted from the row
        assert "not encrypted" in text


def test_the_option_to_strike_is_what_a_shell_reads_as_the_name() -> None:
    for name in ("logs/app.log", "my settings.toml", "-rf", "a'b", "$(reboot)", "a;b"):
        plan, rows, _ = review_of()
        made = review.page(replace(plan, items=(replace(ITEMS[0], name=name),)), rows, {})
        words = shlex.split(made.groups[0][1][0].strike)
        assert words in (["--strike", name], [f"--strike={name}"])
        assert not (name.startswith("-") and len(words) == 2)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_what_leaves_and_what_stays(outcome: str) -> None:
    plan, _, _ = review_of()
    plan = replace(plan, items=ITEMS[:1])
    made = review.page(plan, [Row(ITEMS[0].name, outcome, "because", 7)], {})
    leaves = outcome in (OK, "truncated", TIMED_OUT)
    assert made.groups[0][0] == ("What would leave" if leaves else "What stays here, and why")
    assert made.leaves == ("1 item, 7 bytes" if leaves else "0 items, 0 bytes")


def test_an_item_without_a_row_was_not_reached() -> None:
    plan, _, _ = review_of()
    made = review.page(plan, [], {})
    assert {entry.outcome for _, entries in made.groups for entry in entries} == {NOT_REACHED}


def test_what_was_changed_is_marked_on_both_sides() -> None:
    change = review.page(*review_of()).groups[0][1][0].samples[0]
    assert change.before[1] == SECRET
    assert change.after[1].startswith("<password:")
    assert (change.before[0], change.before[2]) == (change.after[0], change.after[2])


@pytest.mark.parametrize("made", [review_of, hostile_review])
def test_nothing_is_loaded_and_nothing_runs(made: object) -> None:
    page = Page(review.html(*made()))  # type: ignore[operator]
    assert not {"script", "img", "link", "iframe", "object", "form", "a", "svg"} & set(page.tags)
    names = {name for name, _ in page.attributes}
    assert not {name for name in names if name.startswith("on") or name in ("src", "href", "style")}


def test_the_policy_allows_this_style_and_nothing_else() -> None:
    page = review.html(*review_of())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    style = re.search(r"<style>(.*?)</style>", page, re.S)
    assert policy
    assert style
    digest = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    allowed = f"default-src 'none'; style-src 'sha256-{digest}'"
    assert policy.group(1).replace("&#43;", "+").startswith(allowed)
    assert "url(" not in style.group(1)


def test_hostile_text_is_visible_and_harmless_on_both_faces() -> None:
    page, text = review.html(*hostile_review()), printed(*hostile_review())
    assert "<script>" not in page
    assert "<img" not in page
    for made in (page, text):
        assert not [c for c in made if c in "\x00\x1b\u202e\u2066\uffff" or "\ud800" <= c <= "\udfff"]
        made.encode("utf-8")
        assert len(made) < 100_000


def test_a_narrow_terminal_is_no_fault() -> None:
    assert "logs/app.log" in printed(*review_of(), width=30)


def test_a_real_browser_shows_it_without_overflow(tmp_path: Path) -> None:
    """Chromium lays the page out at the width of a phone; nothing may be wider than that."""
    import subprocess

    chromium = need_tool("chromium")
    page = review.html(*review_of(), recipients=RECIPIENTS)
    # The measuring frame is the test's own page; the review in it keeps its policy.
    (tmp_path / "review.html").write_text(page, "utf-8")
    (tmp_path / "frame.html").write_text(
        '<iframe id="f" src="review.html" style="width:360px;height:4000px;border:0"></iframe>'
        "<script>onload=()=>{let d=f.contentDocument.documentElement;"
        "document.body.dataset.width=d.scrollWidth;document.body.dataset.title=f.contentDocument.title}</script>"
    )
    words = "--headless --no-sandbox --disable-gpu --allow-file-access-from-files --dump-dom"
    ran = subprocess.run(
        [chromium, *words.split(), f"--user-data-dir={tmp_path}/profile", f"file://{tmp_path}/frame.html"],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert 'data-title="Review of what would leave: billing 2.4.1"' in ran.stdout
    assert 'data-width="360"' in ran.stdout
