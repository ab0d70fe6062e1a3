"""Puts one program to work and takes down its records.  usage: NAME FILE"""

from __future__ import annotations

import importlib
import json
import logging
import os
import sys
import tempfile
from pathlib import Path


class Take(logging.Handler):
    """Appends a line of JSON per record: forked workers may write to the same file."""

    def __init__(self, file: str) -> None:
        super().__init__(1)
        self.out = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def emit(self, record: logging.LogRecord) -> None:
        try:
            message = record.getMessage()
        except Exception:  # a record whose arguments do not fit has no message
            return
        place = f"{record.pathname}:{record.lineno}"
        row = [place, str(record.msg), bool(record.args), message]
        os.write(self.out, json.dumps(row).encode() + b"\n")


def main(name: str, file: str) -> None:
    handler = Take(file)
    logging.basicConfig(handlers=[handler], level=1)
    logging.raiseExceptions = False
    module = importlib.import_module(f"tests.logs.truth.{name}")
    module.TAKE = handler
    with tempfile.TemporaryDirectory() as folder:
        module.run(Path(folder))
    sys.stdout.flush()
    os._exit(0)  # threads of servers do not hold the process


main(*sys.argv[1:])
