"""PgBouncer takes clients over TLS only, and the app says sslmode=disable."""

import os
import shutil

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab
from tests.lab.servers.databases import server_user

TAXONOMY = ("TLS-23",)
EXPECT = Expect("tls.not_tls", owner="customer-platform", subject="database")


def world(lab: Lab) -> None:
    lab.postgres(sql=needs.APP_SQL)
    cert, key = lab.cert(lab.SVC)
    mine = shutil.copy(key, lab.tmp / "bouncer.key")
    os.chown(mine, server_user().pw_uid, -1)
    tls = f"client_tls_sslmode = require\nclient_tls_cert_file = {cert}\nclient_tls_key_file = {mine}\n"
    entry = f"[databases]\nappdb = host={lab.SVC} port=5432\n"
    ini = f"{entry}[pgbouncer]\nauth_type = scram-sha-256\n{tls}"
    lab.pgbouncer(6432, ini=ini, users='"app" "app-secret-7"\n')
    lab.declare(needs.postgres("postgres://app:app-secret-7@10.77.2.2:6432/appdb?sslmode=disable"))
