"""A log record as one line of JSON, masked. It costs about as much as Python's plain text formatter.

    {"timestamp": "2026-11-26T11:22:33.123Z", "level": "INFO", "logger": "shop.orders", "message": "...",
     "trace_id": "...", "span_id": "...", "request_id": "...", "fields": {"user": 42},
     "exception": {"type": "ValueError", "message": "...", "stack": "..."}}

What is empty is left out. `fields` holds what was given as `extra=`. Nothing raises here, whatever is logged.
"""

from __future__ import annotations

import logging
import time
from itertools import islice

from farhand.embed import secrets
from farhand.embed.records import knowing, plain, raised
from farhand.embed.records.context import NONE
from farhand.embed.records.context import ids as current_ids
from farhand.embed.records.encoders import encoder as encoder_of
from farhand.embed.records.encoders import raw
from farhand.embed.records.guards import guard
from farhand.embed.records.standard import OURS, STANDARD
from farhand.embed.secrets import is_plain, plain_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

_SIMPLE = frozenset((int, float, bool, type(None)))
_IDS = ("trace_id", "span_id", "request_id")
_ID_SET = frozenset(_IDS)
_MILLIS = tuple(f".{n:03d}Z" for n in range(1000))
_RECORD = logging.LogRecord
_COUNT, _MOST = len(STANDARD), plain.MOST_TEXT


class _Moment:
    """The text of the last millisecond and second that were asked for: one record of many makes it."""

    millisecond: tuple[int, str] = (-1, "")
    second: tuple[int, str] = (-1, "")


def _text_of(millisecond: int) -> str:
    second, rest = divmod(millisecond, 1000)
    known, text = _Moment.second
    if known != second:
        text = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second))
        _Moment.second = second, text
    made = text + _MILLIS[rest]
    _Moment.millisecond = millisecond, made
    return made


def stamp(created: float) -> str:
    """Seconds since 1970 as RFC 3339 in UTC with milliseconds."""
    return _text_of(int(created * 1000))


def extras(record: logging.LogRecord) -> Iterable[tuple[str, Any]]:
    """What was given as `extra=`."""
    held = record.__dict__
    if len(held) <= _COUNT:
        return ()
    first = _COUNT if next(iter(held)) == STANDARD[0] else 0  # a class of the app's may set its own before
    return [(key, value) for key, value in islice(held.items(), first, None) if key not in OURS]


def said(record: logging.LogRecord) -> tuple[str, str]:
    """The message, and what is wrong with it: arguments that do not fit must not cost the record."""
    try:
        message = record.getMessage()
        return (message if type(message) is str else plain.shown(message)), ""
    except Exception as error:
        wrong = f"the arguments do not fit the message: {type(error).__name__}"
        return plain.shown(record.msg), f"{wrong}; given: {plain.shown(record.args)[:500]}"


class JsonFormatter(logging.Formatter):
    """One line of JSON for each record. In a dictConfig: `{"()": "farhand.embed.records.JsonFormatter"}`.

    `redact` is "declared" or "full" (guards.py), `encoder` msgspec, orjson or json (the fastest by
    default). `fmt`, `datefmt` and `style` are taken so that it can stand where another formatter stood.
    """

    def __init__(
        self,
        fmt: str | None = None,
        datefmt: str | None = None,
        style: str = "%",
        validate: bool = True,
        *,
        redact: str = "declared",
        encoder: str = "",
        **_: object,
    ) -> None:
        super().__init__()
        self._guard = guard(redact)
        self._passes = self._guard.passes
        self._encode, self._raw = encoder_of(encoder), raw(encoder)
        knowing.learn_early()

    def format(self, record: logging.LogRecord) -> str:
        try:
            return self._fast(record)
        except Exception:
            return self._safely(record)

    def _fast(self, record: logging.LogRecord) -> str:
        """For what nearly all records are: simple values in which nothing has to be hidden.

        Every step is written out: a call costs as much as what it would do here.
        """
        held = record.__dict__
        name, message, args = held["name"], held["msg"], held["args"]
        if type(message) is str and type(record) is _RECORD:
            message = message % args if args else message
        else:
            message = record.getMessage()
        millisecond = int(held["created"] * 1000)
        known, when = _Moment.millisecond
        if known != millisecond:
            when = _text_of(millisecond)
        document: dict[str, Any] = {
            "timestamp": when,
            "level": held["levelname"],
            "logger": name,
            "message": message,
        }
        texts, plain_names = [message], plain_words()
        ids = current_ids()
        if ids is not NONE:
            _put_ids(document, ids)
            if ids[2] not in plain_names and not is_plain(ids[2]):  # it came from outside
                return self._safely(record)
        if len(held) > _COUNT and not _simple_fields(record, document, texts, plain_names):
            return self._safely(record)
        if held["exc_info"] or held["exc_text"] or held["stack_info"] or len(message) > _MOST:
            return self._safely(record)
        if self._passes(texts) and (name in plain_names or is_plain(name)):
            line = self._raw(document)
            return line if isinstance(line, str) else line.decode()
        return self._safely(record)

    def _safely(self, record: logging.LogRecord) -> str:
        """For everything else. What fails even here becomes a line that says so and no more."""
        try:
            return self._encode(whole(record, current_ids(), self._guard.text))
        except Exception as error:
            return self._encode(
                {
                    "timestamp": stamp(time.time()),
                    "level": "ERROR",
                    "logger": "farhand",
                    "message": f"a record could not be written: {type(error).__name__}",
                }
            )


def _simple_fields(
    record: logging.LogRecord, document: dict[str, Any], texts: list[str], plain_names: set[str]
) -> bool:
    """Puts the fields in, where all of them are plain short values under names that hide nothing."""
    fields: dict[str, Any] = {}
    pairs = islice(record.__dict__.items(), _COUNT, None) if type(record) is _RECORD else extras(record)
    for key, value in pairs:
        if key in OURS:
            continue
        if key not in plain_names and not is_plain(key):
            return False
        if type(value) is str:
            if key in _ID_SET and (value in plain_names or is_plain(value)):
                document.setdefault(key, value)
                continue
            if len(value) > _MOST:
                return False
            texts.append(value)
        elif type(value) not in _SIMPLE:
            return False
        fields[key] = value
    if fields:
        document["fields"] = fields
    return True


def _put_ids(document: dict[str, Any], ids: tuple[str, str, str]) -> None:
    for key, value in zip(_IDS, ids, strict=True):
        if value:
            document[key] = value


def whole(record: logging.LogRecord, ids: tuple[str, str, str], masked: Any) -> dict[str, Any]:
    """The whole record as a document of plain values, every text of it through `masked`. Never raises
    for what the app logged, only where `masked` does."""
    message, wrong = said(record)
    document = started(record.created, record.levelname, record.name, message, masked)
    _put_ids(document, (ids[0], ids[1], masked(ids[2])))
    if wrong:
        document["problem"] = plain.text(masked(wrong))
    fields = plain.plain(dict(extras(record)), masked, secrets.hides)
    for key in _IDS:
        if isinstance(fields.get(key), str):
            document.setdefault(key, fields.pop(key))
    if fields:
        document["fields"] = fields
    exception = _exception(record)
    if exception:
        document["exception"] = {k: plain.text(masked(v), 2 * _MOST) for k, v in exception.items()}
    if record.stack_info:
        document["stack"] = plain.text(masked(plain.shown(record.stack_info)))
    return document


def started(created: object, level: object, logger: object, message: str, masked: Any) -> dict[str, Any]:
    """The four that every document has."""
    try:
        when = stamp(created)  # type: ignore[arg-type]
    except Exception:
        when = stamp(time.time())
    cut = message[: 4 * _MOST]
    return {
        "timestamp": when,
        "level": plain.text(plain.shown(level), 100),
        "logger": plain.text(masked(plain.shown(logger)), 500),
        "message": plain.text(masked(cut)),
    }


def _exception(record: logging.LogRecord) -> dict[str, str]:
    error = raised.given(record.exc_info)
    if error is not None:
        return raised.document(error)
    if record.exc_text:  # another handler's, sent on without the exception itself
        return {"stack": plain.shown(record.exc_text)}
    return {}
