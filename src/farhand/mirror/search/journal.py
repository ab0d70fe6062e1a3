"""Every run of a search as one line of a file, so that a search that was killed goes on where it was.

The file belongs to one command over one set of differences: its name is a digest of both. A line that was cut
off by a kill is left out, and written on behind.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from farhand.errors import Mistake
from farhand.mirror.run.nouns import Done
from farhand.mirror.search.nouns import Chosen, Outcome, Ran

SCHEMA = "farhand.search/1"
#: A journal is never longer than this; a longer file is not one of ours.
MOST_BYTES = 16 << 20
#: Characters of a reference's output that are kept, from its end.
MOST_OUTPUT = 200_000


def file_of(folder: Path, about: Mapping[str, Any]) -> Path:
    """Where the runs of this search are kept: `about` is all that a result depends on, as plain JSON."""
    digest = hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()
    return folder / ".search" / f"{digest[:24]}.jsonl"


class Journal:
    """The runs of one search. `of(set)` are those known already, in the order in which they were made."""

    def __init__(self, path: Path) -> None:
        """Reads what is there. Raises Mistake where it cannot be read or written."""
        self.path = path
        self._known: dict[Chosen, list[Ran]] = defaultdict(list)
        self._references: dict[str, Done] = {}
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file = open(path, "a+b")  # noqa: SIM115  # open as long as the search goes on
            self._read()
        except OSError as error:
            raise Mistake(f"{path}: {error.strerror}; the search keeps its runs there") from None

    def of(self, chosen: Chosen) -> Sequence[Ran]:
        return tuple(self._known.get(chosen, ()))

    def add(self, chosen: Chosen, ran: Ran) -> None:
        """Kept before it is used: what was seen once need not be run again."""
        self._known[chosen].append(ran)
        row = {"set": sorted(chosen), "outcome": ran.outcome.value, "exit": ran.exit, "says": ran.says}
        self._put({"schema": SCHEMA, **row, "took_ms": ran.took_ms})

    def reference(self, name: str) -> Done | None:
        """What baseline or mirror came to when this search began, by which all other runs are judged."""
        return self._references.get(name)

    def refer(self, name: str, done: Done) -> None:
        short = replace(done, output=done.output[-MOST_OUTPUT:])
        self._references[name] = short
        self._put({"schema": SCHEMA, "reference": name, **asdict(short)})

    def forget(self) -> None:
        """Begin anew."""
        self._known.clear()
        self._references.clear()
        self._file.truncate(0)

    def close(self) -> None:
        self._file.close()

    def _read(self) -> None:
        if os.fstat(self._file.fileno()).st_size > MOST_BYTES:
            raise Mistake(f"{self.path} is too large to be a search's; remove it and search again")
        self._file.seek(0)
        whole = self._file.read()
        for line in whole.split(b"\n"):
            self._take(line)
        if whole and not whole.endswith(b"\n"):
            self._file.write(b"\n")

    def _take(self, line: bytes) -> None:
        """One row; what is none is left out."""
        try:
            row = json.loads(line)
            if row["schema"] == SCHEMA and "reference" in row:
                self._references[str(row["reference"])] = _done(row)
            elif row["schema"] == SCHEMA:
                ran = Ran(Outcome(row["outcome"]), int(row["exit"]), str(row["says"]), int(row["took_ms"]))
                self._known[frozenset(map(str, row["set"]))].append(ran)
        except (ValueError, KeyError, TypeError):
            return

    def _put(self, row: Mapping[str, Any]) -> None:
        self._file.write(json.dumps(row).encode() + b"\n")
        self._file.flush()


def _done(row: Mapping[str, Any]) -> Done:
    return Done(int(row["exit"]), str(row["output"]), int(row["took_ms"]), bool(row["timed_out"]))
