"""A small world of loggers for one test: what orders change in it is taken back at the end."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from itertools import count

import pytest

from farhand.control import orders
from farhand.control.orders import LevelOrder
from farhand.embed.levels import hold
from farhand.embed.levels.hold import Hold

Order = Callable[..., LevelOrder]
_numbers = count()


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hold]:
    made = Hold()
    monkeypatch.setattr(hold._Held, "it", made)
    yield made
    made.orders(())
    made.release()


class Shop:
    """A logger with one handler that begins at DEBUG, cut off from pytest's own; and a child of it."""

    def __init__(self) -> None:
        self.name = f"shop{next(_numbers)}"
        self.logger, self.child = logging.getLogger(self.name), logging.getLogger(f"{self.name}.cart")
        self.out = io.StringIO()
        self.handler = logging.StreamHandler(self.out)
        self.handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
        self.logger.addHandler(self.handler)
        self.logger.propagate = False
        self.logger.setLevel(logging.WARNING)

    def written(self) -> list[str]:
        """The messages that came out since the last look."""
        text = self.out.getvalue()
        self.out.seek(0)
        self.out.truncate()
        return [line.rpartition(" ")[2] for line in text.splitlines()]


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Shop:
    """Pytest hangs its own handlers on every logger: for one test they do not count as the app's."""
    from _pytest import logging as pytests

    for name in ("LogCaptureHandler", "_LiveLoggingNullHandler", "_FileHandler"):
        if hasattr(pytests, name):
            monkeypatch.setattr(getattr(pytests, name), "farhand_private", True, raising=False)
    return Shop()


@pytest.fixture
def order(shop: Shop) -> Order:
    def made(level: str = "DEBUG", logger: str = "", seconds: float = 60.0, **more: object) -> LevelOrder:
        now = orders.now()
        number = f"o{next(_numbers)}"
        return LevelOrder(level, logger or shop.name, now + seconds, id=number, given=now, **more)  # type: ignore[arg-type]

    return made
