"""Environments as `env`, `printenv` or a `.env` file show them: places and proxies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from farhand.model import App
from farhand.readers import env_file
from farhand.topology.texts import Said, _variables

WORDS = ("=",)


def see(lines: Sequence[str], app: App | None) -> Iterator[Said]:
    for begin, end in env_file.find(lines):
        yield from _variables.said(dict(env_file.pairs(lines[begin:end])), app)
