"""Examples of what PostgreSQL says of its sessions and standbys."""

from __future__ import annotations

from farhand.model import Example

EXAMPLES = (
    Example(
        "two sessions wait for the lock of one that is idle in a transaction",
        pasted="  pid  | usename | application_name |        state        | wait_event_type |     wait_eve"
        "nt      |     runtime     |      xact       |                 query                 \n"
        "-------+---------+------------------+---------------------+-----------------+-------------"
        "--------+-----------------+-----------------+---------------------------------------\n"
        " 31402 | app     | web              | idle in transaction | Client          | ClientRead  "
        "        | 00:00:09.038257 | 00:00:09.038396 | update orders set total=1 where id=1;\n"
        " 31416 | app     | web              | active              | Lock            | tuple       "
        "        | 00:00:07.97723  | 00:00:07.97723  | update orders set total=3 where id=1;\n"
        " 31417 | app     | idle3            | idle                | Client          | ClientRead  "
        "        |                 |                 | \n"
        " 31418 | app     | web              | active              | Lock            | transactioni"
        "d       | 00:00:07.977094 | 00:00:07.977094 | update orders set total=2 where id=1;\n"
        " 31420 | app     | report           | active              | Timeout         | PgSleep     "
        "        | 00:00:07.974682 | 00:00:07.974682 | select pg_sleep(50);\n"
        "(5 rows)\n",
        finds=("postgres.locks",),
        source="run: PostgreSQL 15, psql, an open update and two that wait for it",
    ),
    Example(
        "expanded, behind a prompt",
        pasted="shop=# \\x\n"
        "Expanded display is on.\n"
        "-[ RECORD 1 ]----+----------------------------------------------------\n"
        "datid            | 16384\n"
        "datname          | shop\n"
        "pid              | 31402\n"
        "leader_pid       | \n"
        "usesysid         | 16385\n"
        "usename          | app\n"
        "application_name | web\n"
        "client_addr      | \n"
        "client_hostname  | \n"
        "client_port      | -1\n"
        "backend_start    | 2026-11-26 08:18:59.223159+00\n"
        "xact_start       | 2026-11-26 08:18:59.224639+00\n"
        "query_start      | 2026-11-26 08:18:59.224778+00\n"
        "state_change     | 2026-11-26 08:18:59.225402+00\n"
        "wait_event_type  | Client\n"
        "wait_event       | ClientRead\n"
        "state            | idle in transaction\n"
        "backend_xid      | 729\n"
        "backend_xmin     | \n"
        "query_id         | \n"
        "query            | update orders set total=1 where id=1;\n"
        "backend_type     | client backend\n"
        "-[ RECORD 2 ]----+----------------------------------------------------\n"
        "datid            | 16384\n"
        "datname          | shop\n"
        "pid              | 31416\n"
        "leader_pid       | \n"
        "usesysid         | 16385\n"
        "usename          | app\n"
        "application_name | web\n"
        "client_addr      | \n"
        "client_hostname  | \n"
        "client_port      | -1\n"
        "backend_start    | 2026-11-26 08:19:00.277533+00\n"
        "xact_start       | 2026-11-26 08:19:00.285805+00\n"
        "query_start      | 2026-11-26 08:19:00.285805+00\n"
        "state_change     | 2026-11-26 08:19:00.285807+00\n"
        "wait_event_type  | Lock\n"
        "wait_event       | tuple\n"
        "state            | active\n"
        "backend_xid      | 731\n"
        "backend_xmin     | 729\n"
        "query_id         | \n"
        "query            | update orders set total=3 where id=1;\n"
        "backend_type     | client backend\n"
        "-[ RECORD 8 ]----+----------------------------------------------------\n"
        "datid            | 16384\n"
        "datname          | shop\n"
        "pid              | 31533\n"
        "leader_pid       | \n"
        "usesysid         | 10\n"
        "usename          | pgt\n"
        "application_name | psql\n"
        "client_addr      | \n"
        "client_hostname  | \n"
        "client_port      | -1\n"
        "backend_start    | 2026-11-26 08:19:08.320351+00\n"
        "xact_start       | 2026-11-26 08:19:08.321882+00\n"
        "query_start      | 2026-11-26 08:19:",
        finds=("postgres.locks",),
        source="run: PostgreSQL 15, psql -x, shortened and cut off",
    ),
    Example(
        "bare rows",
        pasted="31402|app|idle in transaction|Client|ClientRead|00:00:09.127106|update orders set total=1 "
        "where id=1;\n"
        "31416|app|active|Lock|tuple|00:00:08.066079|update orders set total=3 where id=1;\n"
        "31417|app|idle|Client|ClientRead||\n"
        "31418|app|active|Lock|transactionid|00:00:08.065943|update orders set total=2 where id=1;"
        "\n",
        finds=("postgres.locks",),
        source="run: PostgreSQL 15, psql -XAt",
    ),
    Example(
        "locks that are not granted",
        pasted="   locktype    |  relation   |       mode       |  pid  | granted \n"
        "---------------+-------------+------------------+-------+---------\n"
        " virtualxid    |             | ExclusiveLock    | 31420 | t\n"
        " relation      | orders_pkey | RowExclusiveLock | 31418 | t\n"
        " tuple         | orders      | ExclusiveLock    | 31418 | t\n"
        " tuple         | orders      | ExclusiveLock    | 31416 | f\n"
        " transactionid |             | ExclusiveLock    | 31402 | t\n"
        " transactionid |             | ShareLock        | 31418 | f\n",
        finds=("postgres.locks",),
        source="run: PostgreSQL 15, pg_locks",
    ),
    Example(
        "blocked by others",
        pasted="  pid  | blocked_by |                 query                 \n"
        "-------+------------+---------------------------------------\n"
        " 31416 | {31418}    | update orders set total=3 where id=1;\n"
        " 31418 | {31402}    | update orders set total=2 where id=1;\n"
        "(2 rows)\n"
        "\n",
        finds=("postgres.locks",),
        source="run: PostgreSQL 15, pg_blocking_pids",
    ),
    Example(
        "a leak: all sessions of the pool are left in transactions",
        pasted="active|1|00:00:00\nidle|2|00:10:08.211239\nidle in transaction|20|00:42:09.27039\n",
        finds=("db.pool_exhausted",),
        source="made after psql -XAt of PostgreSQL 15, grouped by state",
    ),
    Example(
        "a statement that has run for minutes",
        pasted="  pid  | usename | state  | wait_event_type |     runtime     |            query          "
        "  \n"
        "-------+---------+--------+-----------------+-----------------+---------------------------"
        "--\n"
        " 31420 | app     | active | IO              | 00:07:41.974682 | select * from orders o, t"
        "\n"
        " 31421 | app     | idle   | Client          |                 | \n"
        "(2 rows)\n",
        finds=("db.slow_query",),
        source="made after pg_stat_activity of PostgreSQL 15",
    ),
    Example(
        "the server is full",
        pasted=" count | current_setting \n-------+-----------------\n    98 | 100\n(1 row)\n",
        finds=("postgres.too_many_connections",),
        source="made after psql of PostgreSQL 15",
    ),
    Example(
        "the limit in a second table",
        pasted="        state        | count \n"
        "---------------------+-------\n"
        "                     |     5\n"
        " active              |     4\n"
        " idle                |    90\n"
        "(3 rows)\n"
        "\n"
        "shop=# show max_connections;\n"
        " max_connections \n"
        "-----------------\n"
        " 100\n"
        "(1 row)\n",
        finds=("postgres.too_many_connections",),
        source="made after psql of PostgreSQL 15",
    ),
    Example(
        "there is room",
        pasted=" count | current_setting \n-------+-----------------\n    13 | 20\n(1 row)\n",
        outcome="healthy",
        source="run: PostgreSQL 15",
    ),
    Example(
        "idle sessions, and one that has just begun",
        pasted="  pid  | usename | application_name |        state        | wait_event_type |     wait_eve"
        "nt      |     runtime     |      xact       |                 query                 \n"
        "-------+---------+------------------+---------------------+-----------------+-------------"
        "--------+-----------------+-----------------+---------------------------------------\n"
        " 31417 | app     | idle3            | idle                | Client          | ClientRead  "
        "        |                 |                 | \n"
        " 31421 | app     | idle1            | idle                | Client          | ClientRead  "
        "        |                 |                 | \n"
        " 31533 | app     | web              | active              |                 |             "
        "        | 00:00:00.000712 | 00:00:00.000712 | select 1\n",
        outcome="healthy",
        source="run: PostgreSQL 15, psql, shortened, one row added",
    ),
    Example(
        "vacuum and backup run long by nature",
        pasted=" pid  | state  | wait_event_type |       age       |                query\n"
        "------+--------+-----------------+-----------------+-------------------------------------"
        "\n"
        " 3142 | active | IO              | 01:07:41.974682 | autovacuum: VACUUM public.orders\n"
        " 3143 | active | Client          | 00:41:00.000001 | COPY public.orders TO stdout;\n"
        "(2 rows)\n",
        outcome="healthy",
        source="made after pg_stat_activity of PostgreSQL 15",
    ),
    Example(
        "a standby that is far behind",
        pasted=" application_name | client_addr |   state   | sync_state |    replay_lag   \n"
        "------------------+-------------+-----------+------------+-----------------\n"
        " standby1         | 10.0.0.7    | streaming | async      | 00:12:31.114\n"
        "(1 row)\n",
        finds=("db.replication",),
        source="made after pg_stat_replication of PostgreSQL 15",
    ),
    Example(
        "a standby that keeps up",
        pasted=" application_name | client_addr |   state   | sync_state |    replay_lag   \n"
        "------------------+-------------+-----------+------------+-----------------\n"
        " standby1         | 10.0.0.7    | streaming | async      | 00:00:00.000614\n"
        "(1 row)\n",
        outcome="healthy",
        source="made after pg_stat_replication of PostgreSQL 15",
    ),
    Example(
        "the answers to the usual questions",
        pasted="$ psql -XAtc 'select count(*), current_setting($$max_connections$$) from pg_stat_activity'\n"
        "99|100\n",
        finds=("postgres.too_many_connections",),
        source="made after psql -XAt of PostgreSQL 15",
    ),
    Example(
        "what has run the longest",
        pasted="31416|00:11:08.238346|select * from orders o join items i on true\n"
        "31547|00:00:00|select pid, now() - query_start, left(query, 100) from pg_stat_activity\n",
        finds=("db.slow_query",),
        source="made after psql -XAt of PostgreSQL 15",
    ),
)
