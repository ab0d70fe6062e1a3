"""A real slapd with a configuration, certificates and a small tree of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.lab.namespaces import tool
from tests.lab.servers.databases import Service

_CONF = """
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload retcode
pidfile {folder}/slapd.pid
{tls}
{top}
database mdb
suffix "dc=lab,dc=test"
rootdn "cn=admin,dc=lab,dc=test"
directory {folder}/data
maxsize 10485760
{conf}
"""
_TREE = """
dn: dc=lab,dc=test
objectClass: dcObject
objectClass: organization
dc: lab
o: Lab

dn: ou=people,dc=lab,dc=test
objectClass: organizationalUnit
ou: people

dn: cn=app,dc=lab,dc=test
objectClass: person
cn: app
sn: app
userPassword: {password}

dn: uid=ada,ou=people,dc=lab,dc=test
objectClass: inetOrgPerson
uid: ada
cn: Ada
sn: Byron
"""


def start(
    lab: Any,
    folder: Path,
    *,
    port: int = 389,
    ip: str = "",
    top: str = "",
    conf: str = "",
    tree: str = "",
    password: str = "app-secret",
    tls: tuple[str, str] | None = None,
    scheme: str = "ldap",
    sockets: Sequence[str] = (),
) -> Service:
    """slapd at lab.SVC with the tree dc=lab,dc=test and the login cn=app,dc=lab,dc=test. `top` and `conf` are
    added before and in the database's part of slapd.conf; `tree` (LDIF) to the tree; `tls` is a certificate
    and its key; `sockets` are paths of Unix sockets on which it listens, too."""
    ip = ip or lab.SVC
    (folder / "data").mkdir()
    given = "" if not tls else f"TLSCertificateFile {tls[0]}\nTLSCertificateKeyFile {tls[1]}\n"
    file = folder / "slapd.conf"
    file.write_text(_CONF.format(folder=folder, tls=given, top=top, conf=conf))
    ldif = _TREE.format(password=password) + tree
    lab.secrets.add(password)
    slapd = tool("slapd", "/usr/sbin", "/usr/local/sbin")
    argv = [tool("slapadd", "/usr/sbin", "/usr/local/sbin"), "-f", str(file), "-q", "-b", "dc=lab,dc=test"]
    subprocess.run(argv, input=ldif, text=True, check=True, capture_output=True)
    at = [f"{scheme}://{ip}:{port}", *("ldapi://" + path.replace("/", "%2F") for path in sockets)]
    server = lab.svc.start([slapd, "-d", "0", "-f", str(file), "-h", " ".join(at)])
    lab.listening(lab.svc, ip, port, server)
    return Service(ip, port, server, folder)
