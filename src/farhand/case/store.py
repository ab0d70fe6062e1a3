"""A case, opened: the entries that are there, and one more.  I/O.

SQLAlchemy is imported here when a case is opened and not before: most commands know no case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from farhand.case import entry as entries_of
from farhand.case.entry import Damaged, Entry, proved
from farhand.errors import Mistake

TYPE_CHECKING = False
if TYPE_CHECKING:
    from farhand.case.database import Database

NAME = "case.db"
#: The setting that tells copies of a case apart: see `Case.branch`.
_COPY = "copy"
#: Settings that begin so name links that came with another copy: whoever made one there may know its token.
_FOREIGN = "foreign "
#: How often a merge begins again because somebody has added the same meanwhile.
_TRIES = 5
_CONTRADICT = "the two copies of the case hold different entries in the same place"


class Case:
    """A case file, opened. `folder` is what `--case` names. Several threads may use it at once."""

    def __init__(self, folder: Path, author: str, create: bool = False, url: str = "") -> None:
        """`url`: the entries are in that database of SQLAlchemy's and not in the folder.

        Raises Mistake where there is no case and none is to be created, Damaged for another file.
        """
        if not url and not create and not (folder / NAME).is_file():
            raise Mistake(f"{folder}: there is no case here; begin one with: farhand case new {folder}")
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._db = _opened(folder, url)
        except OSError as error:
            raise Mistake(f"{folder}: the case cannot be opened: {error.strerror}") from None
        self.folder, self.author = folder, author.replace("\x00", "") or "unknown"
        copy = self._db.setting(_COPY)
        self.author += f"~{copy}" if copy else ""
        self._lock = Lock()
        self._known: dict[str, list[Entry]] = {}

    def add(self, kind: str, body: Mapping[str, Any], at: str = "") -> Entry:
        """One more entry of this author. It is kept when this returns.

        Without `at` it is now, but never before the author's last entry: clocks are set back.
        """

        def made(last: tuple[int, str], before: str) -> Entry:
            return entries_of.made(self.author, last, kind, body, at or max(entries_of.now(), before))

        return self._db.add(self.author, made)

    def entries(self) -> list[Entry]:
        """All entries, in the order of time, author and number. Raises Damaged where the chain is broken.

        Each entry is read and proved once; later only those that have come since.
        """
        with self._lock:
            self._catch_up()
            return entries_of.ordered(e for chain in self._known.values() for e in chain)

    def merge(self, others: Sequence[Entry]) -> int:
        """Take over what is not here yet; how many that were. Raises Damaged where two entries contradict.

        Nothing is taken over where the chains would not be whole afterwards.
        """
        for _ in range(_TRIES):
            with self._lock:
                self._catch_up()
                fresh = _fresh(self._known, others)
            if came := [_FOREIGN + e.digest for e in fresh if e.kind == "link"]:
                self._db.set(*came, value="link")  # first, so that none of them ever opens anything
            if self._db.put(fresh):
                return len(fresh)
        raise Mistake(f"{self.folder}: too many merge here at once; try again")

    def foreign(self) -> frozenset[str]:
        """Digests of the entries `link` that were made in another copy of the case."""
        return frozenset(self._db.named(_FOREIGN))

    def branch(self, copy: str) -> None:
        """From now on this is a copy: who writes here has a chain apart from the one in the original."""
        self._db.set(_COPY, value=copy)
        self.author = f"{self.author.partition('~')[0]}~{copy}"

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> Case:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _catch_up(self) -> None:
        heads = self._db.heads()
        for author, chain in self._known.items():
            if heads.get(author, (0, 0))[0] < len(chain):
                raise Damaged(f"entries of {author} are missing")
        if all(heads[a] == (len(self._known.get(a, ())),) * 2 for a in heads):
            return
        rows = [entries_of.of_row(row) for row in self._db.after({a: len(c) for a, c in self._known.items()})]
        for author in dict.fromkeys(e.author for e in rows):
            chain = self._known.get(author, [])
            fresh = [e for e in rows if e.author == author]
            proved(fresh, _end(chain))
            self._known[author] = chain + fresh


def _fresh(known: Mapping[str, Sequence[Entry]], others: Sequence[Entry]) -> list[Entry]:
    """Those that are not known yet, each where its author's chain goes on. Raises Damaged."""
    places = {(e.author, e.seq): e for e in others}
    if len(places) != len({e.digest for e in others}):
        raise Damaged(_CONTRADICT)
    fresh = []
    for (author, seq), entry in sorted(places.items()):
        chain = known.get(author) or ()
        if seq > len(chain):
            fresh.append(entry)
        elif chain[seq - 1] != entry:
            raise Damaged(_CONTRADICT)
    for author in {e.author for e in fresh}:
        proved([e for e in fresh if e.author == author], _end(known.get(author) or ()))
    return fresh


def _end(chain: Sequence[Entry]) -> tuple[int, str]:
    return (chain[-1].seq, chain[-1].digest) if chain else (0, "")


def _opened(folder: Path, url: str) -> Database:
    try:
        from farhand.case import database
    except ModuleNotFoundError as missing:
        raise Mistake(f"a case needs the package {missing.name}: pip install 'farhand'") from None
    return database.Database(url, "the case's database") if url else database.of_file(folder / NAME)
