"""Licence files for worlds."""

from __future__ import annotations

import datetime

from tests.lab.lab import Lab
from tests.lab.needs import need


def day(days: int) -> str:
    """The day that is that many days from now."""
    at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=days)
    return at.strftime("%Y-%m-%d")


def licence(lab: Lab, text: str, mode: int = 0o644, name: str = "license.json") -> str:
    path = lab.tmp / name
    path.write_text(text, "utf-8")
    path.chmod(mode)
    return str(path)


def declared(path: str, name: str = "licence") -> str:
    return need("license", name, path=path)
