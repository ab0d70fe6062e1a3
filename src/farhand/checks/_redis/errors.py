"""What an error of Redis means: the word it begins with, and for ERR its text.  Pure."""

from __future__ import annotations

from typing import Any

from farhand.model import Facts, Finding

#: The word that an error begins with, to cause, confidence and what is said.
CODES = {
    "NOAUTH": ("redis.auth", 0.95, "the server wants a login, and the app gives none"),
    "WRONGPASS": ("redis.auth", 0.95, "the server refuses the user or the password"),
    "NOPERM": ("redis.auth", 0.9, "the user may not do this"),
    "DENIED": (
        "redis.auth",
        0.95,
        "protected mode: no password is set, and only the server's own host is let in",
    ),
    "READONLY": ("redis.read_only", 0.97, "this is a replica, which takes no writes"),
    "MASTERDOWN": (
        "redis.read_only",
        0.95,
        "this replica has lost its master and answers nothing until it is back",
    ),
    "LOADING": (
        "redis.read_only",
        0.85,
        "the server is loading its data and answers nothing until that is done",
    ),
    "NOREPLICAS": ("redis.read_only", 0.8, "too few replicas are there, so writes are refused"),
    "OOM": ("redis.out_of_memory", 0.97, "the memory limit is reached, so writes are refused"),
    "MISCONF": (
        "redis.persistence",
        0.97,
        "snapshots or the append-only file cannot be written, so writes are refused",
    ),
    "CLUSTERDOWN": ("redis.cluster", 0.95, "the cluster does not serve all slots"),
    "MOVED": ("redis.cluster", 0.95, "this is a member of a cluster, which sends a plain client elsewhere"),
    "ASK": ("redis.cluster", 0.9, "this is a member of a cluster, which sends a plain client elsewhere"),
    "CROSSSLOT": ("redis.cluster", 0.9, "this is a member of a cluster"),
    "TRYAGAIN": ("redis.cluster", 0.8, "the cluster is moving slots"),
    "BUSY": ("db.slow_query", 0.8, "the server is busy with a script and answers nothing else"),
    "NOSCRIPT": ("redis.unsupported", 0.6, "a script is not loaded"),
}

#: Errors that begin with ERR only, told by their words.
_TEXTS = (
    (
        "max number of clients",
        "redis.too_many_clients",
        0.97,
        "the server has as many clients as it takes (maxclients)",
    ),
    (
        "max number of clients + cluster",
        "redis.too_many_clients",
        0.97,
        "the server has as many clients as it takes",
    ),
    (
        "without any password configured",
        "redis.auth",
        0.9,
        "the app sends a password, and the server has none set",
    ),
    ("invalid password", "redis.auth", 0.95, "the server refuses the password"),
    ("operation not permitted", "redis.auth", 0.9, "the server wants a login"),
    (
        "wrong number of arguments for 'auth'",
        "redis.unsupported",
        0.9,
        "the server is too old for logins with a user name",
    ),
    ("db index is out of range", "redis.unsupported", 0.95, "the server has no database of that number"),
    ("invalid db index", "redis.unsupported", 0.9, "the server has no database of that number"),
    ("not allowed in cluster mode", "redis.cluster", 0.95, "a cluster has database 0 only"),
    ("cluster support disabled", "redis.cluster", 0.95, "the app expects a cluster, and this server is none"),
    ("unknown command", "redis.unsupported", 0.9, "the server does not know the command"),
)


def params_of(facts: Facts, **more: Any) -> dict[str, Any]:
    words = {key: facts.get(key) for key in ("host", "port", "user", "database")}
    scheme = {"redis_cli_tls": " --tls "} if facts.get("tls") else {"redis_cli_tls": ""}
    return {**{key: value for key, value in words.items() if value not in (None, "")}, **scheme, **more}


def refused(code: str, message: str, facts: Facts) -> Finding:
    """The finding for an error reply."""
    row = CODES.get(code)
    if row is None:
        low = message.lower()
        row = next((rest for words, *rest in _TEXTS if words in low), None) or (
            "redis.unsupported",
            0.4,
            "the server says no",
        )  # type: ignore[assignment]
    cause, sure, says = row  # type: ignore[misc]
    return Finding(cause, sure, f"{says}: {message}", params_of(facts, message=message))
