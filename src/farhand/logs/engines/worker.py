"""A process that reads pieces: a line of JSON in, eight bytes of length and the summary out."""

from __future__ import annotations

import json
import sys

from farhand.logs.engines import part


def main() -> None:
    out = sys.stdout.buffer
    for line in sys.stdin.buffer:
        piece, settings = json.loads(line)
        data = part.work(piece, settings)
        out.write(len(data).to_bytes(8, "big") + data)
        out.flush()


if __name__ == "__main__":
    main()
