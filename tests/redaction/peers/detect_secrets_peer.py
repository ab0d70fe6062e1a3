"""Run by an interpreter that has detect-secrets: SOURCE TARGET. Cuts what is found out of each line."""

from __future__ import annotations

import gzip
import hashlib
import sys
from pathlib import Path

from detect_secrets.core.scan import scan_file  # type: ignore[import-not-found]
from detect_secrets.settings import default_settings  # type: ignore[import-not-found]


def text_of(path: Path) -> str:
    data = path.read_bytes()
    data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    return data.decode("utf-16" if data[:2] == b"\xff\xfe" else "utf-8", "surrogateescape")


def cut(path: Path) -> str:
    """The file with what a scan of it finds cut out of the lines in which it was found."""
    lines = text_of(path).split("\n")
    for found in scan_file(str(path)):
        value, at = found.secret_value, found.line_number - 1
        mark = f"<secret:{hashlib.sha256(value.encode()).hexdigest()[:12]}>" if value else ""
        lines[at] = lines[at].replace(value, mark) if value else lines[at]
    return "\n".join(lines)


def main(source: Path, target: Path) -> None:
    with default_settings():
        for path in source.rglob("*"):
            if path.is_file():
                out = target / path.relative_to(source)
                out.parent.mkdir(parents=True, exist_ok=True)
                out.write_bytes(cut(path).encode("utf-8", "surrogateescape"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
