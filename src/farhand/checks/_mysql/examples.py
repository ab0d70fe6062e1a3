"""Real facts, captured in the lab (tests/lab), and what they must lead to."""
# ruff: noqa: E501  (what a server says is not broken into lines)

from __future__ import annotations

from farhand.model import Example

# fmt: off
EXAMPLES: tuple[Example, ...] = (
    Example(
        "A server, a user with a password, and the tables that the app needs: hello", "hello",
        {"host": '10.77.2.2', "port": 3306, "tls": False, "mode": 'disabled', "user": 'app', "answer": 'greets', "version": '10.11.19-MariaDB-0+deb12u1', "plugin": 'mysql_native_password', "offers_tls": False, "ms": 1.2},
        finds=(), outcome="pass", source="lab: control/mysql_plain",
    ),
    Example(
        "A server, a user with a password, and the tables that the app needs: login", "login",
        {"host": '10.77.2.2', "port": 3306, "tls": False, "mode": 'disabled', "user": 'app', "database": 'appdb', "password_given": True, "method": 'mysql_native_password', "answer": 'ok'},
        finds=(), outcome="pass", source="lab: control/mysql_plain",
    ),
    Example(
        "A server, a user with a password, and the tables that the app needs: role", "role",
        {"host": '10.77.2.2', "port": 3306, "tls": False, "mode": 'disabled', "user": 'app@%', "database": 'appdb', "version": '10.11.19-MariaDB-0+deb12u1', "read_only": [], "declared_read_only": False, "character_set_database": 'utf8mb4', "sql_mode": 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION', "version_comment": 'Debian 12', "rights": ['ALTER', 'ALTER ROUTINE', 'CREATE', 'CREATE ROUTINE', 'CREATE TEMPORARY TABLES', 'CREATE VIEW', 'DELETE', 'DELETE HISTORY', 'DROP', 'EVENT', 'EXECUTE', 'INDEX', 'INSERT', 'LOCK TABLES', 'REFERENCES', 'SELECT', 'SHOW VIEW', 'TRIGGER', 'UPDATE', 'USAGE'], "replica": {}, "peer_clock": {'peer': 'database', 'offset_s': 0.0, 'error_s': 0.001}, "large_lost": False, "tables": [{'name': 'invoices', 'elsewhere': ['appdb.invoices'], 'read': 'ok', 'write': 'ok'}]},
        finds=(), outcome="pass", source="lab: control/mysql_plain",
    ),
    Example(
        "A server, a user with a password, and the tables that the app needs: version", "version",
        {"host": '10.77.2.2', "port": 3306, "tls": False, "version": '10.11.19-MariaDB-0+deb12u1', "tested": ['10.6', '10.11']},
        finds=(), outcome="pass", source="lab: control/mysql_plain",
    ),
    Example(
        "A server, a user with a password, and the tables that the app needs: capacity", "capacity",
        {"host": '10.77.2.2', "port": 3306, "tls": False, "mode": 'disabled', "user": 'app', "max": 151, "user_max": 0, "wait_timeout": 28800, "used": 1, "used_by_user": 1, "waiting": 0, "waiting_s": 0, "pool_size": 5, "processes": 4, "pool_recycle": None},
        finds=(), outcome="pass", source="lab: control/mysql_plain",
    ),
    Example(
        "A user that must use TLS, and a certificate that the app trusts for this name: tls", "tls",
        {"host": 'db.lab.test', "port": 3306, "tls": False, "mode": 'verify_identity', "user": 'app', "offered": True, "kind": 'mysql', "run_by": 'customer', "now": '2026-11-26T22:11:20Z', "via": '', "result": 'ok', "asked_client_cert": True, "chain": [{'subject': 'O=trustme v1.2.1, OU=Testing cert #OgN0Cbld6vIhDeh1', 'subject_o': 'trustme v1.2.1', 'issuer': 'O=Lab Authority, OU=Testing CA #HJH0NG4blthsMv5S', 'issuer_o': 'Lab Authority', 'not_before': '2000-01-01T00:00:00Z', 'not_after': '3000-01-01T00:00:00Z', 'key': 'EC', 'bits': 256, 'signed_with': 'sha256', 'sha256': '315cc2dcd19b0ec77db2ff35dd496a81286e24f01c688206c5647741af7961d6', 'names': ['db.lab.test'], 'ca': False, 'must_staple': False, 'key_id': '0a5eb6733a186fbc07eed313f631a71c697b9f5f', 'issuer_key_id': 'c38f36623a7fedd961569a61501e55692fde7c8f', 'self_signed': False}], "version": 'TLSv1.3', "cipher": 'TLS_AES_256_GCM_SHA384', "received": 999, "ms": 9.4, "store": {'name': 'declared', 'libraries': ['the app'], 'where': '/tmp/fh-lab-26310-6m0ovfgd/ca.pem', 'verified': True, 'variable': 'ca_file', 'sets': 'ca_file', 'problem': ''}, "gave_client_cert": False},
        finds=(), outcome="pass", source="lab: control/mysql_tls_verified",
    ),
    Example(
        "A user that must use TLS, and a certificate that the app trusts for this name: login", "login",
        {"host": 'db.lab.test', "port": 3306, "tls": False, "mode": 'verify_identity', "user": 'app', "database": 'appdb', "password_given": True, "method": 'mysql_native_password', "answer": 'ok'},
        finds=(), outcome="pass", source="lab: control/mysql_tls_verified",
    ),
    Example(
        "The password that the app has is not the server's: login", "login",
        {"host": '10.77.2.2', "port": 3306, "tls": False, "mode": 'disabled', "user": 'app', "database": 'appdb', "password_given": True, "answer": 'error', "errno": 1045, "sqlstate": '28000', "message": "Access denied for user 'app'@'10.77.1.2' (using password: YES)", "asked": 'login'},
        finds=('mysql.auth',), outcome="fail", source="lab: mysql/wrong_password",
    ),
    Example(
        "This user may come over TLS only; the server says the same as for a wrong password: login", "login",
        {"host": '10.77.2.2', "port": 3306, "tls": False, "mode": 'disabled', "user": 'app', "database": 'appdb', "password_given": True, "answer": 'error', "errno": 1045, "sqlstate": '28000', "message": "Access denied for user 'app'@'10.77.1.2' (using password: YES)", "asked": 'login', "tls_would_pass": True},
        finds=('mysql.auth',), outcome="fail", source="lab: mysql/user_must_use_tls",
    ),
    Example(
        "Health checks that only connect have had the app's host blocked: hello", "hello",
        {"host": '10.77.2.2', "port": 3306, "tls": False, "mode": 'disabled', "user": 'app', "answer": 'error', "errno": 1129, "sqlstate": '', "message": "Host '10.77.1.2' is blocked because of many connection errors; unblock with 'mariadb-admin flush-hosts'"},
        finds=('mysql.auth',), outcome="fail", source="lab: mysql/host_blocked",
    ),
    Example(
        "There is no database of that name: login", "login",
        {"host": '10.77.2.2', "port": 3306, "tls": False, "mode": 'disabled', "user": 'app', "database": 'app_prod', "password_given": True, "method": 'mysql_native_password', "answer": 'error', "errno": 1049, "sqlstate": '42000', "message": "Unknown database 'app_prod'", "asked": 'database', "visible": ['appdb', 'mysql']},
        finds=('mysql.database_missing',), outcome="fail", source="lab: mysql/database_missing",
    ),
    Example(
        "The user may have two connections, and others have them: login", "login",
        {"host": '10.77.2.2', "port": 3306, "tls": False, "mode": 'disabled', "user": 'app', "database": 'appdb', "password_given": True, "answer": 'error', "errno": 1226, "sqlstate": '42000', "message": "User 'app' has exceeded the 'max_user_connections' resource (current value: 2)", "asked": 'login'},
        finds=('mysql.too_many_connections',), outcome="fail", source="lab: mysql/too_many_for_user",
    ),
    Example(
        "A server that takes no writes, and the app writes: role", "role",
        {"host": '10.77.2.2', "port": 3306, "tls": False, "mode": 'disabled', "user": 'app@%', "database": 'appdb', "version": '10.11.19-MariaDB-0+deb12u1', "read_only": ['read_only'], "declared_read_only": False, "character_set_database": 'utf8mb4', "sql_mode": 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION', "version_comment": 'Debian 12', "rights": ['ALTER', 'ALTER ROUTINE', 'CREATE', 'CREATE ROUTINE', 'CREATE TEMPORARY TABLES', 'CREATE VIEW', 'DELETE', 'DELETE HISTORY', 'DROP', 'EVENT', 'EXECUTE', 'INDEX', 'INSERT', 'LOCK TABLES', 'REFERENCES', 'SELECT', 'SHOW VIEW', 'TRIGGER', 'UPDATE', 'USAGE'], "replica": {}, "peer_clock": {'peer': 'database', 'offset_s': 0.0, 'error_s': 0.001}, "large_lost": False, "tables": []},
        finds=('mysql.read_only',), outcome="fail", source="lab: mysql/read_only",
    ),
    Example(
        "A table that the app needs is not there: role", "role",
        {"host": '10.77.2.2', "port": 3306, "tls": False, "mode": 'disabled', "user": 'app@%', "database": 'appdb', "version": '10.11.19-MariaDB-0+deb12u1', "read_only": [], "declared_read_only": False, "character_set_database": 'utf8mb4', "sql_mode": 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION', "version_comment": 'Debian 12', "rights": ['ALTER', 'ALTER ROUTINE', 'CREATE', 'CREATE ROUTINE', 'CREATE TEMPORARY TABLES', 'CREATE VIEW', 'DELETE', 'DELETE HISTORY', 'DROP', 'EVENT', 'EXECUTE', 'INDEX', 'INSERT', 'LOCK TABLES', 'REFERENCES', 'SELECT', 'SHOW VIEW', 'TRIGGER', 'UPDATE', 'USAGE'], "replica": {}, "peer_clock": {'peer': 'database', 'offset_s': 0.0, 'error_s': 0.001}, "large_lost": False, "tables": [{'name': 'invoices', 'elsewhere': ['appdb.invoices'], 'read': 'ok', 'write': 'ok'}, {'name': 'invoice_lines', 'elsewhere': [], 'read': 1146}]},
        finds=('mysql.schema',), outcome="fail", source="lab: mysql/table_missing",
    ),
    Example(
        "The app writes, and its user may only read: role", "role",
        {"host": '10.77.2.2', "port": 3306, "tls": False, "mode": 'disabled', "user": 'app@%', "database": 'appdb', "version": '10.11.19-MariaDB-0+deb12u1', "read_only": [], "declared_read_only": False, "character_set_database": 'utf8mb4', "sql_mode": 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION', "version_comment": 'Debian 12', "rights": ['SELECT', 'USAGE'], "replica": {}, "peer_clock": {'peer': 'database', 'offset_s': 0.0, 'error_s': 0.001}, "large_lost": False, "tables": [{'name': 'invoices', 'elsewhere': ['appdb.invoices'], 'read': 'ok', 'write': 1142}]},
        finds=('mysql.database_missing',), outcome="fail", source="lab: mysql/may_only_read",
    ),
    Example(
        "The server is older than what the app is tested with: version", "version",
        {"host": '10.77.2.2', "port": 3306, "tls": False, "version": '10.11.19-MariaDB-0+deb12u1', "tested": ['11.4', '11.8']},
        finds=('mysql.schema',), outcome="fail", source="lab: mysql/too_old",
    ),
    Example(
        "The app's pools are larger than what the server has: capacity", "capacity",
        {"host": '10.77.2.2', "port": 3306, "tls": False, "mode": 'disabled', "user": 'app', "max": 20, "user_max": 0, "wait_timeout": 28800, "used": 1, "used_by_user": 1, "waiting": 0, "waiting_s": 0, "pool_size": 20, "processes": 4, "pool_recycle": None},
        finds=('mysql.too_many_connections',), outcome="fail", source="lab: mysql/pool_larger_than_limit",
    ),
    Example(
        "The app insists on TLS, and the server has none: tls", "tls",
        {"host": '10.77.2.2', "port": 3306, "tls": False, "mode": 'required', "user": 'app', "offered": False, "used": False},
        finds=('tls.not_tls',), outcome="fail", source="lab: mysql/offers_no_tls",
    ),
    Example(
        "A web server answers on the port: hello", "hello",
        {"host": '10.77.2.2', "port": 3306, "tls": False, "mode": 'disabled', "user": 'app', "answer": 'other', "speaker": 'HTTP', "said": 'HTTP/1.1 200 OK..Server: lab..Content-Type: application/json'},
        finds=('tcp.wrong_service',), outcome="fail", source="lab: mysql/port_http",
    ),
    Example(
        "The app only reads, from a replica that has lost its source: role", "role",
        {"host": '10.77.2.2', "port": 3306, "tls": False, "mode": 'disabled', "user": 'app@%', "database": 'appdb', "version": '10.11.19-MariaDB-0+deb12u1', "read_only": ['read_only'], "declared_read_only": True, "character_set_database": 'utf8mb4', "sql_mode": 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION', "version_comment": 'Debian 12', "rights": ['ALTER', 'ALTER ROUTINE', 'CREATE', 'CREATE ROUTINE', 'CREATE TEMPORARY TABLES', 'CREATE VIEW', 'DELETE', 'DELETE HISTORY', 'DROP', 'EVENT', 'EXECUTE', 'INDEX', 'INSERT', 'LOCK TABLES', 'REFERENCES', 'SELECT', 'SHOW VIEW', 'SLAVE MONITOR', 'TRIGGER', 'UPDATE'], "replica": {'io_running': 'Connecting', 'sql_running': 'Yes', 'seconds_behind': None, 'last_io_errno': 2003, 'last_sql_errno': 0}, "peer_clock": {'peer': 'database', 'offset_s': 0.0, 'error_s': 0.001}, "large_lost": False, "tables": []},
        finds=('db.replication',), outcome="fail", source="lab: mysql/replica_broken",
    ),
    Example(
        "A Galera node that has lost the others answers no question: role", "role",
        {"host": '10.77.2.2', "port": 3306, "tls": False, "mode": 'disabled', "user": 'app', "cluster": {'wsrep_ready': 'OFF', 'wsrep_cluster_status': 'Disconnected', 'wsrep_local_state_comment': 'Initialized'}, "declared_read_only": False},
        finds=('db.replication',), outcome="fail", source="lab: mysql/cluster_not_ready",
    ),
    Example(
        "The server cuts connections after 20 idle seconds, and the app's pool keeps them for an hour: capacity", "capacity",
        {"host": '10.77.2.2', "port": 3306, "tls": False, "mode": 'disabled', "user": 'app', "max": 151, "user_max": 0, "wait_timeout": 20, "used": 1, "used_by_user": 1, "waiting": 0, "waiting_s": 0, "pool_size": None, "processes": None, "pool_recycle": 3600},
        finds=('mysql.gone_away',), outcome="fail", source="lab: mysql/idle_cut_before_recycled",
    ),
)
