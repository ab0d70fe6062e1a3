"""A real browser on the workbench: the system's Chromium, driven from outside, and rules of accessibility."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.conftest import need_tool

#: Impacts of axe-core's rules that no page may have.
SERIOUS = ("serious", "critical")


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser that loads nothing but what a test asks for."""
    from playwright.sync_api import sync_playwright

    program = need_tool("chromium")
    args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=args)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def person(browser: Any, base: str, complaints: list[str], dark: bool = False) -> Iterator[Any]:
    """A page of somebody with cookies of their own; what the browser complains of is noted."""
    scheme = "dark" if dark else "light"
    context = browser.new_context(base_url=base, color_scheme=scheme, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)  # other work runs beside the tests
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base)
    page = context.new_page()
    page.on(
        "console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request", lambda sent: None if sent.url.startswith(base) else complaints.append(f"loads {sent.url}")
    )
    try:
        yield page
    finally:
        context.close()


def faults(page: Any) -> list[str]:
    """What axe-core finds on the page as it stands, in light and in dark: rule and element."""
    from axe_playwright_python.sync_playwright import Axe

    found: list[str] = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        result = Axe().run(page).response
        for rule in result["violations"]:
            if rule["impact"] in SERIOUS:
                found += [f"{scheme}: {rule['id']}: {node['html'][:200]}" for node in rule["nodes"]]
    page.emulate_media(color_scheme="light")
    return found


def looks(page: Any, name: str) -> None:
    """Pictures for people, where FARHAND_PICTURES names a folder: wide and narrow, light and dark."""
    folder = os.environ.get("FARHAND_PICTURES")
    if not folder:
        return
    for width in (1280, 390):
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=str(Path(folder) / f"{name}-{width}-{scheme}.png"), full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
