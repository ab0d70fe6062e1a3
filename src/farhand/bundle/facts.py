"""The facts bundle: what a self-test found, small enough to be pasted into a mail.

It is a report (`farhand.report/1`) with what matters most, redacted, packed with gzip and written as lines
of plain ASCII (`armor.py`), always below 100 KB; what had to be left out for that is said in it. For named
readers it is encrypted, then in the armor of age itself. `read` finds such blocks in any text.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from farhand import report as reports
from farhand.bundle import armor, fitting
from farhand.bundle.fitting import Document
from farhand.errors import Mistake
from farhand.model import NOTHING
from farhand.redact import Policy, Redactor

#: Bytes that the whole text stays below; bytes that one block may unpack to.
LIMIT, UNPACKED = 100_000, 8 << 20
KIND = "FACTS"
#: Columns of the line above the block.
_COLUMNS = 76
#: How the problems begin that are none of the text's.
LEFT_OUT = "left out by the sender to stay small: "
ENCRYPTED = (
    "an encrypted block, for its recipients; the owner of the key opens it with: "
    "farhand bundle facts --open FILE --identity KEY | farhand diagnose -"
)


def make(
    report: Mapping[str, Any],
    redactor: Redactor | None = None,
    recipients: Sequence[str] = (),
    limit: int = LIMIT,
) -> bytes:
    """A self-test's report as the text of a mail, shorter than `limit` bytes. Redacted by `redactor`.

    Raises Mistake where it is no report, a recipient is wrong, or not even the causes fit.
    """
    if report.get("schema") != reports.SCHEMA:
        raise Mistake(
            f"it is no report of a self-test ({reports.SCHEMA}); make one: farhand self-test --json"
        )
    chosen = redactor or Redactor(policy=Policy("default"))
    document = {**_completed(chosen.facts(fitting.shallow(report))), "schema": reports.SCHEMA}
    small = fitting.fitted(document, lambda form: _fits(form, recipients, limit))
    if small is None:
        raise Mistake(f"not even its causes fit into {limit} bytes; give fewer reports at a time")
    return _text(small, recipients).encode("ascii")


@dataclass(frozen=True)
class Found:
    """What facts a text holds: documents by name, what could not be read and why, and all other text."""

    documents: tuple[tuple[str, bytes], ...]
    problems: tuple[str, ...]
    rest: str


#: Unpacks a block of another kind; raises ValueError saying why it cannot.
Opener = Callable[[bytes], list[tuple[str, bytes]]]


def read(text: str, others: Mapping[str, Opener] = NOTHING) -> Found:
    """All blocks of facts in a text, unpacked, and those of `others`. Never raises for what it holds."""
    blocks = [*armor.dearmor(text), *armor.age_files(text)]
    documents: list[tuple[str, bytes]] = []
    problems: list[str] = []
    for block in blocks:
        try:
            found = _documents(block, others, len(documents) + 1)
        except ValueError as why:
            problems.append(f"line {text.count(chr(10), 0, block.start) + 1}: {why}")
            continue
        documents += found
        problems += [row for _, data in found for row in _left_out(data)]
    return Found(tuple(documents), tuple(problems), _outside(text, blocks))


def unpack(data: bytes) -> bytes:
    """What gzip packed, at most UNPACKED bytes. Raises ValueError where it is damaged or longer."""
    unpacking = zlib.decompressobj(wbits=31)
    try:
        made = unpacking.decompress(data, UNPACKED)
    except zlib.error as error:
        raise ValueError(f"the block does not unpack: {error}") from None
    if not unpacking.eof:
        raise ValueError(f"the block is damaged, or unpacks to more than {UNPACKED >> 20} MiB")
    return made


def _documents(block: armor.Block, others: Mapping[str, Opener], number: int) -> list[tuple[str, bytes]]:
    """What one block holds, by name. Raises ValueError saying why it cannot be read."""
    if block.problem or block.kind == "AGE":
        raise ValueError(block.problem or ENCRYPTED)
    if block.kind in others:
        return others[block.kind](block.data)
    if block.kind != KIND:
        raise ValueError(f"a block of another kind ({block.kind})")
    return [(f"facts {number}", unpack(block.data))]


def _left_out(data: bytes) -> Iterator[str]:
    """What the sender's side left out for want of room: it may be what a conclusion needs."""
    if b'"dropped"' in data[-4000:]:
        try:
            dropped = json.loads(data).get("dropped")
        except (ValueError, RecursionError, AttributeError):
            return
        if isinstance(dropped, list) and dropped:
            words = "; ".join(str(one)[:200] for one in dropped[:10])
            yield LEFT_OUT + words


def _outside(text: str, blocks: Sequence[armor.Block]) -> str:
    """The text without the blocks; every other line keeps its number."""
    parts, at = [], 0
    for block in sorted(blocks, key=lambda b: b.start):
        start, end = max(at, block.start), max(at, block.end)
        parts += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end
    return "".join([*parts, text[at:]])


def _completed(document: Document) -> Document:
    """What a reader looks for first, also where the results must be left out later: versions, environment."""
    from farhand import __version__

    rows = fitting.rows_of(document)
    versions = {f"{row.get('subject')} {k}": v for row in rows for k, v in _facts(row) if _is_version(k, v)}
    return {
        **document,
        "versions": {"farhand": __version__, **versions},
        "environment": dict(_variables(rows)),
    }


def _facts(row: Document) -> list[tuple[str, Any]]:
    facts = row.get("facts")
    return list(facts.items()) if isinstance(facts, dict) else []


def _is_version(key: object, value: object) -> bool:
    return str(key).endswith("version") and isinstance(value, (str, int)) and bool(value)


def _variables(rows: list[Document]) -> Iterator[tuple[str, str]]:
    """The declared variables, by name: set or not set, never a value."""
    for row in rows:
        for variable in dict(_facts(row)).get("variables") or () if row.get("check") == "env" else ():
            if isinstance(variable, dict):
                yield str(variable.get("name", ""))[:200], "set" if variable.get("set") else "not set"


def _fits(document: Document, recipients: Sequence[str], limit: int) -> bool:
    raw = _json(document)
    return len(raw) <= UNPACKED and len(_text(document, recipients)) < limit


def _json(document: Document) -> bytes:
    return json.dumps(document, separators=(",", ":"), default=str).encode("ascii")


def _text(document: Document, recipients: Sequence[str]) -> str:
    """The text of the mail: one line for people, a blank one, the block."""
    block = armor.armor(gzip.compress(_json(document), 9, mtime=0), KIND)
    line = _summary(document, bool(recipients))
    if not recipients:
        return f"{line}\n\n{block}"
    from farhand.bundle import sealing

    return f"{line}\n\n{sealing.armored(sealing.seal(block.encode('ascii'), recipients))}"


def _summary(document: Document, encrypted: bool) -> str:
    app = document.get("app")
    name = " ".join(str(app.get(k) or "") for k in ("name", "version")) if isinstance(app, dict) else ""
    head = f"Facts of {plain(name)[:30].strip() or 'an app'}, {plain(document.get('started', ''))[:20]}"
    if encrypted:
        return f"{head}: encrypted"[:_COLUMNS]
    roots = [c for c in fitting.causes_of(document) if c.get("role") == "root"]
    causes = ", ".join(plain(c.get("id")) for c in roots) or "no cause found"
    return f"{head}: {plain(document.get('verdict', ''))}, {causes}"[:_COLUMNS]


def plain(value: object) -> str:
    """A few plain signs, none that could begin a block."""
    return re.sub(r"(?i)farhand|[^A-Za-z0-9 ._:@/+-]", "", str(value)[:200])
