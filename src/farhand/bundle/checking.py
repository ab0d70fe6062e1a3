"""Whether the files of a bundle are what its manifest says.  Pure.

The manifest is data of somebody else: its names are only compared with those that were unpacked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from farhand.bundle.model import SCHEMA

MANIFEST = "manifest.json"
#: The manifest cannot vouch for itself; its signature stands beside it.
_BESIDE = (MANIFEST, f"{MANIFEST}.sig")


def manifest_of(data: bytes) -> Mapping[str, Any] | None:
    """The manifest, where these bytes are one of a Farhand bundle."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return None
    is_one = isinstance(document, dict) and document.get("schema") == SCHEMA
    return document if is_one else None


def wrong(manifest: Mapping[str, Any], digests: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Each file that is not as the manifest says: its name, and what became of it ("was altered …").

    `digests` are the SHA-256 of what is there, in hexadecimal, by name inside the bundle.
    """
    said = dict(_said(manifest))
    return (*_missing_or_changed(said, digests), *_added(said, digests))


def _said(manifest: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Name and SHA-256 of each item (rows) and of what is no item (files: the README, the report)."""
    for key in ("rows", "files"):
        rows = manifest.get(key)
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict) and isinstance(row.get("name"), str) and row.get("sha256"):
                yield row["name"], str(row["sha256"]).lower()


def _missing_or_changed(said: Mapping[str, str], there: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, digest in said.items():
        if name not in there:
            yield name, "is missing: it is in the manifest, but not in the bundle"
        elif there[name] != digest:
            yield name, "was altered after the bundle was made: its SHA-256 is not that of the manifest"


def _added(said: Mapping[str, str], there: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name in there:
        if name not in said and name not in _BESIDE:
            yield name, "was added: it is in the bundle, but not in the manifest"
