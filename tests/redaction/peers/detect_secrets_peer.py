"""Run by an interpreter that has detect-secrets: SOURCE TARGET. Cuts what is found out of each line."""

from __future__ import annotations

import gzip
import hashlib
import sys
from pathlib import Path

from detect_secrets.core.scan import scan_line  # type: ignore[import-not-found]
from detect_secrets.settings import default_settings  # type: ignore[import-not-found]


def text_of(path: Path) -> str:
    data = path.read_bytes()
    data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    return data.decode("utf-16" if data[:2] == b"\xff\xfe" else "utf-8", "surrogateescape")


def cut(line: str) -> str:
    found = {s.secret_value for s in scan_line(line) if s.secret_value}
    for value in sorted(found, key=len, reverse=True):
        line = line.replace(value, f"<secret:{hashlib.sha256(value.encode()).hexdigest()[:12]}>")
    return line


def main(source: Path, target: Path) -> None:
    with default_settings():
        for path in source.rglob("*"):
            if path.is_file():
                out = target / path.relative_to(source)
                out.parent.mkdir(parents=True, exist_ok=True)
                lines = [cut(line) if len(line) < 20000 else line for line in text_of(path).split("\n")]
                out.write_bytes("\n".join(lines).encode("utf-8", "surrogateescape"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
