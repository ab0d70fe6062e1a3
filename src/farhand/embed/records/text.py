"""The same for eyes: Python's plain text formatter, masked. For terminals, and for formats that must stay."""

from __future__ import annotations

import logging

from farhand.embed.records import knowing, plain
from farhand.embed.records.guards import guard

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


class TextFormatter(logging.Formatter):
    """Like logging.Formatter, with the secrets masked. Never raises for what the app logged."""

    def __init__(self, fmt: str | None = FORMAT, *args: Any, redact: str = "declared", **more: Any) -> None:
        super().__init__(fmt, *args, **more)
        self._guard = guard(redact)
        knowing.learn_early()

    def format(self, record: logging.LogRecord) -> str:
        try:
            made = super().format(record)
        except Exception as error:
            made = f"{record.levelname} {record.name} {plain.shown(record.msg)} ({type(error).__name__})"
        try:
            return self._guard.text(made)
        except Exception as error:
            return f"a record could not be masked and is left out: {type(error).__name__}"
