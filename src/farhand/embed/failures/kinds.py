"""In which way something failed: by SQLSTATE, status, number and class, by words only where none is given.

None of it is a cause: that is for the probe to tell. It decides whether a failure is a dependency's at all:
a duplicate key, a mistake in SQL or a 404 is the app's own matter.  Pure.

Sources: PostgreSQL, Appendix A (SQLSTATE); MySQL, Server Error Message Reference; RFC 9110 (status).
"""

from __future__ import annotations

import errno
import re

from farhand.embed.failures import classes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from farhand.embed.failures.seen import Link

UNRESOLVED, REFUSED, TIMEOUT, TLS, LOGIN = "unresolved", "refused", "timeout", "tls", "login"
EXHAUSTED, LOST, BROKEN, MISSING, DISK, FAILED = "exhausted", "lost", "broken", "missing", "disk", "failed"

#: SQLSTATE, whole or its class. What is in neither is the app's own matter.
_STATES: Mapping[str, str] = {
    "28": LOGIN, "08": LOST, "57": LOST, "53": EXHAUSTED, "58": BROKEN, "XX": BROKEN, "F0": BROKEN,
    "3D": MISSING, "3F": MISSING, "42P01": MISSING, "42703": MISSING, "42883": MISSING, "42501": LOGIN,
    "25006": BROKEN, "57014": TIMEOUT, "55P03": TIMEOUT, "0A000": BROKEN, "HV": BROKEN,
}  # fmt: skip
#: Numbers of MySQL's server and of its client libraries.
_MYSQL: Mapping[int, str] = {
    **dict.fromkeys((1044, 1045, 1142, 1143, 1227, 1698, 1820, 3118, 1129, 1130), LOGIN),
    **dict.fromkeys((1040, 1203, 1226, 1114, 1021, 1041), EXHAUSTED),
    **dict.fromkeys((2002, 2003), REFUSED), **dict.fromkeys((2005,), UNRESOLVED), 2026: TLS,
    **dict.fromkeys((2006, 2013, 2055, 1053, 1152, 1158, 1159, 1160, 1161), LOST),
    **dict.fromkeys((1049, 1146, 1054), MISSING), **dict.fromkeys((1205, 3024), TIMEOUT),
    **dict.fromkeys((1290, 1836, 1792, 1030), BROKEN),
}  # fmt: skip
_ERRNO: Mapping[int, str] = {
    errno.ECONNREFUSED: REFUSED, errno.ETIMEDOUT: TIMEOUT,
    **dict.fromkeys((errno.ECONNRESET, errno.EPIPE, errno.ECONNABORTED, errno.ENOTCONN), LOST),
    **dict.fromkeys((errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EHOSTDOWN, errno.ENETDOWN), REFUSED),
    **dict.fromkeys((errno.EMFILE, errno.ENFILE, errno.EADDRNOTAVAIL), EXHAUSTED),
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.ESTALE), DISK),
}  # fmt: skip
_FILE = (errno.ENOENT, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EFBIG)
#: Full names whose last word says something else.
_WHOLE = {"sqlalchemy.exc.TimeoutError": EXHAUSTED}
#: Last word of a class's name -> kind; the innermost exception that is known decides. Empty: not its failure.
_NAMES: tuple[tuple[str, str], ...] = (
    ("SSLError|SSLCertVerificationError|SSLEOFError|ClientSSLError|\\w*CertificateError", TLS),
    ("AuthenticationError|NoPermissionError|SMTPAuthenticationError|ProbableAuthenticationError|AccessRefused"
     "|NoAuthError|InvalidPasswordError|NoCredentialsError|AuthenticationWrongNumberOfArgsError", LOGIN),
    ("gaierror|herror|NameResolutionError|ClientConnectorDNSError", UNRESOLVED),
    ("MaxConnectionsError|PoolTimeout|EmptyPoolError|FullPoolError|OutOfMemoryError", EXHAUSTED),
    ("ConnectionRefusedError", REFUSED),
    ("BusyLoadingError|ReadOnlyError|ClusterDownError|MasterDownError", BROKEN),
    ("\\w*Timeout\\w*", TIMEOUT),
    ("ConnectionResetError|BrokenPipeError|ConnectionAbortedError|RemoteDisconnected|ProtocolError"
     "|IncompleteRead|ServerDisconnectedError|InterfaceError|\\w*Disconnect\\w*", LOST),
    ("IntegrityError|DataError|ProgrammingError|NotSupportedError|WatchError|ResponseError|InvalidURL"
     "|MissingSchema|InvalidSchema|InvalidHeader|LocationParseError|\\w*DecodeError|ObjectNotExecutableError"
     "|NoResultFound|MultipleResultsFound|ArgumentError|InvalidRequestError|DetachedInstanceError"
     "|TransactionManagementError|StreamConsumed|StreamClosed|CookieConflict|TooManyRedirects"
     "|DuplicateKeyError|BulkWriteError|ParamValidationError|ValidationError|InvalidDocument", ""),
)  # fmt: skip
_BY_NAME = tuple((re.compile(rf"(?:{names})"), kind) for names, kind in _NAMES)
#: What Redis and SQLite only say in words: the beginning of it, or a part.
_REDIS = (
    (re.compile(r"-?(?:NOAUTH|WRONGPASS|NOPERM|DENIED)|invalid (?:username-)?password|Authent", re.I), LOGIN),
    (re.compile(r"-?OOM |.{0,60}max number of clients|command not allowed when used", re.I), EXHAUSTED),
    (re.compile(r"-?(?:READONLY|MISCONF|LOADING|MASTERDOWN|CLUSTERDOWN|NOREPLICAS|BUSY )", re.I), BROKEN),
)  # fmt: skip
_SQLITE = (
    (re.compile(r"database is locked|busy"), TIMEOUT),
    (re.compile(r"unable to open|disk i/o|readonly|read-only|full|malformed|not a database"), DISK),
    (re.compile(r"no such (?:table|column)"), MISSING),
    (re.compile(r"."), ""),
)
_SYSTEM = ("builtins.", "socket.", "ssl.")
#: A status that tells of the other side or of the way to it, not of what was asked.
_STATUS: Mapping[int, str] = {401: LOGIN, 403: LOGIN, 407: LOGIN, 408: TIMEOUT, 429: EXHAUSTED, 504: TIMEOUT}


def kind_of(links: Sequence[Link]) -> str:
    """The way in which it failed; empty where no dependency is to blame."""
    for told in (_by_state, _by_status, _by_words, _by_number, _by_class):
        kinds = [kind for link in reversed(links) if (kind := told(link)) is not None]
        if kinds:
            return kinds[0]
    return FAILED if any(classes.family(link.bases) is not None for link in links) else ""


def _by_state(link: Link) -> str | None:
    if not link.sqlstate:
        return None
    return _STATES.get(link.sqlstate) or _STATES.get(link.sqlstate[:2]) or ""


def _by_status(link: Link) -> str | None:
    if not 100 <= link.code < 600 or classes.family(link.bases) != "http":
        return None
    return _STATUS.get(link.code) or (BROKEN if link.code >= 500 else "")


def _by_words(link: Link) -> str | None:
    rows = {"redis": _REDIS, "sqlite": _SQLITE}.get(classes.family(link.bases) or "", ())
    return next((kind for pattern, kind in rows if pattern.match(link.text) or _in(pattern, link)), None)


def _in(pattern: re.Pattern[str], link: Link) -> bool:
    return classes.family(link.bases) == "sqlite" and bool(pattern.search(link.text))


def _by_number(link: Link) -> str | None:
    if classes.family(link.bases) == "mysql" and link.code:
        return _MYSQL.get(link.code, "")
    if link.path and link.errno in _FILE:
        return DISK
    return _ERRNO.get(link.errno)


def _by_class(link: Link) -> str | None:
    """By the names of its classes, the most exact first; only those of drivers and of the system."""
    for base in link.bases:
        if base in _WHOLE:
            return _WHOLE[base]
        if base.startswith(_SYSTEM) or classes.family((base,)) is not None:
            short = base.rpartition(".")[2]
            found = next((kind for pattern, kind in _BY_NAME if pattern.fullmatch(short)), None)
            if found is not None:
                return found
    return None
