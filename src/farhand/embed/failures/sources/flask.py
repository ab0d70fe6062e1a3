"""Flask: the signal `got_request_exception` (https://flask.palletsprojects.com/en/stable/signals/)."""

from __future__ import annotations

from farhand.embed.failures import note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MODULE = "flask.signals"


def install(module: Any) -> None:
    module.got_request_exception.connect(_failed, weak=False)


def _failed(sender: Any, exception: BaseException | None = None, **_: Any) -> None:
    if exception is not None:
        note(exception, source="flask")
