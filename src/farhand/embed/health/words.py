"""One word per dependency, for the flat form: what became of it, by the cause that was found.  Pure.

The words are those of the contract. A family has the word that most of its causes share; what differs
stands beside it. A cause of a vendor's own, in a family that is not known, is an "error".
"""

from __future__ import annotations

CONNECTED, UNKNOWN, ERROR = "connected", "unknown", "error"
WORDS = (
    "connected", "timeout", "refused", "unreachable", "unresolved", "rejected", "untrusted", "unauthorized",
    "exhausted", "read-only", "full", "missing", "outdated", "skewed", "error", "unknown",
)  # fmt: skip

#: Words that are true of a dependency although it works.
_BESIDE_WORK = ("outdated", "skewed", "read-only")

#: The word of a family's other causes.
_FAMILIES = {
    "amqp": "error", "app": "error", "clock": "skewed", "config": "missing", "container": "error",
    "db": "error", "dns": "unresolved", "etcd": "error", "exec": "error", "fs": "error",
    "http": "error", "kafka": "error", "ldap": "error", "limits": "exhausted", "memcached": "error",
    "memory": "exhausted", "mongodb": "error", "mysql": "error", "oidc": "error", "postgres": "error",
    "proxy": "unreachable", "redis": "error", "s3": "error", "search": "error", "service": "error",
    "smtp": "error", "tcp": "unreachable", "tls": "untrusted", "vendor": "error",
}  # fmt: skip

#: Word -> the causes that have it and are not of a family that has it.
_CAUSES = {
    "timeout": "dns.timeout dns.slow tcp.timeout tcp.mute tcp.backlog_full tcp.mtu tcp.loss "
               "tls.handshake_cut http.timeout postgres.statement_timeout db.slow_query "
               "app.worker_timeout fs.remote",
    "refused": "tcp.refused dns.refused container.no_endpoints mongodb.unavailable ldap.unavailable",
    "unreachable": "dns.resolver_unreachable dns.partial dns.address_family dns.wrong_address "
                   "kafka.advertised_listener container.network http.bad_gateway http.webhook_missing "
                   "http.wrong_backend vendor.outage postgres.starting",
    "rejected": "tcp.rejected tcp.source_not_allowed tcp.reset proxy.blocked http.forbidden http.too_large "
                "postgres.hba postgres.pooler postgres.permission amqp.precondition container.admission "
                "fs.selinux ldap.no_access smtp.relay_denied smtp.sender_refused smtp.recipient_refused "
                "smtp.client_refused smtp.too_large smtp.filtered smtp.deferred",
    "unauthorized": "etcd.auth ldap.auth ldap.account memcached.auth smtp.auth "
                    "http.unauthorized proxy.auth_required postgres.auth mysql.auth redis.auth amqp.auth "
                    "mongodb.auth kafka.security tls.client_cert fs.permission container.rbac app.license",
    "exhausted": "memcached.too_many_connections ldap.limit "
                 "tcp.ports_exhausted tcp.conntrack_full http.rate_limited http.client_pool "
                 "postgres.too_many_connections postgres.memory db.pool_exhausted mysql.too_many_connections "
                 "redis.too_many_clients redis.out_of_memory fs.inodes app.load container.address_exhausted "
                 "container.unschedulable container.evicted",
    "read-only": "postgres.read_only mysql.read_only redis.read_only fs.read_only search.cluster",
    "full": "smtp.full fs.full postgres.disk_full redis.persistence amqp.blocked limits.file_size",
    "missing": "ldap.base_missing oidc.keys http.not_found postgres.database_missing postgres.schema_missing "
               "postgres.extension_missing mysql.database_missing mysql.schema kafka.topic fs.missing "
               "exec.command_missing app.dependency_missing container.config_missing container.image_pull "
               "container.volume fs.not_mounted",
    "outdated": "postgres.version_unsupported redis.unsupported db.data_version db.migration_failed "
                "app.unsupported tls.version http.stale_cache",
    "skewed": "tls.not_yet_valid",
    "error": "tcp.wrong_service tcp.idle_cut tcp.port_in_use tls.not_tls tls.bad_file "
             "config.value_malformed config.url_malformed config.wrong_environment config.file_invalid "
             "config.env_shadowed config.env_stale config.localhost_in_container proxy.misconfigured "
             "dns.server_failure",
}  # fmt: skip
_BY_CAUSE = {cause: word for word, causes in _CAUSES.items() for cause in causes.split()}

#: Where no cause is known: what a failure at that stage means.
_STAGES = {"dns": "unresolved", "tcp": "unreachable", "tls": "untrusted", "login": "unauthorized"}


def word_of(cause: str, stage: str = "", outcome: str = "fail", critical: bool = True) -> str:
    """The word for a dependency. One that is only warned of works, unless its failure was made a warning
    because it is not critical."""
    if outcome == "pass":
        return CONNECTED
    if outcome not in ("warn", "fail"):
        return UNKNOWN
    word = known(cause) or _STAGES.get(stage, ERROR)
    return word if outcome == "fail" or not critical or word in _BESIDE_WORK else CONNECTED


def known(cause: str) -> str:
    """The word of a cause of the knowledge base; empty where neither it nor its family is known."""
    return _BY_CAUSE.get(cause) or _FAMILIES.get(cause.partition(".")[0], "") if cause else ""
