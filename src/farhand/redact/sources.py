"""A file as it is read for redaction: compressed ones decompressed, by what they begin with."""

from __future__ import annotations

from farhand.archives.compressed import Damaged, opened

__all__ = ["Damaged", "opened"]
