"""Where entries are kept: one table, in SQLite or in PostgreSQL, by SQLAlchemy.  I/O.

What is added is on the disk when `add` returns, also where the process is killed then: a write-ahead log
that is written through. Two who add at once wait for each other; the later one counts on from what the other
has added.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any

import sqlalchemy as sql
from sqlalchemy import event, exc
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.schema import CreateTable

from farhand.case.entry import Damaged, Entry
from farhand.errors import Mistake

#: Seconds that one writer waits for another, and how often it counts on where another one was quicker.
_PATIENCE, _TRIES = 30, 50
#: Makes the file, for one thread at a time. One that is there is never opened beside SQLite: closing it would
#: drop the locks that this process holds on it, and another process would remove the log from under us.
_MAKING = Lock()
_METADATA = sql.MetaData()
ENTRY = sql.Table(
    "entry",
    _METADATA,
    sql.Column("author", sql.Text, primary_key=True),
    sql.Column("seq", sql.Integer, primary_key=True, autoincrement=False),
    sql.Column("at", sql.Text, nullable=False),
    sql.Column("kind", sql.Text, nullable=False),
    sql.Column("body", sql.Text, nullable=False),
    sql.Column("before", sql.Text, nullable=False),
    sql.Column("digest", sql.Text, nullable=False),
)
SETTING = sql.Table(
    "setting",
    _METADATA,
    sql.Column("name", sql.Text, primary_key=True),
    sql.Column("value", sql.Text, nullable=False),
)
TABLES = (ENTRY, SETTING)
_NAMES = tuple(column.name for column in ENTRY.columns)


class Database:
    """The entries of one case. All methods may be called by several threads and processes at once."""

    def __init__(self, url: str | URL, named: str = "") -> None:
        """Makes the tables where they are missing. Raises Damaged for what is no case, Mistake if locked."""
        self._named = named or str(url)
        with self._told():
            self._engine = _engine(url)
            self._begin()

    def heads(self) -> dict[str, tuple[int, int]]:
        """Author -> the highest number, and how many entries there are."""
        asked = sql.select(ENTRY.c.author, sql.func.max(ENTRY.c.seq), sql.func.count())
        with self._told(), self._engine.begin() as db:
            return {row[0]: (row[1], row[2]) for row in db.execute(asked.group_by(ENTRY.c.author))}

    def after(self, known: Mapping[str, int]) -> list[Sequence[Any]]:
        """The rows that come after these numbers, in the order of author and number."""
        fresh = [(ENTRY.c.author == author) & (ENTRY.c.seq > seq) for author, seq in known.items()]
        asked = sql.select(ENTRY).where(sql.or_(ENTRY.c.author.not_in(list(known)), *fresh))
        with self._told(), self._engine.begin() as db:
            return [tuple(row) for row in db.execute(asked.order_by(ENTRY.c.author, ENTRY.c.seq))]

    def add(self, author: str, made: Callable[[tuple[int, str], str], Entry]) -> Entry:
        """Add what `made` makes of the author's last entry: its number and digest, and its time."""
        for _ in range(_TRIES):
            try:
                with self._told(), self._writes() as db:
                    entry = made(*_last(db, author))
                    db.execute(ENTRY.insert(), _values(entry))
                return entry
            except exc.IntegrityError:
                continue  # another one was quicker: PostgreSQL locks no table for this
        raise Mistake(f"{self._named}: too many write here at once; try again")

    def put(self, entries: Sequence[Entry]) -> bool:
        """Take over entries as they are, all or none; False where one of their places is taken already."""
        try:
            with self._told(), self._writes() as db:
                for entry in entries:
                    db.execute(ENTRY.insert(), _values(entry))
        except exc.IntegrityError:
            return False
        return True

    def setting(self, name: str) -> str:
        """A setting of this copy; empty where it was never set."""
        asked = sql.select(SETTING.c.value).where(SETTING.c.name == name)
        with self._told(), self._engine.begin() as db:
            return str(db.execute(asked).scalar() or "")

    def named(self, begin: str) -> list[str]:
        """The names of the settings that begin so, without that beginning."""
        asked = sql.select(SETTING.c.name).where(SETTING.c.name.startswith(begin, autoescape=True))
        with self._told(), self._engine.begin() as db:
            return [str(name)[len(begin) :] for name in db.execute(asked).scalars()]

    def set(self, *names: str, value: str) -> None:
        """Set each of these to the value."""
        with self._told(), self._writes() as db:
            for name in names:
                db.execute(SETTING.delete().where(SETTING.c.name == name))
                db.execute(SETTING.insert(), {"name": name, "value": value})

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _writes(self) -> Iterator[Connection]:
        with self._engine.execution_options(farhand_writes=True).begin() as db:
            yield db

    def _begin(self) -> None:
        with self._engine.begin() as db:
            there = set(sql.inspect(db).get_table_names())
        missing = [table for table in TABLES if table.name not in there]
        for table in missing:
            try:
                with self._writes() as db:
                    db.execute(CreateTable(table, if_not_exists=True))
            except (exc.IntegrityError, exc.ProgrammingError):  # another one is making it: PostgreSQL says so
                with self._engine.begin() as db:
                    if not sql.inspect(db).has_table(table.name):
                        raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except exc.IntegrityError:
            raise
        except exc.OperationalError as error:
            why = _words(error)
            hint = "; another program works on it, try again" if "locked" in why else ""
            raise Mistake(f"{self._named}: the case cannot be used: {why}{hint}") from None
        except exc.DatabaseError as error:
            raise Damaged(f"{self._named}: not a case file: {_words(error)}") from None
        except exc.SQLAlchemyError as error:
            raise Mistake(f"{self._named}: the case cannot be opened: {_words(error)}") from None


def of_file(file: Path) -> Database:
    """The database in a file, which is made where it is missing, for nobody but its owner."""
    with _MAKING, suppress(FileExistsError):
        os.close(os.open(file, os.O_RDONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    file.chmod(0o600)
    return Database(URL.create("sqlite", database=str(file)), str(file))


def _engine(url: str | URL) -> Engine:
    known = make_url(url)
    if known.get_backend_name() != "sqlite":
        return sql.create_engine(known)
    engine = sql.create_engine(known, connect_args={"timeout": _PATIENCE, "check_same_thread": False})
    event.listen(engine, "connect", _connected)
    event.listen(engine, "begin", _began)
    return engine


def _connected(connection: Any, _: object) -> None:
    """Transactions are begun by `_began` alone: the driver begins them too late for a lock."""
    connection.isolation_level = None
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except connection.OperationalError as error:
        if "locked" not in str(error):  # else another one is setting it right now
            raise
    connection.execute("PRAGMA synchronous = FULL")


def _began(db: Connection) -> None:
    writes = db.get_execution_options().get("farhand_writes")
    db.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _last(db: Connection, author: str) -> tuple[tuple[int, str], str]:
    asked = sql.select(ENTRY.c.seq, ENTRY.c.digest, ENTRY.c.at).where(ENTRY.c.author == author)
    row = db.execute(asked.order_by(ENTRY.c.seq.desc()).limit(1)).first()
    return ((row[0], row[1]), row[2]) if row else ((0, ""), "")


def _values(entry: Entry) -> dict[str, Any]:
    return dict(zip(_NAMES, entry.row()))


def _words(error: exc.SQLAlchemyError) -> str:
    """What the driver says, in one line, without the statement and its values."""
    said = str(getattr(error, "orig", None) or error).strip() or type(error).__name__
    return said.splitlines()[0][:200]
