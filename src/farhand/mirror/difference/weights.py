"""How likely a difference explains what was found.  Pure.

A difference begins with how often its kind breaks an app. Each finding that points at it takes away a share
of the doubt that is left: the confidence of the finding times how well the difference explains such a cause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import islice

from farhand.mirror.model import Difference, Fingerprint
from farhand.mirror.settings import SETTINGS
from farhand.mirror.sql.model import Lack
from farhand.mirror.versions import numbers, release
from farhand.model import Finding


@dataclass(frozen=True)
class Hint:
    """What points at differences: area and name as patterns (`postgres:*`, `version`), 0 to 1, and why."""

    area: str
    name: str
    weight: float
    why: str


#: Cause pattern, area pattern ({subject}: the finding's), name pattern, how well the difference explains it.
_POINTS: tuple[tuple[str, str, str, float], ...] = (
    ("app.unsupported", "*:{subject}", "version", 0.95),
    ("app.dependency_missing", "package", "*", 0.5),
    ("app.dependency_missing", "python", "version", 0.5),
    ("app.bug", "*:*", "version", 0.4),
    ("app.bug", "package", "*", 0.15),
    ("app.bug", "python", "version", 0.3),
    ("postgres.version_unsupported", "postgres:*", "version", 0.95),
    ("db.migration_failed", "*:*", "version", 0.6),
    ("db.data_version", "*:*", "version", 0.8),
    ("db.server_settings", "*:*", "*", 0.6),
    ("postgres.schema_missing", "postgres:*", "search_path", 0.8),
    ("postgres.extension_missing", "postgres:*", "extension *", 0.9),
    ("postgres.extension_missing", "postgres:*", "version", 0.4),
    ("postgres.data_error", "postgres:*", "*encoding", 0.7),
    ("postgres.data_error", "postgres:*", "lc_collate", 0.5),
    ("postgres.data_error", "postgres:*", "datestyle", 0.5),
    ("postgres.data_error", "postgres:*", "version", 0.3),
    ("postgres.too_many_connections", "postgres:*", "max_connections", 0.95),
    ("db.pool_exhausted", "*:*", "max_connections", 0.7),
    ("postgres.statement_timeout", "postgres:*", "statement_timeout", 0.95),
    ("postgres.locks", "postgres:*", "lock_timeout", 0.7),
    ("postgres.terminated", "postgres:*", "idle_in_transaction_session_timeout", 0.7),
    ("*.read_only", "*:*", "default_transaction_read_only", 0.9),
    ("mysql.schema", "mysql:*", "lower_case_table_names", 0.8),
    ("mysql.schema", "mysql:*", "version", 0.5),
    ("mysql.too_many_connections", "mysql:*", "max_connections", 0.95),
    ("mysql.gone_away", "mysql:*", "wait_timeout", 0.8),
    ("mysql.gone_away", "mysql:*", "max_allowed_packet", 0.8),
    ("redis.out_of_memory", "redis:*", "maxmemory*", 0.9),
    ("redis.too_many_clients", "redis:*", "maxclients", 0.95),
    ("redis.unsupported", "redis:*", "version", 0.95),
    ("amqp.closed", "amqp:{subject}", "*", 0.3),
    ("amqp.precondition", "amqp:{subject}", "*", 0.3),
    ("memcached.too_many_connections", "memcached:*", "maxconns", 0.95),
    ("redis.auth", "redis:{subject}", "acl", 0.8),
    ("clock.skew", "time", "offset_s", 0.95),
    ("clock.timezone", "time", "zone", 0.95),
    ("clock.timezone", "*:*", "*zone", 0.7),
    ("tls.expired", "time", "offset_s", 0.5),
    ("tls.not_yet_valid", "time", "offset_s", 0.9),
    ("tls.unknown_ca", "network", "ca", 0.95),
    ("tls.self_signed", "network", "ca", 0.8),
    ("tls.intercepted", "network", "ca", 0.95),
    ("tls.version", "*:*", "tls", 0.8),
    ("tls.version", "network", "tls max", 0.9),
    ("tls.version", "os", "openssl", 0.8),
    ("tls.weak", "os", "openssl", 0.7),
    ("proxy.*", "network", "proxy", 0.9),
    ("proxy.required", "network", "egress", 0.9),
    ("http.forbidden", "network", "proxy", 0.4),
    ("tcp.timeout", "network", "egress", 0.7),
    ("tcp.rejected", "network", "egress", 0.7),
    ("tcp.refused", "network", "egress", 0.4),
    ("config.env_*", "env", "{subject}", 0.95),
    ("config.*_malformed", "env", "{subject}", 0.9),
    ("fs.read_only", "disk", "*", 0.95),
    ("fs.permission", "os", "uid", 0.9),
    ("memory.*", "limits", "memory", 0.95),
    ("postgres.memory", "postgres:*", "work_mem", 0.5),
    ("limits.files", "limits", "files", 0.95),
    ("limits.processes", "limits", "processes", 0.95),
    ("limits.file_size", "limits", "file_size", 0.95),
    ("limits.cpu", "limits", "cpus", 0.9),
    ("container.wrong_arch", "os", "arch", 0.95),
    ("exec.not_runnable", "os", "arch", 0.5),
    ("exec.*", "os", "libc", 0.5),
)
#: Area pattern, name pattern -> how often a difference of this kind is what breaks an app.
_PRIOR: tuple[tuple[str, str, float], ...] = (
    ("*:*", "version", 0.45),
    ("*:*", "extension *", 0.3),
    ("*:*", "tls", 0.2),
    ("network", "proxy", 0.4),
    ("network", "egress", 0.4),
    ("network", "ca", 0.4),
    ("network", "tls max", 0.4),
    ("time", "offset_s", 0.35),
    ("time", "zone", 0.25),
    ("locale", "*", 0.2),
    ("limits", "memory", 0.25),
    ("limits", "*", 0.15),
    ("disk", "*", 0.3),
    ("os", "uid", 0.25),
    ("os", "arch", 0.25),
    ("os", "libc", 0.15),
    ("os", "openssl", 0.15),
    ("os", "*", 0.04),
    ("python", "version", 0.35),
    ("package", "*", 0.1),
    ("env", "*", 0.2),
)
#: Versions of one release, and what is in no row.
_MINOR, _NEVER = 0.08, 0.02
#: Lacks of one server that are told; each further one says the same.
_FEW_LACKS = 3
#: Only a run in a mirror proves more.
_SUREST = 0.99


def of_findings(findings: Iterable[Finding]) -> Iterator[Hint]:
    """What the causes found point at; a symptom points half as strongly as a root."""
    for one in findings:
        sure = one.confidence * (1.0 if one.role == "root" else 0.5)
        why = f"it may explain {one.cause} at {one.subject}"
        for cause, area, name, fits in _POINTS:
            if fnmatchcase(one.cause, cause):
                for subject in sorted({str(one.params.get("name") or one.subject), one.subject}):
                    yield Hint(_filled(area, one.subject), _filled(name, subject), fits * sure, why)


def of_facts(here: Fingerprint) -> Iterator[Hint]:
    """What a server counts: commands, keys and channels that it has refused to somebody."""
    for fact in here.facts:
        if fact.name == "acl denied":
            yield Hint(_literal(fact.area), "acl", 0.5, f"the server has refused {fact.value}")


def of_lacks(lacks: Iterable[Lack], area: str) -> Iterator[Hint]:
    """What the app's SQL uses and a server does not have points at that server's version."""
    for one in islice(lacks, _FEW_LACKS):
        where = f"{one.source}:{one.line}" if one.source else "your SQL"
        kind = "" if one.kind == "syntax" else f"the {one.kind} "
        yield Hint(_literal(area), "version", 0.9, f"{where} uses {kind}{one.name}, which this server lacks")


def _filled(pattern: str, subject: str) -> str:
    return pattern.replace("{subject}", _literal(subject))


def _literal(text: str) -> str:
    """Nothing that evidence names is a pattern."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in text)


def weigh(one: Difference, hints: Sequence[Hint]) -> tuple[float, str]:
    doubt = 1 - prior(one)
    why: dict[str, None] = {}
    for hint in hints:
        if fnmatchcase(one.area, hint.area) and fnmatchcase(one.name, hint.name) and hint.why not in why:
            doubt *= 1 - min(0.99, max(0.0, hint.weight))
            why[hint.why] = None
    return min(_SUREST, 1 - doubt), "; ".join(why) or _usually(one)


def prior(one: Difference) -> float:
    """How often such a difference breaks an app; a newer server does less often than an older one."""
    setting = SETTINGS.get(one.area.partition(":")[0], {}).get(one.name) if ":" in one.area else None
    if setting:
        return setting.weight
    found = next(
        (w for area, name, w in _PRIOR if fnmatchcase(one.area, area) and fnmatchcase(one.name, name)), _NEVER
    )
    if one.area == "env":
        return (
            0.5
            if one.here in ("not set", "not there")
            else 0.4
            if one.here.startswith("malformed")
            else found
        )
    if one.name == "version" and ":" in one.area and _same_release(one):
        return _MINOR
    return found * 0.6 if one.name == "version" and _newer(one) else found


def _same_release(one: Difference) -> bool:
    kind = one.area.partition(":")[0]
    return release(kind, one.here) in {release(kind, part) for part in one.there.split(" or ")}


def _newer(one: Difference) -> bool:
    tested = [numbers(part) for part in one.there.split(" or ")]
    return bool(numbers(one.here)) and all(numbers(one.here)[: len(part)] > part for part in tested)


def _usually(one: Difference) -> str:
    if one.name == "version" and ":" in one.area:
        return "newer than what is tested" if _newer(one) else "not a version that is tested"
    return "nothing found so far points at it"
