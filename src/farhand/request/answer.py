"""An answer as the text of a mail: signed by the customer, encrypted to the vendor, always below 100 KB.

    Answer of billing at acme, 2026-11-26T18:10:00Z: 2 run, 1 declined

    -----BEGIN FARHAND ANSWER-----          SEALED ANSWER: an age file, which holds such a text
    ...

Inside is gzip of {"answer": TEXT, "key", "signature"}; TEXT is the JSON that is signed.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from farhand.bundle import armor, facts, fitting, sealing
from farhand.errors import Mistake
from farhand.request import signing
from farhand.request.model import Done, Refused

SCHEMA = "farhand.answer/1"
KIND, SEALED = "ANSWER", "SEALED ANSWER"
LIMIT = 100_000


@dataclass(frozen=True)
class Signed:
    """An answer as it came: its document, the text that was signed, and by whom it says it was."""

    document: Mapping[str, Any]
    text: str
    key: str
    signature: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def fitted(head: Mapping[str, Any], done: Sequence[Done], limit: int = LIMIT) -> str:
    """The fullest text of the answer that fits into `limit` bytes as it leaves. Raises Mistake: none does."""
    rows = list(done)
    for most in (None, 60_000, 30_000, 15_000, 6_000, 2_000, 500):
        rows = [_shorter(row, most) for row in rows]
        text = _plain({**head, "schema": SCHEMA, "steps": [row.as_json() for row in rows]})
        if len(text) < facts.UNPACKED and _size(text) < limit:
            return text
    raise Mistake(f"not even a short form of the answer fits into {limit} bytes; run fewer steps at a time")


def signed(text: str, key_file: Path) -> Signed:
    signature = signing.sign(signing.ANSWER, text, key_file)
    return Signed(json.loads(text), text, sealing.public(key_file), signature)


def written(one: Signed, recipients: Sequence[str]) -> bytes:
    """The text of the mail. Without recipients anybody can read it."""
    inner = _summary(one.document) + _block(one)
    if not recipients:
        return inner.encode()
    sealed = armor.armor(sealing.seal(inner.encode(), recipients), SEALED)
    return f"Answer to a request, encrypted.\n\n{sealed}".encode()


def read(text: str, identities: Sequence[Path] = ()) -> Signed:
    """The one answer in a text, decrypted. Raises Mistake: none, cut off, no key; Refused: altered.

    Whether its signature holds is not looked at.
    """
    block = _only(text)
    if block.kind == SEALED:
        block = _only(sealing.unseal(block.data, identities).decode("utf-8", "replace"))
    return _opened(block.data)


def evidence(data: bytes) -> list[tuple[str, bytes]]:
    """The reports and texts in the data of an answer's block, by step. Raises ValueError.

    Nothing is verified here; `farhand request open` does that.
    """
    try:
        return _evidence(_opened(data).document)
    except Refused as wrong:
        raise ValueError(str(wrong)) from None


def sealed_evidence(data: bytes) -> list[tuple[str, bytes]]:
    """Raises ValueError with the command that opens it."""
    raise ValueError(
        "an encrypted answer; the owner of the key opens it with: "
        "farhand request open FILE --identity KEY -o OPENED, then farhand diagnose OPENED"
    )


#: How the blocks of this room are read as evidence, by kind.
OPENERS: Mapping[str, facts.Opener] = {KIND: evidence, SEALED: sealed_evidence}


def _evidence(document: Mapping[str, Any]) -> list[tuple[str, bytes]]:
    made = []
    for step in fitting.tables(document.get("steps")):
        name = f"answer, step {step.get('number')}"
        if isinstance(step.get("report"), dict) and step["report"]:
            made.append((name, json.dumps(step["report"], indent=1).encode()))
        for text in fitting.tables(step.get("texts")):
            made.append(
                (f"{name}, {str(text.get('name'))[:120]}", str(text.get("text")).encode("utf-8", "replace"))
            )
    return made


def _only(text: str) -> armor.Block:
    blocks = [block for block in armor.dearmor(text) if block.kind in (KIND, SEALED)]
    if not blocks:
        raise Mistake("there is no answer in it; one begins with -----BEGIN FARHAND ANSWER-----")
    if len(blocks) > 1:
        raise Refused(f"there are {len(blocks)} answers in it; give one file for each")
    if "cut off" in blocks[0].problem:
        raise Mistake(f"the answer cannot be read: {blocks[0].problem}")
    if blocks[0].problem:
        raise Refused(f"the answer is not taken: {blocks[0].problem}")
    return blocks[0]


def _opened(data: bytes) -> Signed:
    try:
        outer = json.loads(facts.unpack(data))
        text, key, signature = (outer[name] for name in ("answer", "key", "signature"))
        document = json.loads(text)
        if not all(isinstance(one, str) for one in (key, signature)) or document["schema"] != SCHEMA:
            raise ValueError
        text.encode()
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refused("the answer is not in the form that Farhand writes; it is not taken") from None
    return Signed(document, text, key, signature)


def _shorter(row: Done, most: int | None) -> Done:
    """With texts of at most so many signs, their end kept, and a report of its most telling results."""
    if most is None:
        return row
    texts = tuple((name, _end(text, most)) for name, text in row.texts)
    report = dict(row.report)
    if report:
        small = fitting.fitted(report, lambda form: len(_plain(form)) <= most)
        report = small or {"schema": report.get("schema"), "results": [], "dropped": ["everything"]}
    return replace(row, texts=texts, report=report)


def _end(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    kept = text[-most:].partition("\n")[2] or text[-most:]
    return f"({len(text) - len(kept)} signs before these are left out to stay small)\n{kept}"


def _size(text: str) -> int:
    """Bytes of the file at most: base64 twice where it is encrypted, and what is around it."""
    packed = len(
        gzip.compress(json.dumps({"answer": text, "key": "k" * 60, "signature": "s" * 88}).encode(), 9)
    )
    lines = packed * 4 / 3 * 65 / 64 + 600
    return int((lines + 1000) * 4 / 3 * 65 / 64 + 600)


def _block(one: Signed) -> str:
    outer = json.dumps({"answer": one.text, "key": one.key, "signature": one.signature})
    return armor.armor(gzip.compress(outer.encode(), 9, mtime=0), KIND)


def _summary(document: Mapping[str, Any]) -> str:
    outcomes = [str(step["outcome"]) for step in document["steps"]]
    told = ", ".join(f"{outcomes.count(one)} {one}" for one in dict.fromkeys(outcomes))
    head = f"Answer of {facts.plain(document['app'])[:30]}, {document['finished']}: {told}"
    return f"{head}\n\n"


def _plain(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=str)
