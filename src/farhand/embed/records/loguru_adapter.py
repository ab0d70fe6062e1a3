"""For loguru: masks what it logs, keeps it for /admin/logs, and writes the same JSON lines as `logs_setup`.

    logger.configure(patcher=farhand_patcher)          # ids and masks, for all sinks that there are
    logger.add(farhand_sink)                           # into the ring
    logger.add(json_sink(sys.stderr), format="{message}")

loguru itself is not imported here. Its own text of an exception is made after the patcher has run; with
`diagnose=True`, its default, that text shows the values of variables. Use `json_sink`, whose text is masked.
"""

from __future__ import annotations

from farhand.embed import secrets
from farhand.embed.process import current
from farhand.embed.records import plain, raised
from farhand.embed.records.context import ids as current_ids
from farhand.embed.records.encoders import encoder as encoder_of
from farhand.embed.records.errors import Errors
from farhand.embed.records.formatter import stamp
from farhand.embed.records.guards import guard
from farhand.embed.records.ring import Ring, size_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TextIO

    from farhand.embed.records.ring import Row

_IDS = ("trace_id", "span_id", "request_id")


def farhand_patcher(record: Any) -> None:
    """Puts ids into `extra`, and marks in place of secrets into message and `extra`. Never raises."""
    try:
        extra = record["extra"]
        for key, value in zip(_IDS, current_ids(), strict=True):
            if value:
                extra.setdefault(key, value)
        record["message"] = secrets.mask(record["message"])
        record["extra"] = plain.plain(extra, secrets.mask, secrets.hides)
    except Exception as error:
        record["message"], record["extra"] = f"a record could not be masked: {type(error).__name__}", {}


def farhand_sink(message: Any) -> None:
    """A sink that keeps the record in the ring of this process. Never raises."""
    try:
        process = current()
        if process is None:
            return
        record = message.record
        error = _error(record)
        row = _row(record, error)
        process.of(Ring).add(row, size_of(row))
        if error is not None:
            process.of(Errors).note(error, row[3], row[5][0])
    except Exception:  # noqa: S110  nothing may reach the app
        pass


def json_sink(stream: TextIO, redact: str = "declared", encoder: str = "") -> Callable[[Any], None]:
    """A sink that writes one line of JSON for each record. Raises ValueError for what does not exist."""
    masked, encode = guard(redact).text, encoder_of(encoder)

    def write(message: Any) -> None:
        try:
            line = encode(_document(message.record, masked))
        except Exception as error:
            says = f"a record could not be written: {type(error).__name__}"
            line = encode({"level": "ERROR", "logger": "farhand", "message": says})
        stream.write(line + "\n")
        stream.flush()

    return write


def _document(record: Any, masked: Callable[[str], str]) -> dict[str, Any]:
    made = {
        "timestamp": stamp(record["time"].timestamp()),
        "level": record["level"].name,
        "logger": masked(str(record["name"])),
        "message": plain.text(masked(record["message"])),
    }
    fields = plain.plain(record["extra"], masked, secrets.hides)
    for key, value in zip(_IDS, current_ids(), strict=True):
        known = fields.pop(key, "") or value
        if known:
            made[key] = masked(str(known))
    if fields:
        made["fields"] = fields
    error = _error(record)
    if error is not None:
        made["exception"] = {k: plain.text(masked(v)) for k, v in raised.document(error).items()}
    return made


def _error(record: Any) -> BaseException | None:
    held = record["exception"]
    return held.value if held is not None and isinstance(held.value, BaseException) else None


def _row(record: Any, error: BaseException | None) -> Row:
    fields = plain.plain(record["extra"], lambda text: text[:1024], lambda name: False)
    ids = tuple(str(fields.pop(key, "") or value) for key, value in zip(_IDS, current_ids(), strict=True))
    return (
        record["time"].timestamp(),
        record["level"].no,
        record["level"].name,
        str(record["name"]),
        plain.text(record["message"], 8192),
        (ids[0], ids[1], ids[2]),
        fields or None,
        raised.document(error) if error is not None else None,
    )
