"""Is a bundle what it was when it was made? Every checksum, the plan's hash, no more and no less.  Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from farhand.bundle import checking, manifest, plan
from farhand.bundle.members import Members
from farhand.bundle.model import SCHEMA
from farhand.errors import Mistake

#: Tells whether a signature (base64) is of these bytes.
Checker = Callable[[bytes, str], bool]

_UNSIGNED = "it is not signed: whoever altered it could have altered the checksums too"


@dataclass(frozen=True)
class Verified:
    """`wrong` is empty where nothing was altered; `notes` is what could not be told."""

    files: int
    bytes: int
    wrong: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read(members: Members, name: str) -> dict[str, Any]:
    """The manifest of an archive. Raises Mistake where there is none, or none that can be read."""
    if manifest.MANIFEST not in members.files:
        why = f" ({'; '.join(members.wrong)})" if members.wrong else ""
        raise Mistake(f"{name} is no complete bundle: it has no {manifest.MANIFEST}{why}; ask for it again")
    try:
        document = json.loads(members.files[manifest.MANIFEST])
    except (ValueError, RecursionError):
        raise Mistake(f"{name}: its {manifest.MANIFEST} is no JSON; ask for the bundle again") from None
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise Mistake(
            f"{name}: its {manifest.MANIFEST} is not of the form {SCHEMA}; a newer Farhand may read it"
        )
    return document


def verify(members: Members, document: Mapping[str, Any], check: Checker | None = None) -> Verified:
    """`check` is that of the key which should have signed it; without one a signature is only mentioned."""
    wrong = [*members.wrong, *_checksums(members, document), *_sums(members), *_plan(document)]
    notes = []
    if document.get("plan_redacted") is True:
        notes.append(
            "names in the plan were hidden, so its hash cannot be worked out again from what is here"
        )
    signed, note = _signature(members, check)
    size = sum(len(data) for data in members.files.values())
    return Verified(len(members.files), size, (*wrong, *signed), (*notes, *note))


def rows(document: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """The rows of one list of a manifest that have the right shape."""
    found = document.get(key)
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def _checksums(members: Members, document: Mapping[str, Any]) -> Iterator[str]:
    digests = {name: manifest.digest(data) for name, data in members.files.items()}
    yield from (f"{name} {why}" for name, why in checking.wrong(document, digests))


def _sums(members: Members) -> Iterator[str]:
    """The list for `sha256sum` says the same as the manifest, or one of the two was altered."""
    written = members.files.get(manifest.SUMS, b"").decode("utf-8", "replace").splitlines()
    for line in written:
        digest, _, name = line.partition("  ")
        if name not in members.files or manifest.digest(members.files[name]) != digest:
            yield f"{manifest.SUMS} does not agree with {name}"


def _plan(document: Mapping[str, Any]) -> Iterator[str]:
    if document.get("plan_redacted") is True:
        return
    try:
        made = plan.parsed(document["plan"])
        same = made.hash == document.get("plan_hash")
    except (TypeError, ValueError, KeyError, AttributeError):
        yield "the plan in the manifest cannot be read"
        return
    if not same:
        yield "the plan does not have the hash that the manifest names"
    missing = {item.name for item in made.items} - {str(row.get("name")) for row in rows(document, "rows")}
    yield from (f"{name} was planned and has no row" for name in sorted(missing))


def _signature(members: Members, check: Checker | None) -> tuple[list[str], list[str]]:
    there = members.files.get(manifest.SIGNATURE)
    if there is None:
        return (["it is not signed"], []) if check else ([], [_UNSIGNED])
    if check is None:
        return [], ["it is signed; give --verify-key to see by whom"]
    good = check(members.files[manifest.MANIFEST], there.decode("ascii", "replace").strip())
    return (
        [] if good else ["the signature is not by the owner of that key, or the manifest was altered"]
    ), []
