"""What a server's refusal means: SQLSTATE first, then the routine that raised it, text last.  Pure.

The text is translated by the server and changes between versions; SQLSTATE and routine do not. A
refusal without a routine does not come from PostgreSQL itself but from a pooler before it.
"""

from __future__ import annotations

from typing import Any

from farhand.model import Facts, Finding

#: SQLSTATE, or its class, to cause, confidence and what is said.
_CAUSES = {
    "28P01": ("postgres.auth", 0.95, "the server refuses the login of {user}"),
    "28000": ("postgres.auth", 0.9, "the server does not let {user} log in"),
    "3D000": ("postgres.database_missing", 0.97, "there is no database {database}"),
    "42501": ("postgres.permission", 0.95, "{user} has not the right that is needed"),
    "42P01": ("postgres.schema_missing", 0.95, "a table is missing"),
    "42703": ("postgres.schema_missing", 0.95, "a column is missing"),
    "3F000": ("postgres.schema_missing", 0.95, "a schema is missing"),
    "42883": ("postgres.version_unsupported", 0.5, "the server does not know a function that is needed"),
    "53300": ("postgres.too_many_connections", 0.97, "the server has no connection left"),
    "53200": ("postgres.memory", 0.9, "the server is out of memory"),
    "53100": ("postgres.disk_full", 0.95, "the server's disk is full"),
    "57P03": ("postgres.starting", 0.97, "the server lets nobody in yet: it starts, recovers or stops"),
    "57P01": ("postgres.terminated", 0.9, "the server ended the session"),
    "57P02": ("postgres.terminated", 0.9, "the server ended the session because of a crash"),
    "57P05": ("postgres.terminated", 0.8, "the server ended the session because it was idle"),
    "57014": (
        "postgres.statement_timeout",
        0.9,
        "the server cancelled even a short question for taking too long",
    ),
    "55P03": ("postgres.locks", 0.9, "a lock was not to be had"),
    "40P01": ("postgres.locks", 0.9, "two sessions wait for each other"),
    "25006": ("postgres.read_only", 0.9, "the server takes no writes"),
    "54000": ("postgres.corrupt", 0.8, "the server protects itself against wraparound"),
    "55000": ("postgres.database_missing", 0.7, "the database {database} takes no connections"),
    "22023": ("config.value_malformed", 0.8, "the server does not take a setting that is in the URL"),
    "42704": ("config.value_malformed", 0.8, "the server does not know a setting that is in the URL"),
    "0A000": ("postgres.version_unsupported", 0.6, "the server does not support what was asked for"),
    "53": ("postgres.memory", 0.5, "the server is short of something"),
    "58": ("postgres.corrupt", 0.7, "the server has trouble with its own files"),
    "XX": ("postgres.corrupt", 0.7, "the server reports an internal fault"),
}

#: What a pooler passes on in the words of the database behind it, in the untranslated text.
_BEHIND = (
    ("too many clients", "53300"),
    ("remaining connection slots", "53300"),
    ("too many connections for", "53300"),
    ("starting up", "57P03"),
    ("shutting down", "57P03"),
    ("not accepting connections", "57P03"),
)

#: A pooler's words for its own trouble, and what they mean.
_POOLER = (
    ("no such database", "the pooler has no entry for the database {database}"),
    ("max_client_conn", "the pooler has as many clients as it takes (max_client_conn)"),
    ("no more connections allowed", "the pooler has as many clients as it takes (max_client_conn)"),
    ("max_db_client_connections", "the pooler has as many clients for this database as it takes"),
    ("max_user_client_connections", "the pooler has as many clients of this user as it takes"),
    ("unsupported startup parameter", "the pooler does not take a startup parameter that the app sends"),
    ("query_wait_timeout", "the pooler had no free connection to the database in time (query_wait_timeout)"),
    ("server_login_retry", "the pooler cannot log in to the database behind it"),
    ("server login", "the pooler cannot log in to the database behind it"),
    ("cannot connect", "the pooler cannot reach the database behind it"),
    ("server conn crashed", "the pooler lost its connection to the database behind it"),
    ("client_login_timeout", "the pooler did not finish the login in time"),
    ("authentication failed for user", "the pooler's own login at the database behind it is refused"),
    ("shutting down", "the pooler is shutting down"),
    ("is disabled", "the pooler's entry for the database {database} is disabled"),
    ("paused", "the pooler's entry for the database {database} is paused"),
)
_POOLER_LOGIN = (
    "password authentication failed",
    "no such user",
    "auth failed",
    "sasl authentication failed",
    "wrong password type",
    "login rejected",
    "not allowed",
)


def params_of(facts: Facts, **more: Any) -> dict[str, Any]:
    """What a fix may need to name."""
    words = {key: facts.get(key) for key in ("host", "port", "user", "database", "sslmode")}
    return {**{key: value for key, value in words.items() if value not in (None, "")}, **more}


def refused(facts: Facts) -> Finding:
    """The finding for an ErrorResponse, at whatever stage it came."""
    code, routine = str(facts.get("sqlstate", "")), str(facts.get("routine", ""))
    if not routine and (code.startswith("08") or not code or facts.get("pooler") or _own_words(facts)):
        return _of_pooler(facts)
    if code == "28000" and routine == "ClientAuthentication":
        return _of_hba(facts)
    cause, sure, says = (
        _CAUSES.get(code) or _CAUSES.get(code[:2]) or ("postgres.auth", 0.4, "the server says no")
    )
    if facts.get("proved") and code in ("28P01", "28000") and facts.get("pooler"):
        return _of_pooler(facts)
    return Finding(
        cause,
        sure,
        _why(says, facts),
        params_of(facts, sqlstate=code, message=facts.get("message", "")),
        fix=_limit_fix(facts) if cause == "postgres.too_many_connections" else (),
    )


def _own_words(facts: Facts) -> bool:
    text = str(facts.get("message", "")).lower()
    return any(words in text for words, _ in _POOLER[:8])


def _of_pooler(facts: Facts) -> Finding:
    """A refusal that a pooler wrote: its own trouble, or that behind it, as far as the text tells."""
    text = str(facts.get("message", "")).lower()
    params = params_of(facts, message=facts.get("message", ""))
    if "ssl required" in text or "tls required" in text:
        return _needs_tls("the pooler lets clients in over TLS only, and the app connects without", facts)
    own = "for user" not in text or str(facts.get("sqlstate", "")) != "08P01"
    if not facts.get("proved") and own and any(words in text for words in _POOLER_LOGIN):
        unseen = ("postgres.pooler", "config.env_stale") if facts.get("proof_unseen") else None
        why = _why("the pooler refuses the login of {user}", facts)
        return Finding("postgres.auth", 0.55 if unseen else 0.85, why, params, unseen)
    behind = next((code for words, code in _BEHIND if words in text and facts.get("proved")), "")
    if behind:
        cause, _, says = _CAUSES[behind]
        return Finding(cause, 0.8, _why(f"behind the pooler, {says}", facts), params)
    says = next((says for words, says in _POOLER if words in text), "the pooler breaks the session off")
    return Finding("postgres.pooler", 0.9, _why(says, facts), params)


def _of_hba(facts: Facts) -> Finding:
    """pg_hba.conf decides by host, user, database and encryption."""
    text = str(facts.get("message", "")).lower()
    if "client certificate" in text:
        return Finding(
            "tls.client_cert",
            0.9,
            _why("the server wants a client certificate for this login", facts),
            params_of(facts),
        )
    if facts.get("tls_would_pass") is True:
        return _needs_tls("the server lets this login in over TLS only, and the app connects without", facts)
    why = "no line of pg_hba.conf lets {user} into {database} from this host"
    return Finding("postgres.hba", 0.95, _why(why, facts), params_of(facts, encryption=_encryption(facts)))


def _needs_tls(why: str, facts: Facts) -> Finding:
    return Finding(
        "tls.not_tls",
        0.95,
        _why(why, facts),
        params_of(facts),
        owner="customer-platform",
        owner_because="the app's own setting decides whether TLS is used",
        fix=_use_tls(facts),
    )


def _encryption(facts: Facts) -> str:
    return "hostssl" if facts.get("encrypted") else "host"


def _why(says: str, facts: Facts) -> str:
    text = says.format(user=facts.get("user") or "the user", database=facts.get("database") or "asked for")
    message, code = str(facts.get("message", "")), str(facts.get("sqlstate", ""))
    return f"{text}: {' '.join(part for part in (code, message) if part)}" if message or code else text


def _use_tls(facts: Facts) -> tuple[str, ...]:
    return (
        "Add sslmode=require to the app's database URL (it says "
        f"sslmode={facts.get('sslmode')} now) and restart the app.",
        "Check it: " + psql(facts, "require"),
    )


def _limit_fix(facts: Facts) -> tuple[str, ...]:
    """The three limits have three texts; each is raised elsewhere. Named by the routine, then by the text."""
    text, routine = str(facts.get("message", "")), str(facts.get("routine", ""))
    who = "select usename, application_name, state, count(*) from pg_stat_activity group by 1, 2, 3"
    see = f'See who holds them, as a superuser: psql -XAtc "{who}"'
    if ("role" in text and routine == "InitializeSessionUserId") or "for role" in text:
        return (
            see,
            f'Raise the role\'s own limit: ALTER ROLE "{facts.get("user")}" CONNECTION LIMIT -1;',
            "Or make the app's pool smaller than the limit.",
        )
    if "for database" in text:
        return (
            see,
            f'Raise the database\'s own limit: ALTER DATABASE "{facts.get("database")}" CONNECTION LIMIT -1;',
        )
    return (
        see,
        "End sessions that nobody needs, or raise max_connections in postgresql.conf (needs a restart).",
        "Or put a pooler such as PgBouncer between the apps and the server.",
    )


def psql(facts: Facts, sslmode: str = "") -> str:
    """A command for a person; psql asks for the password itself."""
    parts = [
        f"host={facts.get('host')}",
        f"port={facts.get('port')}",
        f"user={facts.get('user')}",
        f"dbname={facts.get('database')}",
    ]
    mode = sslmode or str(facts.get("sslmode") or "")
    return f'psql "{" ".join([*parts, f"sslmode={mode}" if mode else ""]).strip()}" -XAtc "select 1"'
