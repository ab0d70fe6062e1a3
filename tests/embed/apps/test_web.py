"""Each framework's app on a real server: its own routes are untouched, Farhand's are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.embed.apps.harness import serve

WEB = ["starlette", "fastapi", "litestar", "quart", "flask", "django", "django-asgi", "bottle", "aiohttp"]


@pytest.mark.parametrize("kind", WEB)
def test_one_line_brings_probes_and_leaves_the_app_alone(tmp_path: Path, kind: str) -> None:
    with serve(tmp_path, kind) as app:
        assert [app.get(path).status for path in ("/livez", "/readyz", "/startupz")] == [200, 200, 200]
        assert app.get("/").text == "hello"
        assert app.post("/echo", b"x" * 100_000).body == b"x" * 100_000
        assert app.get("/fail").status == 500
        assert app.get("/nothing").status == 404
        assert app.ask("GET", "/livez").body == b"ok"
        assert len(app.workers()) == 1
