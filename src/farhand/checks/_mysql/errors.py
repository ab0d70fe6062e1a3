"""What an error of MySQL or MariaDB means, by its number; the text is only shown.  Pure.

The numbers are those of sql/share/errmsg; the text is in the server's language and changes with versions.
"""

from __future__ import annotations

from typing import Any

from farhand.model import Facts, Finding

_TLS_ONLY = "the server lets this user in over TLS only, and the app connects without"
#: Number to cause, confidence and what is said.
_CAUSES = {
    1045: ("mysql.auth", 0.95, "the server refuses the login of {user}"),
    1698: ("mysql.auth", 0.95, "the server lets {user} in by another way than a password"),
    1130: ("mysql.auth", 0.97, "no user of the server may come from this host"),
    1129: ("mysql.auth", 0.97, "the server has blocked this host after too many broken connections"),
    1251: ("mysql.auth", 0.95, "the client is too old for the server's method of login"),
    1275: ("mysql.auth", 0.9, "the password of {user} is stored in a form that the server takes no more"),
    1524: ("mysql.auth", 0.93, "the method of login that {user} has is not loaded in the server"),
    1820: ("mysql.auth", 0.97, "the password of {user} has expired and has to be changed"),
    1862: ("mysql.auth", 0.97, "the password of {user} has expired"),
    3118: ("mysql.auth", 0.97, "the account of {user} is locked"),
    4151: ("mysql.auth", 0.97, "the account of {user} is locked"),
    3955: ("mysql.auth", 0.95, "the account of {user} is locked after too many wrong passwords"),
    4031: ("mysql.gone_away", 0.8, "the server closed the connection because it was idle"),
    3159: ("mysql.auth", 0.95, _TLS_ONLY),
    4153: ("mysql.auth", 0.9, "the server is in trouble with its list of users"),
    1044: ("mysql.database_missing", 0.95, "there is no database {database}, or {user} may not use it"),
    1049: ("mysql.database_missing", 0.97, "there is no database {database}"),
    1142: ("mysql.database_missing", 0.95, "{user} has not the right that is needed"),
    1143: ("mysql.database_missing", 0.95, "{user} has not the right on a column that is needed"),
    1227: ("mysql.database_missing", 0.7, "{user} has not the right that is needed"),
    1370: ("mysql.database_missing", 0.9, "{user} may not run a procedure that is needed"),
    1040: ("mysql.too_many_connections", 0.97, "the server has no connection left (max_connections)"),
    1203: (
        "mysql.too_many_connections",
        0.97,
        "{user} has as many connections as it may (max_user_connections)",
    ),
    1226: ("mysql.too_many_connections", 0.97, "{user} has used up what its account may do"),
    1290: ("mysql.read_only", 0.95, "the server takes no writes"),
    1792: ("mysql.read_only", 0.95, "the session takes no writes"),
    1836: ("mysql.read_only", 0.95, "the server takes no writes"),
    3032: ("mysql.read_only", 0.8, "the server is in offline mode and lets only administrators in"),
    1047: ("db.replication", 0.9, "this node of the cluster is not ready for questions"),
    1205: ("mysql.locks", 0.9, "a lock was not to be had"),
    1213: ("mysql.locks", 0.9, "two sessions wait for each other"),
    1153: ("mysql.gone_away", 0.9, "a packet is larger than the server takes"),
    1053: ("mysql.gone_away", 0.8, "the server is shutting down"),
    1927: ("mysql.gone_away", 0.8, "the connection was killed"),
    1146: ("mysql.schema", 0.95, "a table is missing"),
    1356: ("mysql.schema", 0.85, "a view refers to what is not there, or its owner has no right on it"),
    1064: ("mysql.schema", 0.5, "the server does not understand a question"),
    1115: ("mysql.schema", 0.9, "the server does not know the character set"),
    9001: ("mysql.too_many_connections", 0.6, "the pooler had no free connection to the database in time"),
    9002: ("mysql.auth", 0.9, "the pooler refuses the login of {user}"),
}
_UNKNOWN = ("mysql.auth", 0.4, "the server says no")


def params_of(facts: Facts, **more: Any) -> dict[str, Any]:
    """What a fix may need to name."""
    words = {key: facts.get(key) for key in ("host", "port", "user", "database")}
    return {**{key: value for key, value in words.items() if value not in (None, "")}, **more}


def refused(facts: Facts) -> Finding:
    """The finding for an error, at whatever stage it came."""
    errno, message = int(facts.get("errno") or 0), str(facts.get("message") or "")
    if facts.get("tls_would_pass") or errno == 3159:
        return _needs_tls(facts, message)
    cause, sure, says = _CAUSES.get(errno, _UNKNOWN)
    params = params_of(facts, errno=errno, message=message)
    return Finding(cause, sure, _why(says, facts, message), params, fix=_fix(errno, facts))


def _needs_tls(facts: Facts, message: str) -> Finding:
    return Finding(
        "mysql.auth", 0.95, _why(_TLS_ONLY, facts, message), params_of(facts), (),
        owner="customer-platform",
        owner_because="the app's own setting decides whether TLS is used",
        fix=(
            "Let the app use TLS: ?ssl-mode=REQUIRED at the end of its database URL (PyMySQL: ssl_ca=..., "
            "Connector/J: sslMode=REQUIRED, Go: tls=true), and restart it.",
            f"Check it: mysql --ssl-mode=REQUIRED -h {facts.get('host')} -P {facts.get('port')} "
            f"-u {facts.get('user')} -p -e 'SELECT 1'   (MariaDB's client: --ssl)",
        ),
    )  # fmt: skip


def _why(says: str, facts: Facts, message: str) -> str:
    text = says.format(
        user=facts.get("user") or "the app's user", database=facts.get("database") or "of that name"
    )
    return f"{text}: {message}" if message else text


def _fix(errno: int, facts: Facts) -> tuple[str, ...]:
    """Where the number tells more exactly what to do than its cause."""
    user = f"'{facts.get('user') or 'USER'}'@'APP-HOST'"
    return {
        1129: (
            "Let the host in again, as an administrator: mysqladmin flush-hosts   (or: TRUNCATE TABLE "
            "performance_schema.host_cache;)",
            "Find out who breaks connections off: a health check that only connects is the usual one. Let it "
            "log in, or raise max_connect_errors.",
        ),
        1820: (f"Renew the password, as an administrator: ALTER USER {user} IDENTIFIED BY '...';",),
        1862: (f"Renew the password, as an administrator: ALTER USER {user} IDENTIFIED BY '...';",),
        4151: (f"Unlock it, as an administrator: ALTER USER {user} ACCOUNT UNLOCK;",),
        3118: (f"Unlock it, as an administrator: ALTER USER {user} ACCOUNT UNLOCK;",),
        3955: (f"Unlock it, as an administrator: ALTER USER {user} ACCOUNT UNLOCK;",),
    }.get(errno, ())
