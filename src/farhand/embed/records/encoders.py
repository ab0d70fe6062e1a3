"""The fastest JSON encoder that the app has: msgspec, orjson, else the standard library's."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Encode = Callable[[Any], str]
    Raw = Callable[[Any], str | bytes]

NAMES = ("msgspec", "orjson", "json")


def encoder(name: str = "") -> Encode:
    """The same as `raw`, always as text."""
    encode = raw(name)

    def text(document: Any) -> str:
        made = encode(document)
        return made if isinstance(made, str) else made.decode()

    return text


def raw(name: str = "") -> Raw:
    """From a document of plain JSON types to one line. `name`: one of NAMES; empty: the fastest there is.

    Raises ValueError for another name and ImportError where that encoder is not installed.
    """
    if name and name not in NAMES:
        raise ValueError(f"there is no encoder {name!r}; there are: {', '.join(NAMES)}")
    for each in (name,) if name else NAMES:
        try:
            return _MAKERS[each]()
        except ImportError:
            if name:
                raise
    raise ImportError("not even json")  # cannot be: it is part of Python


def _msgspec() -> Raw:
    import msgspec.json

    return msgspec.json.Encoder().encode


def _orjson() -> Raw:
    import orjson

    return orjson.dumps


def _json() -> Raw:
    import json

    # Not as ASCII: what is searched for secrets should be what was said.
    made: Raw = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
    return made


_MAKERS = {"msgspec": _msgspec, "orjson": _orjson, "json": _json}
