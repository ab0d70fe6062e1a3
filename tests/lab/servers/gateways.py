"""Real gateways in front of whatever a world likes: nginx and haproxy, started by their own settings."""

from __future__ import annotations

from typing import Any

from tests.lab.namespaces import Server, tool

NGINX = """
user root;
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {servers}
}}
"""

_HAPROXY = """
global
    maxconn 64
defaults
    mode http
    timeout connect 2s
    timeout client 20s
    timeout server 20s
    retries 0
{rest}
"""


def vhost(port: int, inside: str, cert: tuple[str, str] | None = None) -> str:
    """One server of nginx; `inside` is what it does, `cert` makes it speak TLS."""
    tls = f" ssl; ssl_certificate {cert[0]}; ssl_certificate_key {cert[1]}" if cert else ""
    return f"server {{ listen 10.77.2.2:{port}{tls}; {inside} }}\n"


def nginx(lab: Any, port: int, servers: str, ip: str = "10.77.2.2") -> Server:
    """nginx on svc; `servers` is what stands inside `http { }`. Ready when `port` accepts."""
    folder = lab._folder("nginx")
    conf = folder / "nginx.conf"
    conf.write_text(NGINX.format(folder=folder, servers=servers))
    started = lab.svc.start([tool("nginx"), "-p", folder, "-c", conf, "-e", folder / "error.log"])
    return lab.listening(lab.svc, ip, port, started)  # type: ignore[no-any-return]


def haproxy(lab: Any, port: int, rest: str, ip: str = "10.77.2.2") -> Server:
    """haproxy on svc; `rest` is what follows its section `defaults`. Ready when `port` accepts."""
    conf = lab._folder("haproxy") / "haproxy.cfg"
    conf.write_text(_HAPROXY.format(rest=rest))
    started = lab.svc.start([tool("haproxy"), "-db", "-f", conf])
    return lab.listening(lab.svc, ip, port, started)  # type: ignore[no-any-return]


def pem(folder: Any, cert: str, key: str, name: str = "both.pem") -> str:
    """Certificate and key in one file, as haproxy wants them."""
    both = folder / name
    with open(cert, "rb") as one, open(key, "rb") as other:
        both.write_bytes(one.read() + other.read())
    return str(both)
