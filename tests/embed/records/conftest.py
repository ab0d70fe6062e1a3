"""Every test here begins without known secrets and leaves the loggers as they were."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from farhand.embed import secrets
from farhand.embed.records import attach


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, last = root.handlers[:], root.level, logging.lastResort
    known = set(secrets.known())
    yield
    attach.detach()
    root.handlers[:], logging.lastResort = handlers, last
    root.setLevel(level)
    secrets.known().clear()
    secrets.known().update(known)
    secrets._Watch.now = None


class Log:
    """A logger of its own that writes with one formatter into memory."""

    def __init__(self, formatter: logging.Formatter, name: str = "shop.orders") -> None:
        self.stream = io.StringIO()
        handler = logging.StreamHandler(self.stream)
        handler.setFormatter(formatter)
        self.logger = logging.Logger(name, logging.DEBUG)
        self.logger.addHandler(handler)

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]

    @property
    def line(self) -> dict[str, Any]:
        return self.lines[-1]


@pytest.fixture
def log() -> Callable[..., Log]:
    return Log
