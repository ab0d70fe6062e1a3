"""Serve a folder of cases as a web application: for your own people, and for customers by link.

The folder holds cases, each a folder of its own, or is a case itself. Make users first, with
`farhand case user add NAME --role lead`. By default it answers on this machine only. With --listen it needs a
certificate, or a proxy in front of it that does TLS.

  farhand case serve cases/
  farhand case serve cases/ --listen 0.0.0.0 --name cases.example.com --tls-cert cert.pem --tls-key key.pem
  farhand case serve cases/ --behind-proxy https://cases.example.com
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from farhand.cli._cases._workbench import needed
from farhand.errors import Mistake

ORDER, SUMMARY = 30, "a folder of cases as a web application, for both sides"


def options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "folder", metavar="DIR", nargs="?", default=".", help="folder of cases (default: this)"
    )
    parser.add_argument("--port", type=int, default=8600, help="default 8600")
    parser.add_argument("--listen", metavar="ADDRESS", default="127.0.0.1", help="default: this machine only")
    parser.add_argument(
        "--name", metavar="HOST", action="append", default=[], help="host name that people use"
    )
    parser.add_argument("--tls-cert", metavar="FILE", help="certificate with its chain, PEM")
    parser.add_argument("--tls-key", metavar="FILE", help="its private key, PEM")
    parser.add_argument(
        "--behind-proxy", metavar="URL", default="", help="https address of a proxy that passes everything on"
    )


def run(args: Namespace) -> int:
    needed()
    from farhand.hub import serving
    from farhand.hub.settings import settings

    folder, cert, key = Path(args.folder), _file(args.tls_cert), _file(args.tls_key)
    if not folder.is_dir():
        raise Mistake(f"{folder}: there is no such folder; give the one that holds the cases")
    if not 0 < args.port < 1 << 16:
        raise Mistake(f"--port {args.port}: a port is a number from 1 to 65535")
    if (cert is None) != (key is None):
        raise Mistake("--tls-cert and --tls-key go together")
    made = settings(folder, args.listen, args.port, cert is not None, args.behind_proxy, tuple(args.name))
    serving.serve(made, serving.Listening(args.listen, args.port, cert, key))
    return 0


def _file(name: str | None) -> Path | None:
    if name is not None and not Path(name).is_file():
        raise Mistake(f"{name}: there is no such file")
    return Path(name) if name else None
