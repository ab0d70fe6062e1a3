"""A real Postfix with a configuration, a queue and accounts of its own; no mail is ever sent on."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.lab.namespaces import Missing, tool
from tests.lab.servers.databases import Service

_SBIN = "/usr/lib/postfix/sbin"
#: Folders that the queue manager and the daemons expect; `postfix` itself would make them.
_QUEUE = ("active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "pid", "private",
          "saved", "trace")  # fmt: skip
_MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = {ip}
inet_protocols = ipv4
myhostname = mail.lab.test
mydestination = lab.test
mynetworks = 127.0.0.0/8
alias_maps =
alias_database =
local_recipient_maps =
maillog_file = {folder}/queue/pid/log
maillog_file_prefixes = {folder}
smtpd_banner = $myhostname ESMTP $mail_name
smtpd_peername_lookup = no
smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination
smtpd_sasl_path = smtpd
smtpd_sasl_local_domain = lab.test
default_transport = hold
"""
_MASTER = """
{port} inet n - n - - smtpd {options}
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
anvil unix - - n - 1 anvil
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
proxymap unix - - n - - proxymap
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
hold unix - - n - - discard
"""


def start(
    lab: Any,
    folder: Path,
    *,
    port: int = 25,
    ip: str = "",
    main: str = "",
    users: Mapping[str, str] | None = None,
    tls: tuple[str, str] | None = None,
    wrapped: bool = False,
    maps: Mapping[str, Sequence[str]] | None = None,
) -> Service:
    """Postfix at lab.SVC. `main` is added to main.cf, where {folder} is this server's; `users` are logins at
    lab.test with their passwords; `tls` offers STARTTLS (from the first byte on where `wrapped`); `maps` are
    text tables: their name and lines."""
    if not Path(_SBIN, "master").exists():
        raise Missing("postfix is not installed")
    ip = ip or lab.SVC
    conf = folder / "conf"
    conf.mkdir()
    _folders(folder)
    text = _MAIN.format(folder=folder, ip=ip) + (_SASL if users else "") + (_tls(tls) if tls else "")
    (conf / "main.cf").write_text(text + main.replace("{folder}", str(conf)) + "\n")
    options = "-o smtpd_tls_wrappermode=yes" if wrapped else ""
    (conf / "master.cf").write_text(_MASTER.format(port=port, options=options))
    for name, rows in (maps or {}).items():
        (conf / name).write_text("\n".join(rows) + "\n")
    _accounts(folder, users or {})
    for password in (users or {}).values():
        lab.secrets.add(password)
    server = lab.svc.start([f"{_SBIN}/master", "-c", str(conf), "-d"], env={"MAIL_CONFIG": str(conf)})
    lab.listening(lab.svc, ip, port, server)
    return Service(ip, port, server, folder)


_SASL = """
smtpd_sasl_auth_enable = yes
smtpd_sasl_security_options = noanonymous
"""


def _tls(tls: tuple[str, str]) -> str:
    return f"smtpd_tls_cert_file = {tls[0]}\nsmtpd_tls_key_file = {tls[1]}\nsmtpd_tls_security_level = may\n"


def _folders(folder: Path) -> None:
    """As Postfix wants them owned."""
    for name in ("public", "maildrop"):
        (folder / "queue" / name).mkdir(parents=True)
    for name in _QUEUE:
        (folder / "queue" / name).mkdir()
    (folder / "data").mkdir()
    argv = ["chown", "-R", "postfix", *(str(folder / "queue" / name) for name in (*_QUEUE, "public"))]
    subprocess.run([*argv, str(folder / "data")], check=True)
    (folder / "queue" / "pid").chmod(0o755)
    subprocess.run(["chown", "root", str(folder / "queue" / "pid"), str(folder / "queue")], check=True)


def _accounts(folder: Path, users: Mapping[str, str]) -> None:
    """Logins, in a table of Cyrus SASL."""
    table = folder / "sasldb2"
    sasl = folder / "conf" / "sasl"  # Debian's Postfix looks for the settings of Cyrus SASL there
    sasl.mkdir()
    (sasl / "smtpd.conf").write_text(
        f"pwcheck_method: auxprop\nauxprop_plugin: sasldb\nmech_list: PLAIN LOGIN\nsasldb_path: {table}\n"
    )
    for name, password in users.items():
        user, _, realm = name.partition("@")
        argv = [tool("saslpasswd2"), "-p", "-c", "-f", str(table), "-u", realm or "lab.test", user]
        subprocess.run(argv, input=password, text=True, check=True, capture_output=True)
    if users:
        subprocess.run(["chown", "postfix", str(table)], check=True)
        os.chmod(table, 0o600)
