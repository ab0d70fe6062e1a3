"""Whatever an app hands to a logger, as bounded plain JSON. Nothing here raises.

Containers are copied, so that nobody changes them while they are written; what has no JSON form becomes
text; what is deep, long or goes in circles is cut, and the cut is marked with `…`.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

#: Characters of one text, levels of nesting, and values in one container with all that is in it.
MOST_TEXT, _MOST_DEPTH, _MOST_VALUES = 16 * 1024, 6, 1000
#: Numbers that every encoder here can write.
_LEAST, _MOST = -(1 << 63), (1 << 63) - 1


def text(value: str, most: int = MOST_TEXT) -> str:
    """The text without half characters (lone surrogates), at most so long."""
    if len(value) > most:
        value = f"{value[:most]}… ({len(value) - most} more characters)"
    return value.encode("utf-8", "backslashreplace").decode()


def plain(value: Any, masked: Callable[[str], str], hides: Callable[[object], bool]) -> Any:
    """`value` as plain JSON, every text in it `masked`; a mark in place of what a key that `hides` names."""
    return _Copy(masked, hides).of(value, 0)


class _Copy:
    """One copy and how many values it may still take."""

    def __init__(self, masked: Callable[[str], str], hides: Callable[[object], bool]) -> None:
        self._masked, self._hides = masked, hides
        self._left = _MOST_VALUES

    def of(self, value: Any, depth: int) -> Any:
        self._left -= 1
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, int):
            return int(value) if _LEAST <= value <= _MOST else self._text(_big(value))
        if isinstance(value, float):
            return float(value) if value - value == 0 else repr(float(value))  # neither endless nor no number
        if isinstance(value, str):
            return self._text(str.__str__(value))
        if depth >= _MOST_DEPTH or self._left <= 0:
            return "…"
        if isinstance(value, dict):
            return self._pairs(value, depth)
        if isinstance(value, (list, tuple, set, frozenset)):
            return self._list(value, depth)
        return self._text(shown(value))

    def _pairs(self, value: dict[Any, Any], depth: int) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key, inner in _copied(value.items()):
            if self._left <= 0:
                made["…"] = len(value) - len(made)
                break
            name = key if type(key) is str else shown(key)
            hidden = self._hides(name) and inner is not None and not isinstance(inner, bool)
            made[self._text(name)] = hidden_mark(inner) if hidden else self.of(inner, depth + 1)
        return made

    def _list(self, value: Iterable[Any], depth: int) -> list[Any]:
        made: list[Any] = []
        for inner in _copied(value):
            if self._left <= 0:
                made.append("…")
                break
            made.append(self.of(inner, depth + 1))
        return made

    def _text(self, value: str) -> str:
        # Masked whole and cut then: the half of a secret at the cut would be found by nobody.
        masked = self._masked(value if len(value) <= 4 * MOST_TEXT else value[: 4 * MOST_TEXT])
        return text(masked)


def hidden_mark(value: Any) -> str:
    """The mark in place of a value that its name hides."""
    from farhand.embed import secrets

    said = value if isinstance(value, str) else shown(value)
    return secrets.mark(said) if said else ""


def _copied(values: Iterable[Any]) -> list[Any]:
    """A list of them; of what changes while it is read, as much as could be read."""
    made: list[Any] = []
    try:
        for value in values:
            made.append(value)
            if len(made) > _MOST_VALUES:
                break
    except Exception:  # noqa: S110  changed by another thread
        pass
    return made


def shown(value: Any) -> str:
    """What an object says of itself; where it cannot even do that, its type."""
    if isinstance(value, (bytes, bytearray)):
        return bytes(value[: 4 * MOST_TEXT]).decode("utf-8", "backslashreplace")
    try:
        said = str(value)
        return said if type(said) is str else str.__str__(said)
    except Exception as error:
        return f"<{type(value).__name__} that cannot be shown: {type(error).__name__}>"


def _big(value: int) -> str:
    return str(value) if value.bit_length() < 4096 else f"<a number of {value.bit_length()} bits>"
