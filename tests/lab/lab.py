"""One little world in which one thing is wrong: three hosts in a row, real servers, and Farhand as the app.

    app 10.77.1.2 ---- 10.77.1.1 fw 10.77.2.1 ---- 10.77.2.2 svc (and .3 to .9)
    fd77:1::2                                      fd77:2::2 (and ::3 to ::9)

Everything a world starts is stopped by its process id when the world is closed; namespaces, mounts and
rules vanish with the processes that hold them.
"""

from __future__ import annotations

import datetime
import importlib
import os
import shutil
import socket
import sys
import tempfile
import textwrap
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.lab.app import App, around
from tests.lab.expect import Outcome
from tests.lab.namespaces import Missing, Namespace, Server, carried, connect, tool
from tests.lab.secrets import planted
from tests.lab.servers import databases, proxies
from tests.lab.servers.dnsd import Zone, dns
from tests.lab.servers.httpd import http
from tests.lab.servers.misbehave import Behaviour, full_backlog, tcp

__all__ = ["Lab", "Missing", "Outcome"]


class Lab:
    APP, FW, SVC = "10.77.1.2", "10.77.1.1", "10.77.2.2"
    FW_LEFT, FW_RIGHT = FW, "10.77.2.1"  # the side of fw that faces the app, and the other
    APP6, FW6, SVC6 = "fd77:1::2", "fd77:1::1", "fd77:2::2"
    uid = 65534

    def __init__(self) -> None:
        sweep()
        self.tmp = Path(tempfile.mkdtemp(prefix=f"fh-lab-{os.getpid()}-"))
        self.tmp.chmod(0o755)
        self._spaces: list[Namespace] = []
        try:
            self._build()
        except BaseException:
            self.close()
            raise

    def _build(self) -> None:
        for name in ("app", "fw", "svc"):
            self._spaces.append(Namespace(name, self.tmp))
        for space in self._spaces:
            space.wait()
        self.app, self.fw, self.svc = self._spaces
        connect(*self._spaces)
        self._count = 0
        self._ca: Any = None
        self.secrets: set[str] = set()
        self._app = App(self.app, self.tmp, self.uid)
        self.env = self._app.env
        self._resolve_by_the_lab()
        self.dns = self.dns_at(self.SVC)
        self.app.fork("path", lambda ready: carried([self.SVC, self.SVC6], ready))

    def _resolve_by_the_lab(self) -> None:
        """Proxies and poolers ask the lab's name server, never this machine's."""
        text = f"nameserver {self.SVC}\noptions timeout:2 attempts:1\n"
        for space in (self.fw, self.svc):
            mine = Path(self._readable(f"resolv-{space.name}.conf", text.encode()))
            space.bind(mine, "/etc/resolv.conf")

    def close(self) -> None:
        """Stop everything; nothing is left behind."""
        for space in reversed(self._spaces):
            space.close()
        shutil.rmtree(self.tmp, ignore_errors=True)

    def __enter__(self) -> Lab:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # The site ------------------------------------------------------------------------------------

    def resolv(self, text: str) -> None:
        """The app's /etc/resolv.conf."""
        self._app.etc("resolv.conf", text)

    def hosts(self, text: str) -> None:
        """The app's /etc/hosts."""
        self._app.etc("hosts", text)

    def cover(self, place: str, mode: str = "755") -> None:
        """An empty file system over a folder such as /tmp, as the app sees it; the world's own files stay."""
        self._app.cover(place, mode)

    def etc(self, name: str, text: str) -> None:
        """Any other file that exists in /etc, as the app sees it (nsswitch.conf, gai.conf, ...)."""
        self._app.etc(name, text)

    def firewall(self, rules: str) -> None:
        """nft rules in the forward chain of fw, one a line, as in `tcp dport 8080 drop`."""
        _rules(self.fw, "forward", rules)

    def firewall_app(self, rules: str) -> None:
        """nft rules in the app's own output chain."""
        _rules(self.app, "output", rules)

    # Servers -------------------------------------------------------------------------------------

    def dns_at(self, ip: str, namespace: Namespace | None = None) -> Zone:
        """A further name server with records of its own."""
        zone = Zone(self.tmp / f"zone-{self._next()}.json")
        zone.attach((namespace or self.svc).fork("dns", dns(ip, zone.path)))
        return zone

    def http(self, port: int, *, ip: str = SVC, namespace: Namespace | None = None, **told: Any) -> Server:
        """An HTTP server; `told`: status, body, headers, tls, delay, routes, date_offset (servers/httpd)."""
        return (namespace or self.svc).fork("http", http(ip, port, **told))

    def tcp(
        self,
        port: int,
        behaviour: Behaviour,
        ip: str = SVC,
        *,
        tls: Any = None,
        namespace: Namespace | None = None,
    ) -> Server:
        """A server of bytes (a banner), a word of servers/misbehave.py, or a function of the connection."""
        server = full_backlog(ip, port) if behaviour == "full-backlog" else tcp(ip, port, behaviour, tls)
        return (namespace or self.svc).fork("tcp", server)

    def squid(
        self,
        port: int = 3128,
        user: str | None = None,
        password: str | None = None,
        extra: str = "",
        ip: str = FW,
    ) -> Server:
        """squid on fw, with Basic authentication if there is a user."""
        folder = self._folder("squid")
        conf = proxies.squid_conf(folder, ip, port, user, password, extra)
        self._secret(password)
        server = self.fw.start([tool("squid"), "-N", "-f", conf])
        return self.listening(self.fw, ip, port, server)

    def tinyproxy(
        self,
        port: int = 8888,
        user: str | None = None,
        password: str | None = None,
        extra: str = "",
        ip: str = FW,
    ) -> Server:
        conf = proxies.tinyproxy_conf(self.tmp, ip, port, user, password, extra)
        self._secret(password)
        server = self.fw.start([tool("tinyproxy"), "-d", "-c", conf])
        return self.listening(self.fw, ip, port, server)

    def intercept(self, port: int = 3128, ip: str = FW, ca: Any = None) -> Any:
        """A proxy on fw that opens TLS with a company authority, whose PEM is `.ca_file` of the result."""
        import trustme

        ca = ca or trustme.CA(organization_name="Example Corp TLS Inspection")
        server = self.fw.fork("intercept", proxies.intercept(ip, port, ca, self.tmp))
        server.ca, server.ca_file = ca, self._readable(f"corp-{self._next()}.pem", ca.cert_pem.bytes())  # type: ignore[attr-defined]
        return server

    def postgres(
        self,
        port: int = 5432,
        conf: str = "",
        hba: str | None = None,
        sql: Sequence[str] = (),
        ip: str = SVC,
        tls: tuple[str, str] | None = None,
    ) -> databases.Postgres:
        """A PostgreSQL cluster; `hba` replaces the lines for hosts (else: all with scram-sha-256)."""
        return databases.postgres(self.svc, self.tmp / self._named("pg"), ip, port, conf, hba, sql, tls)

    def pgbouncer(
        self,
        port: int = 6432,
        ini: str = "",
        users: str = "",
        ip: str = SVC,
        namespace: Namespace | None = None,
    ) -> databases.Service:
        """`ini` as a whole or from [databases] on; `users` is the auth file, lines of "user" "password"."""
        made = databases.pgbouncer(
            namespace or self.svc, self.tmp / self._named("bouncer"), ip, port, ini, users
        )
        self.listening(namespace or self.svc, ip, port, made.server)
        return made

    def serve(self, name: str, **told: Any) -> Any:
        """A server of `tests/lab/servers/NAME.py`: what its `start(lab, folder, **told)` returns.

        `folder` is an empty one of its own. The server runs in `lab.svc` at `lab.SVC`, unless told otherwise.
        """
        room = importlib.import_module(f"tests.lab.servers.{name}")
        folder = self.tmp / self._named(name)
        folder.mkdir(mode=0o755)
        return room.start(self, folder, **told)

    def redis(self, port: int = 6379, conf: str = "", ip: str = SVC) -> databases.Service:
        made = databases.redis(self.svc, self.tmp / self._named("redis"), ip, port, conf)
        self.listening(self.svc, ip, port, made.server)
        return made

    # Trust ---------------------------------------------------------------------------------------

    @property
    def ca(self) -> Any:
        """The authority that the app could trust (a trustme.CA)."""
        if self._ca is None:
            import trustme

            self._ca = trustme.CA(organization_name="Lab Authority")
            self._readable("ca.pem", self._ca.cert_pem.bytes())
        return self._ca

    @property
    def ca_file(self) -> str:
        return str(self.ca and self.tmp / "ca.pem")

    def trust(self) -> None:
        """The app trusts the lab's authority, by SSL_CERT_FILE."""
        self.env["SSL_CERT_FILE"] = self.ca_file

    def cert(self, *names: str, ca: Any = None, key_type: Any = None, **kw: Any) -> tuple[str, str]:
        """A certificate with its chain, and its key: paths. Options of trustme's issue_cert, such as
        not_before and not_after (datetime, or seconds from now), common_name."""
        for name in ("not_before", "not_after"):
            if isinstance(kw.get(name), (int, float)):
                kw[name] = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=kw[name])
        made = (ca or self.ca).issue_cert(*names, **kw, **({"key_type": key_type} if key_type else {}))
        number = self._next()
        chain = b"".join(blob.bytes() for blob in made.cert_chain_pems)
        key = self._readable(f"cert-{number}.key", made.private_key_pem.bytes())
        return self._readable(f"cert-{number}.pem", chain), key

    # The app -------------------------------------------------------------------------------------

    @property
    def config(self) -> Path:
        """The declaration that this world has written."""
        return self._app.config

    def env_file(self, text: str | bytes) -> Path:
        """Write a .env; it is given with --env-file instead of --here."""
        return self._app.env_file(text)

    def declare(self, toml: str) -> Path:
        """Write farhand.toml; [app] is put in front if it is missing."""
        return self._app.declare(textwrap.dedent(toml))

    def self_test(
        self,
        *options: str,
        faketime: str | None = None,
        uid: int = 65534,
        limits: Mapping[str, int] | None = None,
        through: Sequence[str] = (),
    ) -> Outcome:
        """Run `farhand self-test --json` as the app's user, without any capability.

        `--no-env` leaves out --here; `faketime` as in "-10m"; `limits` as in {"nofile": 24}; `through` is a
        program that starts the rest of its command line.
        """
        return self._app.self_test(*options, faketime=faketime, uid=uid, limits=limits, through=through)

    def diagnose(self, log: str) -> Outcome:
        """Run `farhand diagnose --json` on a log: for faults that only the app's own words tell."""
        return self._app.diagnose(log, self.uid)

    def logged(self, program: str, *arguments: str, limits: Mapping[str, int] | None = None) -> str:
        """What a Python program prints when it runs as the app would, with the packages of these tests."""
        file = self._readable(f"program-{self._next()}.py", textwrap.dedent(program).encode())
        done = self.client([*around(limits=limits), sys.executable, file, *arguments])
        return str(done.stdout + done.stderr)

    def planted(self) -> set[str]:
        """The secrets that must not be told."""
        return self.secrets | planted(self._app.env, self._app.texts())

    def client(self, argv: Sequence[str], timeout: float = 30.0) -> Any:
        """Run any program as the app would: its user, its environment, its network."""
        return self.app.run(argv, uid=self.uid, env=self.env, check=False, timeout=timeout)

    # Helpers -------------------------------------------------------------------------------------

    def _next(self) -> int:
        self._count += 1
        return self._count

    def _named(self, kind: str) -> str:
        """pg1, pg2, redis1, ...: the folder of the next server of that kind."""
        return f"{kind}{1 + sum(1 for _ in self.tmp.glob(f'{kind}[0-9]*'))}"

    def _folder(self, name: str) -> Path:
        folder = self.tmp / f"{name}-{self._next()}"
        folder.mkdir()
        return folder

    def _readable(self, name: str, content: bytes) -> str:
        (self.tmp / name).write_bytes(content)
        (self.tmp / name).chmod(0o644)
        return str(self.tmp / name)

    def _secret(self, password: str | None) -> None:
        if password:
            self.secrets.add(password)

    def listening(
        self, namespace: Namespace, ip: str, port: int, server: Server, seconds: float = 15.0
    ) -> Server:
        """Wait until something accepts there, asked from inside that namespace."""

        def ask(ready: Any) -> None:
            until = time.monotonic() + seconds
            while time.monotonic() < until:
                with socket.socket(socket.AF_INET6 if ":" in ip else socket.AF_INET) as client:
                    if client.connect_ex((ip, port)) == 0:
                        ready()
                        os._exit(0)
                time.sleep(0.01)

        try:
            namespace.fork("wait", ask)
        except RuntimeError:
            raise RuntimeError(
                f"nothing listens at {ip}:{port}:\n{server.log.read_text(errors='replace')}"
            ) from None
        return server


def _rules(space: Namespace, chain: str, rules: str) -> None:
    """Append rules to a chain of the table `inet lab`."""
    base = f"add table inet lab\nadd chain inet lab {chain} {{ type filter hook {chain} priority 0; }}\n"
    rows = (line.strip() for line in rules.splitlines())
    tool("nft")
    space.run(
        ["nft", "-f", "-"], input=base + "".join(f"add rule inet lab {chain} {row}\n" for row in rows if row)
    )


def sweep() -> None:
    """Remove the folders of runs that were killed before they could."""
    for folder in Path(tempfile.gettempdir()).glob("fh-lab-*"):
        owner = folder.name.split("-")[2]
        if owner.isdigit() and not Path(f"/proc/{owner}").exists():
            shutil.rmtree(folder, ignore_errors=True)
