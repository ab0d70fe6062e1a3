"""How a person asks a service that speaks a protocol of its own: the way, then a part of its own.  Pure.

The part is POSIX sh. It finds the settings (`fh_host`, `fh_port`, `fh_user`, `fh_pass`, `fh_path`,
`fh_query`, `fh_scheme`, `fh_socket`, and `set_KEY` for others), the address that took the connection
(`fh_open`), and `fh_say`, `fh_channel`, `fh_talk`, `fh_way` and `fh_sniff` of `_raw`; it sets `fh_tls` where
TLS is spoken, and begins its output with a line `-- NAME tls=0 with=TOOL key=value ...`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from farhand.checks import _raw, _sections, tcp, tls
from farhand.model import Command

_FILES = r"""
fh_must ca_file CERTIFICATE "${set_ca_file-}"; fh_must cert_file CERTIFICATE "${set_cert_file-}"
fh_must key_file 'PRIVATE KEY' "${set_key_file-}"
""".strip()
#: `fh_accepts HOST PORT`: does anything take a connection there?
ACCEPTS = r"""
fh_accepts() { # HOST PORT
  if fh_has bash; then timeout 3 bash -c ': <"/dev/tcp/$0/$1"' "$1" "$2" 2>/dev/null
  elif fh_has python3; then timeout 3 python3 -c 'import socket, sys
socket.create_connection(sys.argv[1:3], 3)' "$1" "$2" 2>/dev/null
  else timeout 3 nc -z "$1" "$2" </dev/null >/dev/null 2>&1; fi; }
""".strip()
#: Chain and name, by the part of the `tls` check.
_LOOK_AT_TLS = 'fh_tls "$fh_open" "$fh_port" "${set_server_name:-$fh_host}"'
_TLS = f"case $fh_scheme in %s) {_LOOK_AT_TLS} ;; esac"


def command(
    kind: str, settings: Mapping[str, Any], part: str, call: str, secure: Sequence[str] = (),
    before: str = "", tls_where: str = "", **told: Any,
) -> Command:  # fmt: skip
    """The command of a kind. `part` defines functions, `call` runs them; with the URL schemes `secure`, or
    where the test `tls_where` is true, TLS is looked at, too. `before` may choose another place than that
    of the address. `told`: the fields of `Command` but its script."""
    at_once = (tls.PART, _TLS % "|".join(secure)) if secure else ()
    if tls_where:
        at_once = (tls.PART, f"if {tls_where}; then {_LOOK_AT_TLS}; fi")
    told.setdefault("seconds", 60)
    return _sections.command(
        kind, settings, _sections.MUST, _FILES, _lax(settings), before, *_sections.unless_socket(tcp.PARTS),
        _raw.SAY, _raw.SNIFF, _raw.TALK, part, *at_once, call, **told,
    )  # fmt: skip


def _lax(settings: Mapping[str, Any]) -> str:
    """Where the certificate is not verified as declared, a login may go to a server whose certificate was
    refused; else it is held back."""
    return f"fh_lax={1 if settings.get('verify', True) in (False, 'none', 'false') else ''}"
