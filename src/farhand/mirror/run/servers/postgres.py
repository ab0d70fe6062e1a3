"""PostgreSQL of any major from 10 on: fresh data, one user, one database, only on this host."""

from __future__ import annotations

import signal

from farhand.mirror.run.nouns import Service
from farhand.mirror.run.servers._start import Start, Step, taken

PROGRAMS = ("initdb", "postgres")
SETTINGS = frozenset({
    "max_connections", "superuser_reserved_connections", "reserved_connections", "TimeZone", "timezone",
    "DateStyle", "datestyle", "IntervalStyle", "intervalstyle", "search_path", "statement_timeout",
    "lock_timeout", "idle_in_transaction_session_timeout", "idle_session_timeout", "transaction_timeout",
    "default_transaction_isolation", "default_transaction_read_only", "default_transaction_deferrable",
    "standard_conforming_strings", "escape_string_warning", "backslash_quote", "bytea_output",
    "client_encoding", "client_min_messages", "array_nulls", "transform_null_equals", "row_security",
    "work_mem", "maintenance_work_mem", "shared_buffers", "max_locks_per_transaction",
    "max_prepared_transactions", "max_worker_processes", "max_parallel_workers",
    "max_parallel_workers_per_gather", "password_encryption", "default_text_search_config", "jit",
    "xmlbinary", "xmloption", "extra_float_digits", "quote_all_identifiers", "enable_seqscan",
    "enable_hashjoin", "enable_mergejoin", "max_stack_depth", "track_activity_query_size", "wal_level",
    "max_replication_slots", "max_wal_senders", "lc_messages", "lc_monetary", "lc_numeric", "lc_time",
    "default_toast_compression", "vacuum_cost_delay", "autovacuum",
})  # fmt: skip


def start(service: Service, folder: str, programs: str, port: int) -> Start:
    """`folder` is empty and belongs to the server's user; `programs` holds initdb and postgres."""
    data, user = f"{folder}/data", service.user
    initdb = [
        f"{programs}/initdb",
        "-D",
        data,
        "-U",
        user,
        "-A",
        "scram-sha-256",
        f"--pwfile={folder}/password",
    ]
    initdb += ["--no-sync", f"--encoding={service.encoding or _encoding(service.locale)}"]
    initdb += [f"--locale={service.locale or 'C.UTF-8'}"] if _fits(service) else ["--locale=C"]
    settings = taken(service.settings, SETTINGS)
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    steps = [Step(initdb)]
    if service.database != "postgres":
        single = [f"{programs}/postgres", "--single", "-D", data, "postgres"]
        steps.append(Step(single, f'CREATE DATABASE "{service.database}"\n'))
    if service.tables:
        # Each statement by itself: this mode ends one where an empty line follows its semicolon.
        single = [f"{programs}/postgres", "--single", "-j", "-D", data, service.database]
        steps.append(Step(single, service.tables.replace(";\n", ";\n\n")))
    return Start(
        argv=[
            f"{programs}/postgres", "-D", data, "-p", str(port), "-F", "-c", "listen_addresses=127.0.0.1",
            "-c", f"unix_socket_directories={folder}", "-c", "logging_collector=off", *options,
        ],
        files={"password": service.password},
        steps=tuple(steps),
        ready=lambda pid, log: pid.splitlines()[7:8] != [] and pid.splitlines()[7].startswith("ready"),
        ready_file=f"{data}/postmaster.pid",
        stop=signal.SIGQUIT,  # at once; its memory segments are given back, which a kill would not do
        url=f"postgresql://{user}:{service.password}@127.0.0.1:{port}/{service.database}",
    )  # fmt: skip


def _encoding(locale: str) -> str:
    """The encoding that a locale names; UTF8 where it names none."""
    named = locale.partition(".")[2].replace("-", "").upper()
    return {"": "UTF8", "ISO88591": "LATIN1", "ISO885915": "LATIN9"}.get(named, named)


def _fits(service: Service) -> bool:
    """Whether the locale can go with the encoding; C goes with every one."""
    utf8 = service.encoding.upper().replace("-", "") in ("", "UTF8", "UNICODE")
    return bool(service.locale) or utf8
