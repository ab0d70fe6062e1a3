"""The published OpenAPI document against an app that is really served: schemathesis finds nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from farhand.control import tokens
from farhand.embed.web import openapi
from tests.embed.apps.harness import serve

TOML = '[app]\nname = "app"\nversion = "1.2.3"\n[embed]\nmount = "/farhand"\n'


@pytest.mark.slow
def test_schemathesis_finds_nothing(tmp_path: Path) -> None:
    token, entry = tokens.new("schemathesis", "capture", "2099-01-01")
    document = tmp_path / "openapi.json"
    document.write_text(openapi.text(), "utf-8")
    with serve(tmp_path, "fastapi", toml=TOML, env={"FARHAND_TOKENS": str(entry)}) as app:
        done = subprocess.run(
            [
                str(Path(sys.executable).with_name("schemathesis")), "run", str(document),
                "--url", f"{app.url}/farhand", "-H", f"Authorization: Bearer {token}",
                "--max-examples", "6", "--seed", "1", "--rate-limit", "18/s", "--checks", "all",
                "--phases", "examples,coverage,fuzzing", "--request-timeout", "30", "--warnings", "off",
                "--generation-database", "none",
            ],
            cwd=tmp_path, capture_output=True, text=True, timeout=400, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
