"""Signatures in other languages, from the message catalogues that Debian's packages ship.

python -m tests.localised FAMILY    prints src/farhand/causes/localised/FAMILY.toml (see FAMILIES)
python -m tests.localised all       writes all of them

Needs libc-l10n, postgresql-15, libpq5, bash and mariadb-server-core; what is not there is left out, and said.
"""

from __future__ import annotations

import gettext
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from farhand.signatures.pattern import BadPattern, words_of
from farhand.signatures.plain import plain
from tests import knowledge

FAMILIES = {
    "germanic": ("de", "nl", "sv"),
    "romance": ("fr", "es", "it", "pt_BR"),
    "slavic": ("ru", "uk", "pl"),
    "asian": ("ja", "ko", "zh_CN"),
    "turkic": ("tr",),
}
LOCALE = Path("/usr/share/locale")
ERRMSG = Path("/usr/share/mysql/errmsg-utf8.txt")
FOLDER = Path(__file__).parents[1] / "src" / "farhand" / "causes" / "localised"
#: The languages of MariaDB's own file.
ISO = {
    "eng": "en", "ger": "de", "fre": "fr", "spa": "es", "ita": "it", "por": "pt_BR", "rus": "ru",
    "jpn": "ja", "chi": "zh_CN",
}  # fmt: skip

#: Cause id and English message (its first line) by catalogue; after ` = ` the system's text for its `%m`.
#: A line without a cause id belongs to the one above.
GLIBC = """
tcp.refused             Connection refused
tcp.timeout             Connection timed out
tcp.no_route            Network is unreachable
tcp.no_route            No route to host
tcp.reset               Connection reset by peer
tcp.port_in_use         Address already in use
tcp.ports_exhausted     Cannot assign requested address
dns.nxdomain            Name or service not known
dns.timeout             Temporary failure in name resolution
dns.no_address          No address associated with hostname
fs.permission           Permission denied
fs.permission           Operation not permitted
fs.missing              No such file or directory
fs.full                 No space left on device
fs.read_only            Read-only file system
fs.io_error             Input/output error
fs.remote               Stale file handle
limits.files            Too many open files
memory.exhausted        Cannot allocate memory
exec.not_runnable       Exec format error
exec.not_runnable       error while loading shared libraries
exec.crashed            Segmentation fault
"""
BASH = """
exec.command_missing    %s: command not found
exec.not_runnable       %s: cannot execute binary file: %s
exec.command_missing    %s: %s: bad interpreter
"""
LIBPQ = """
postgres.terminated     server closed the connection unexpectedly
tls.not_tls             server does not support SSL, but SSL was required
tls.hostname            server certificate for "%s" does not match host name "%s"
postgres.auth           fe_sendauth: no password supplied
"""
POSTGRES = """
postgres.auth                password authentication failed for user "%s"
postgres.auth                role "%s" does not exist
postgres.auth                role "%s" is not permitted to log in
postgres.hba                 no pg_hba.conf entry for host "%s", user "%s", database "%s", %s
postgres.database_missing    database "%s" does not exist
postgres.too_many_connections sorry, too many clients already
postgres.too_many_connections too many connections for role "%s"
postgres.too_many_connections too many connections for database "%s"
                             remaining connection slots are reserved for non-replication superuser connections
postgres.starting            the database system is starting up
postgres.starting            the database system is shutting down
postgres.starting            the database system is in recovery mode
postgres.read_only           cannot execute %s in a read-only transaction
postgres.schema_missing      relation "%s" does not exist
postgres.schema_missing      column "%s" does not exist
postgres.extension_missing   extension "%s" is not available
postgres.permission          permission denied for table %s
postgres.permission          permission denied for schema %s
postgres.permission          permission denied for sequence %s
postgres.extension_missing   permission denied to create extension "%s"
postgres.statement_timeout   canceling statement due to statement timeout
postgres.locks               canceling statement due to lock timeout
postgres.locks               deadlock detected
postgres.locks               could not serialize access due to concurrent update
postgres.terminated          terminating connection due to administrator command
postgres.terminated          terminating connection because of crash of another server process
postgres.disk_full           could not extend file "%s": %m = No space left on device
db.server_settings           could not resize shared memory segment "%s" to %zu bytes: %m
postgres.data_error          duplicate key value violates unique constraint "%s"
postgres.data_error          null value in column "%s" of relation "%s" violates not-null constraint
postgres.pooler              prepared statement "%s" does not exist
postgres.corrupt             database is not accepting commands to avoid wraparound data loss in database "%s"
db.data_version              database files are incompatible with server
"""
MARIADB = """
mysql.auth                    ER_ACCESS_DENIED_ERROR
mysql.database_missing        ER_BAD_DB_ERROR
mysql.database_missing        ER_DBACCESS_DENIED_ERROR
mysql.too_many_connections    ER_CON_COUNT_ERROR
mysql.gone_away               ER_NET_PACKET_TOO_LARGE
mysql.locks                   ER_LOCK_WAIT_TIMEOUT
mysql.locks                   ER_LOCK_DEADLOCK
mysql.schema                  ER_NO_SUCH_TABLE
mysql.schema                  ER_BAD_FIELD_ERROR
"""


@dataclass(frozen=True)
class Message:
    """One translated message of a catalogue."""

    cause: str
    english: str
    text: str
    tool: str
    skipped: str = ""


def family(name: str) -> str:
    """The TOML of one family of languages."""
    rows: dict[str, dict[str, str]] = {}
    owners: dict[str, str] = {}
    for message in messages(FAMILIES[name]):
        written = pattern(message.text)
        if written and owners.setdefault(written.lower(), message.cause) == message.cause:
            rows.setdefault(message.cause, {}).setdefault(written, _row(message, written))
        elif message.text != message.english:
            print(f"left out: {message.tool}: {message.text!r}", file=sys.stderr)
    head = "# Made by tests/localised.py from the tools' own message catalogues; change it there.\n"
    return head + "".join(_entry(cause, list(found.values())) for cause, found in sorted(rows.items()))


def _entry(cause: str, rows: list[str]) -> str:
    return f'\n["{cause}"]\nsignatures = [\n' + "".join(f"  {row},\n" for row in rows) + "]\n"


def _row(message: Message, written: str) -> str:
    quote = "'''" if "'" in written else "'"
    weight = english_weight(message.cause, message.english) - 0.03
    unless = f"unless = '{message.skipped}', " if message.english.endswith("does not exist") else ""
    return f'{{ re = {quote}{written}{quote}, {unless}weight = {weight:.2f}, tool = "{message.tool}" }}'


@cache
def english_weight(cause: str, english: str) -> float:
    """The weight of the signature for the English message, without those of these files."""
    filled = plain(_HOLE.sub("42", english))
    found = [m.signature for m in knowledge.matches(filled) if m.signature.cause == cause]
    weights = [s.weight for s in found if not re.search(r", [a-z]{2}(_[A-Z]{2})?$", s.tool)]
    if not weights:
        print(f"no English sibling: {cause}: {english}", file=sys.stderr)
    return max(weights, default=0.8)


def messages(languages: tuple[str, ...]) -> Iterator[Message]:
    """All that the catalogues have, language by language."""
    for language in languages:
        yield from _gettext(GLIBC, "libc", "glibc", language)
        yield from _gettext(BASH, "bash", "bash", language)
        yield from _gettext(LIBPQ, "libpq5-15", "libpq 15", language)
        yield from _gettext(POSTGRES, "postgres-15", "PostgreSQL 15", language)
        yield from _mariadb(language)


def _listed(table: str) -> Iterator[tuple[str, str]]:
    cause = ""
    for line in table.strip().splitlines():
        first, _, english = line.partition(" ")
        cause = first or cause
        yield cause, english.strip()


def _gettext(table: str, domain: str, tool: str, language: str) -> Iterator[Message]:
    catalogue = _catalogue(LOCALE / language / "LC_MESSAGES" / f"{domain}.mo")
    for cause, english in _listed(table):
        english, _, error = english.partition(" = ")
        for text in dict.fromkeys(catalogue.get(english, ())):
            text = text.replace("%m", _libc(error, language)) if error else text.partition(": %m")[0]
            name, whole = f"{tool}, {language}", english.replace("%m", error)
            yield Message(cause, whole, text, name, _skipped(catalogue))


def _libc(english: str, language: str) -> str:
    """The system's own text, or the hole for any."""
    found = _catalogue(LOCALE / language / "LC_MESSAGES" / "libc.mo").get(english)
    return found[0] if found else "%m"


def _skipped(catalogue: Mapping[str, list[str]]) -> str:
    """How a mere notice ends: `does not exist, skipping`."""
    kinds = ('database "%s"', 'relation "%s"', 'column "%s" of relation "%s"', 'role "%s"')
    texts = [text for kind in kinds for text in catalogue.get(f"{kind} does not exist, skipping", ())]
    return "|".join(dict.fromkeys(re.split("[,，、]", text)[-1].strip() for text in texts))


@cache
def _catalogue(file: Path) -> dict[str, list[str]]:
    """First lines of the messages, and of their translations: several where there are plural forms."""
    if not file.is_file():
        return {}
    with file.open("rb") as opened:
        held: dict[str | tuple[str, int], str] = vars(gettext.GNUTranslations(opened))["_catalog"]
    made: dict[str, list[str]] = {}
    for key, text in held.items():
        if text.strip():
            made.setdefault(_first(key if isinstance(key, str) else key[0]), []).append(_first(text))
    return made


def _first(text: str) -> str:
    return text.strip().partition("\n")[0]


def _mariadb(language: str) -> Iterator[Message]:
    held = _errmsg() if ERRMSG.is_file() else {}
    for cause, name in _listed(MARIADB):
        texts = held.get(name, {})
        if language in texts:
            yield Message(cause, texts["en"], texts[language], f"MariaDB, {name}, {language}")


@cache
def _errmsg() -> dict[str, dict[str, str]]:
    """Texts by language by the name of the error."""
    made: dict[str, dict[str, str]] = {}
    for part in re.split(r"\n(?=ER_)", ERRMSG.read_text("utf-8", "replace")):
        texts = dict(re.findall(r"\n\s+([\w-]+) \"(.*)\"", part))
        made[part.split()[0]] = {name: texts[iso] for iso, name in ISO.items() if iso in texts}
    return made


_HOLE = re.compile(r"%(?:\d+\$)?[-+#0-9.*`]*(?:l{0,2}[diux]|zu|[scmMT])[MQBTEI]?")
_MARK = "\0"
_QUOTED = re.compile(rf"['\"] ?{_MARK} ?['\"]")
_LATIN = re.compile(r"[\u00c0-\u024f\u1e00-\u1eff]")


def pattern(text: str) -> str:
    """The expression for a translated message; empty where it is too short to tell anything."""
    marked = plain(_HOLE.sub("\ufffc", text)).replace("\ufffc", _MARK)
    kept = re.sub(rf"^[\s:;,.(){_MARK}]+|[\s:;,.!({_MARK}。：，]+$", "", marked)
    written = _holes(_QUOTED.sub("\1", kept))
    loose = _LATIN.sub(".{1,2}", written)
    return next((w for w in (loose, written) if _tells(w)), "")


def _holes(text: str) -> str:
    """Signs escaped, quoted and bare placeholders as gaps."""
    text = re.sub(r"[.^$*+?{}\[\]|()\\]", lambda m: "\\" + m[0], text)
    return text.replace("\1", "[\"'].{1,80}[\"']").replace(_MARK, ".{1,80}")


def _tells(written: str) -> bool:
    """It has words enough to be found by, and to mean one thing."""
    try:
        least = min(words_of(written), key=lambda words: sum(map(_size, words)))
    except BadPattern:
        return False
    return sum(map(_size, least)) >= (12 if len(least) == 1 else 9)


def _size(word: str) -> int:
    """Letters; a sign of Chinese, Japanese or Korean says as much as three."""
    return sum(3 if c >= "\u3040" else 1 for c in word)


if __name__ == "__main__":
    for wanted in FAMILIES if sys.argv[1] == "all" else sys.argv[1:]:
        made = family(wanted)
        if sys.argv[1] == "all":
            (FOLDER / f"{wanted}.toml").write_text(made, "utf-8")
        else:
            print(made, end="")
