"""Structured logs inside the app: JSON lines, the ring of recent records, recent exceptions in groups.

Only names are here; what they are is loaded when it is first used.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.embed.records.errors import Errors as Errors
    from farhand.embed.records.formatter import JsonFormatter as JsonFormatter
    from farhand.embed.records.ring import Ring as Ring
    from farhand.embed.records.ring import RingHandler as RingHandler
    from farhand.embed.records.setup import logs_setup as logs_setup
    from farhand.embed.records.text import TextFormatter as TextFormatter

_WHERE = {
    "Errors": "errors",
    "JsonFormatter": "formatter",
    "Ring": "ring",
    "RingHandler": "ring",
    "TextFormatter": "text",
    "logs_setup": "setup",
}


def __getattr__(name: str) -> object:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f"{__name__}.{_WHERE[name]}"), name)
