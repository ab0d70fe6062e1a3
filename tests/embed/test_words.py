"""Every cause of the knowledge base has a word in the flat form, and none has one by accident."""

from __future__ import annotations

import pytest

from farhand import causes
from farhand.embed.health import words
from farhand.embed.health.words import word_of

#: Causes for which no word of the contract says more than "error". A new cause is put here knowingly, or
#: gets a word in words.py.
ERRORS = {
    "amqp.closed", "amqp.cluster", "app.bug", "app.duplicate_job", "container.crash_loop", "container.init",
    "container.probe", "container.runtime", "container.wrong_arch", "db.replication", "db.server_settings",
    "etcd.cluster", "exec.crashed", "exec.not_runnable", "fs.io_error", "http.redirected",
    "http.server_error", "http.truncated", "http.unexpected_body", "kafka.cluster", "kafka.group",
    "ldap.referral", "mysql.gone_away", "mysql.locks", "oidc.issuer", "postgres.corrupt",
    "postgres.data_error", "postgres.locks", "postgres.terminated", "redis.cluster", "s3.misconfigured",
    "service.unit_failed", "tcp.wrong_service", "tcp.idle_cut", "tcp.port_in_use", "tls.not_tls",
    "tls.bad_file", "config.value_malformed", "config.url_malformed", "config.wrong_environment",
    "config.file_invalid", "config.env_shadowed", "config.env_stale", "config.localhost_in_container",
    "proxy.misconfigured", "dns.server_failure",
}  # fmt: skip


def test_every_cause_has_a_word_and_only_the_known_ones_say_error() -> None:
    known = {cause: words.known(cause) for cause in causes.load()}
    assert set(known.values()) <= set(words.WORDS)
    assert {cause for cause, word in known.items() if word == "error"} == ERRORS


def test_no_cause_is_written_that_is_not_in_the_knowledge_base() -> None:
    assert set(words._BY_CAUSE) <= set(causes.load())
    assert {cause.partition(".")[0] for cause in causes.load()} == set(words._FAMILIES)
    assert set(words._CAUSES) | set(words._FAMILIES.values()) | {"connected", "unknown"} == set(words.WORDS)


@pytest.mark.parametrize(
    ("cause", "stage", "outcome", "critical", "word"),
    [
        ("tcp.timeout", "tcp", "fail", True, "timeout"),
        ("tcp.refused", "tcp", "fail", True, "refused"),
        ("dns.nxdomain", "dns", "fail", True, "unresolved"),
        ("tls.unknown_ca", "tls", "fail", True, "untrusted"),
        ("postgres.too_many_connections", "login", "fail", True, "exhausted"),
        ("clock.skew", "sync", "warn", True, "skewed"),
        ("postgres.version_unsupported", "version", "warn", True, "outdated"),
        ("tls.expired", "tls", "warn", True, "connected"),  # expires soon: it works
        ("tcp.refused", "tcp", "warn", False, "refused"),  # fails, and was made a warning
        ("", "tls", "fail", True, "untrusted"),
        ("", "", "fail", True, "error"),
        ("shop.own_cause", "", "fail", True, "error"),
        ("tcp.timeout", "tcp", "pass", True, "connected"),
        ("", "", "skip", True, "unknown"),
        ("tcp.timeout", "tcp", "unknown", True, "unknown"),
    ],
)
def test_the_word_of(cause: str, stage: str, outcome: str, critical: bool, word: str) -> None:
    assert word_of(cause, stage, outcome, critical) == word
