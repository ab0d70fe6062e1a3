"""Secrets whose values are known in this process, and the fast mask that is always on where records are made.

Known are the values of declared and of secret-sounding environment variables, the passwords inside URLs and
connection strings there, and whatever the app hands to `farhand.secret(x)`. Each is found in every spelling
of `redact/declared.py` (percent-encoded, JSON, repr, base64, hex, ...).

Fast: one pattern of short windows, one for each spelling (`redact/windows.py`). A text in which it finds
nothing, as in nearly all, costs less than a microsecond however many secrets there are.
"""

from __future__ import annotations

import os
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any, TypeVar

    from farhand.model import App
    from farhand.redact.declared import Secret
    from farhand.redact.rules import Span

    T = TypeVar("T")

#: What else may be hidden without its value being known, and the rule of the redactor that knows how.
#: An `@` without a colon, plain or percent-encoded, somewhere is a mail address: no URL has user info so.
_SHAPES = (("@", ":%", "urls"), ("earer ", "B b", "headers"), ("PRIVATE KEY", "-", "pem"))
#: Colours and other orders to a terminal, also as `repr` and JSON write them.
_ANSI = re.compile(
    r"(?:\x1b|\\{1,4}(?:x1[bB]|u001[bB]|033))"
    r"(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])"
)
_ESCAPES = ("\x1b", "\\x1b", "\\x1B", "\\u001b", "\\u001B", "\\033[")
#: What makes a text worth a closer look besides the windows of the known secrets.
_OTHERS = frozenset(("@", "Bearer ", "bearer ", "BEARER ", "PRIVATE KEY", *_ESCAPES))

#: How many words at most are remembered as plain, and how long such a word may be.
_REMEMBERED, _LONGEST_WORD = 4096, 100

_values: set[str] = set()


def secret(value: T) -> T:
    """Never show this value in any log or capture of this process. Returns the same value.

    A string, bytes, or an object with `get_secret_value()`. What is shorter than four characters, a short
    number or a word of the trade (`postgres`, `admin`) is not hidden: every text would be shredded.
    """
    try:
        inner: Any = value.get_secret_value() if hasattr(value, "get_secret_value") else value
        text = inner.decode("utf-8", "replace") if isinstance(inner, (bytes, bytearray)) else inner
        if isinstance(text, str):
            _values.add(str(text))
    except Exception:  # noqa: S110  an object that cannot be read; the app goes on
        pass
    return value


def declared(app: App, environment: Mapping[str, str]) -> set[str]:
    """The known secrets, with those of this declaration and environment added.

    It is the living set: what is registered later is in it too, so a redactor made with it stays complete.
    """
    names = {name for v in app.env if v.secret for name in (v.name, *v.aliases)}
    _values.update(_found(names, environment))
    for dependency in app.dependencies:
        _values.update(_of_texts(dependency.settings.values()))
    return _values


def learn(document: Mapping[str, Any], environment: Mapping[str, str]) -> None:
    """The same from the TOML of a declaration, without reading all of it, for early in the app's start."""
    table = document.get("env")
    rows = table.items() if isinstance(table, dict) else ()
    _values.update(_found({n for n, row in rows if isinstance(row, dict) and row.get("secret")}, environment))


def known() -> set[str]:
    """All values that are hidden: the living set."""
    return _values


def _found(names: set[str], environment: Mapping[str, str]) -> Iterator[str]:
    from farhand.redact import words

    for name, value in list(environment.items()):
        kind = words.kind_of(name)
        sounds = kind == "strong" or (kind and words.is_tokenish(value))
        if name in names or (sounds and not words.is_blank(value) and not value.startswith("/")):
            yield value
        yield from _of_texts((value,))


def _of_texts(texts: Iterable[object]) -> Iterator[str]:
    """Passwords inside URLs and connection strings: as they stand there, and decoded."""
    from farhand.redact import rules

    for text in texts:
        if isinstance(text, str) and ("@" in text or "=" in text) and len(text) < 65536:
            for span in rules.in_text(text):
                yield text[span.start : span.end]
                yield span.value


class _Watch:
    """The known secrets, prepared for the search. Replaced as a whole when there are more of them."""

    now: _Watch | None = None
    key = b""

    def __init__(self) -> None:
        from farhand.redact.declared import secrets_of
        from farhand.redact.marks import Marker
        from farhand.redact.windows import search_for

        values = tuple(_values)
        self.size = len(values)
        self.secrets: list[Secret] = secrets_of(iter(values))
        spellings = list(_spellings(self.secrets))
        self.known = search_for(spellings)
        self.suspects = search_for(spellings, _OTHERS)
        _Watch.key = _Watch.key or os.urandom(32)
        self.mark = Marker(_Watch.key)
        self.plain: set[str] = set()  # words that were looked at


def use_key(key: bytes) -> None:
    """Make marks with this key: the same in all workers, where it comes from a file that they share."""
    _Watch.key, _Watch.now = key, None


def has_key() -> bool:
    """True where marks may have been made already."""
    return bool(_Watch.key)


def key() -> bytes:
    """The key of the marks in this process."""
    _watch()
    return _Watch.key


def _watch() -> _Watch:
    watch = _Watch.now
    if watch is None or watch.size != len(_values):
        watch = _Watch.now = _Watch()
    return watch


def passes(texts: list[str]) -> bool:
    """True where nothing in these texts has to be masked. The fast part."""
    watch = _Watch.now
    if watch is None or watch.size != len(_values):
        watch = _watch()
    whole = texts[0] if len(texts) == 1 else "\n".join(texts)
    return watch.suspects(whole) is None or not any(mask(text) is not text for text in texts)


def plain_words() -> set[str]:
    """The words that `is_plain` has said yes to. A word that is in it needs no call."""
    watch = _Watch.now
    if watch is None or watch.size != len(_values):
        watch = _watch()
    return watch.plain


def is_plain(word: str) -> bool:
    """True for a word in which nothing has to be masked, and that as a name of a field hides nothing.

    For what comes again and again (names of loggers and fields, a request's id): the answer is remembered.
    """
    watch = _Watch.now
    if watch is None or watch.size != len(_values):
        watch = _watch()
    if word in watch.plain:
        return True
    if len(word) > _LONGEST_WORD or watch.suspects(word) is not None or hides(word):
        return False
    if len(watch.plain) > _REMEMBERED:
        watch.plain.clear()
    watch.plain.add(word)
    return True


def mask(text: str) -> str:
    """`text` with a mark for every known secret, and without the colours in which one might hide."""
    watch = _watch()
    if watch.suspects(text) is None:
        return text
    if any(escape in text for escape in _ESCAPES):
        text = _ANSI.sub("", text).replace("\x1b", "")
    spans = _spans(text, watch)
    return _marked(text, spans, watch) if spans else text


def mark(value: str) -> str:
    """The mark of one value."""
    return _watch().mark(value)


def hides(name: object) -> bool:
    """True for the name of a field whose value is never shown: `password`, `apiKey`."""
    if not isinstance(name, str):
        return False
    from farhand.redact import words

    return words.kind_of(name) == "strong"


def _spans(text: str, watch: _Watch) -> list[Span]:
    from farhand.redact import rules
    from farhand.redact.marks import cover

    seen = cover(text)
    lower = rules.lowered(seen)
    found = watch.secrets if watch.known(seen) is not None else ()
    spans = [span for each in found for span in each.find(seen, lower)]
    for literal, others, rule in _SHAPES:
        if literal in seen and any(other in seen for other in others):
            one = rules.by_name(rule)
            spans += one.find(seen, rules.where((one,), seen))
    return sorted((s for s in spans if s.end > s.start), key=lambda s: (s.start, -s.end))


def _marked(text: str, spans: list[Span], watch: _Watch) -> str:
    """Of spans that overlap one mark is made, for all that they cover."""
    parts, at, index = [], 0, 0
    while index < len(spans):
        start, end, value, _ = spans[index]
        index += 1
        while index < len(spans) and spans[index].start < end:
            if spans[index].end > end:
                end = spans[index].end
                value = text[start:end]
            index += 1
        lines = text.count("\n", start, end)
        parts += [text[at:start], "\n".join([watch.mark(value)] * (lines + 1))]
        at = end
    return "".join([*parts, text[at:]])


def _spellings(secrets: list[Secret]) -> Iterator[str]:
    """What stands in every text that holds one of them: its longest plain run, or an encoded form."""
    import json
    from urllib.parse import quote

    for each in secrets:
        yield from each.literals
        if len(each.hint) >= 3:
            yield each.hint
        else:  # signs only: as they are, and as they are usually written
            quoted = quote(each.value, safe="")
            yield from {each.value, quoted, json.dumps(each.value)[1:-1], repr(each.value)[1:-1]}
