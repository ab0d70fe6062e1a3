"""How a person asks the same: the issuer's document as the app would fetch it, then what it names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from farhand.checks import _sections as sections
from farhand.checks import proxy, tcp, tls
from farhand.checks._http import script
from farhand.checks._oidc.document import KNOWN
from farhand.model import Command
from farhand.target import shell

#: Sets the address of the document, as `document.address_of` does.
_PLACE = f"""
fh_query=; fh_user=; fh_pass=
case $fh_path in *{KNOWN}) ;; *)
  while case $fh_path in */) ;; *) false ;; esac; do fh_path=${{fh_path%/}}; done
  fh_path=$fh_path{KNOWN} ;; esac
fh_url=$fh_scheme://$fh_place$fh_path; fh_most=60000
""".strip()
_PART = r"""
fh_named() { # NAME: the address that the document in $fh_doc names so
  printf '%s' "$fh_doc" | tr -d '\r\n' | sed -n "s/.*\"$1\" *: *\"\\([^\"]*\\)\".*/\\1/p" | sed 's,\\/,/,g'; }
fh_there() { # SECTION NAME: what is answered at an address that the document names
  fh_u=$(fh_named "$2"); case $fh_u in http://*|https://*) ;; *) return 0 ;; esac
  case $fh_u in *[!!-~]*) return 0 ;; esac
  (fh_scheme=none; fh_http "$fh_ways" "$fh_u") | sed "1s/^-- http /-- $1 /"; }
fh_oidc() { # WAY: the document, its keys, its token endpoint
  fh_http "$1" "$fh_url"; fh_has curl || return 0
  fh_doc=$fh_o; case $fh_doc in *'"issuer"'*) ;; *) return 0 ;; esac
  fh_there keys jwks_uri; fh_there token token_endpoint; }
""".strip()
#: As in the http check, with this document for the one request.
_PROXIED = script.PROXIED.replace("fh_http", "fh_oidc").replace(' "$fh_url"', "")
_DIRECT = script.DIRECT.replace('fh_http direct "$fh_url"', "fh_oidc direct")


def command(subject: str, settings: Mapping[str, Any]) -> Command:
    """The issuer's document, its keys, and its token endpoint."""
    return sections.command(
        "oidc", settings, shell.blur(settings), proxy.known(settings), proxy.PART, *tcp.PARTS[:2], tls.PART,
        script.part({}), _PART, _PLACE, _PROXIED,
        proxy.CALL, script.CALL, *tcp.PARTS[2:], _DIRECT,
        why="Would a login by OpenID Connect work: the issuer's document, its keys, its token endpoint?",
        seconds=150, hides="nothing secret is sent",
        prints="addresses, certificates, the issuer's public document and public keys",
        connects=(sections.place(settings), "resolver", "proxy"),
    )  # fmt: skip
