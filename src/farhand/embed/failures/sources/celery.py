"""Celery: the signals `task_failure` and `task_retry` (docs.celeryq.dev, Signals)."""

from __future__ import annotations

from farhand.embed.failures import note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MODULE = "celery.signals"


def install(module: Any) -> None:
    module.task_failure.connect(_failed, weak=False, dispatch_uid="farhand")
    module.task_retry.connect(_again, weak=False, dispatch_uid="farhand")


def _failed(exception: BaseException | None = None, **_: Any) -> None:
    if exception is not None:
        note(exception, source="celery")


def _again(reason: Any = None, **_: Any) -> None:
    """`reason` is Retry, which holds the exception that led to it, or that exception."""
    error = getattr(reason, "exc", None) or reason
    if isinstance(error, BaseException):
        note(error, source="celery")
