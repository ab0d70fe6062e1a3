"""Farhand's own redactor, as `farhand redact` and the bundle use it: contents and names."""

from __future__ import annotations

from pathlib import Path

from farhand.redact import Policy, Redactor
from farhand.redact.sources import opened
from tests.redaction.tools import Options, files

KEY = b"the key of this test, 32 bytes.."


def run(source: Path, target: Path, options: Options) -> str | None:
    redactor = Redactor(key=KEY, policy=Policy(profile=options.profile))
    for name in files(source):
        path = target / redactor.text(str(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        with opened((source / name).open("rb")) as read, path.open("wb") as written:
            redactor.stream(read, written)
    return None
