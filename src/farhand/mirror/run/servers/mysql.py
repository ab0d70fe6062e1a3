"""MariaDB (or a MySQL with the same programs): fresh data, one user, one database, only on this host."""

from __future__ import annotations

import signal

from farhand.mirror.run.nouns import Service
from farhand.mirror.run.servers._start import Start, Step, taken

PROGRAMS = ("mariadbd",)
SETTINGS = frozenset({
    "sql_mode", "collation_server", "character_set_server", "max_connections", "max_user_connections",
    "max_allowed_packet", "wait_timeout", "interactive_timeout", "lower_case_table_names", "time_zone",
    "default_time_zone", "innodb_lock_wait_timeout", "explicit_defaults_for_timestamp",
    "transaction_isolation", "tx_isolation", "default_storage_engine", "innodb_strict_mode",
    "group_concat_max_len", "read_only", "max_statement_time", "sql_safe_updates", "autocommit",
    "net_read_timeout", "net_write_timeout", "ft_min_word_len", "innodb_ft_min_token_size",
    "optimizer_switch",
})  # fmt: skip
#: Quick to start and small.
_SMALL = (
    "--innodb-buffer-pool-size=8M", "--innodb-log-file-size=4M", "--innodb-flush-log-at-trx-commit=0",
    "--performance-schema=off", "--skip-name-resolve", "--innodb-use-native-aio=off",
    "--aria-pagecache-buffer-size=1M",
)  # fmt: skip


def start(service: Service, folder: str, programs: str, port: int) -> Start:
    """`programs` holds mariadbd; mariadb-install-db is found beside it or by the path."""
    data = f"{folder}/data"
    server = [f"{programs}/mariadbd", "--no-defaults", f"--datadir={data}", f"--tmpdir={folder}"]
    install = ["mariadb-install-db", "--no-defaults", f"--datadir={data}", "--skip-test-db"]
    settings = taken(service.settings, SETTINGS)
    names = {"time_zone": "default-time-zone", "tx_isolation": "transaction-isolation"}
    options = [f"--{names.get(name, name).replace('_', '-')}={value}" for name, value in settings.items()]
    options += [f"--character-set-server={service.encoding}"] if service.encoding else []
    options += [f"--collation-server={service.locale}"] if service.locale else []
    return Start(
        argv=[
            *server, "--bind-address=127.0.0.1", f"--port={port}", f"--socket={folder}/sock",
            f"--pid-file={folder}/pid", f"--init-file={folder}/init.sql", *_SMALL, *options,
        ],
        files={"init.sql": _first_words(service)},
        steps=(Step([*install, "--auth-root-authentication-method=normal", "--innodb-log-file-size=4M"]),),
        stop=signal.SIGKILL,  # an orderly end takes seconds, and the data go anyway
        ready=lambda _, log: "ready for connections" in log,
        url=f"mysql://{service.user}:{service.password}@127.0.0.1:{port}/{service.database}",
    )  # fmt: skip


def _first_words(service: Service) -> str:
    user, secret, base = service.user, service.password, service.database
    return (
        f"CREATE DATABASE IF NOT EXISTS `{base}`;\n"
        f"CREATE USER IF NOT EXISTS '{user}'@'%' IDENTIFIED BY '{secret}';\n"
        f"GRANT ALL ON `{base}`.* TO '{user}'@'%';\n"
        # A file of first words has one statement on each line.
        f"USE `{base}`;\n" + service.tables.replace("\n", " ").replace("; ", ";\n")
    )
