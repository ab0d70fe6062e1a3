"""Faker, which tells where it looks for a locale."""

from __future__ import annotations

from pathlib import Path


def run(folder: Path) -> None:
    from faker import Faker

    for locale in ("en_US", "de_DE", "ja_JP"):
        Faker(locale).name()
