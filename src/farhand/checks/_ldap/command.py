"""How a person asks the same: bytes to the port, openssl where TLS is spoken. Nothing is written.

The requests are the probe's own; only the login and the base are made where the command runs. The password
goes by standard input, never by an argument, and is not printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from farhand.checks import _service_command, tls
from farhand.checks._starttls import starttls
from farhand.model import Command
from farhand.target import shell
from farhand.wire import ldap

_PART = r"""
fh_tlv() { # TAG CONTENT: one element (BER), all in hexadecimal digits
  fh_n=$((${#2} / 2))
  if [ $fh_n -lt 128 ]; then printf '%s%02x%s' "$1" $fh_n "$2"
  elif [ $fh_n -lt 256 ]; then printf '%s81%02x%s' "$1" $fh_n "$2"
  else printf '%s82%04x%s' "$1" $fh_n "$2"; fi; }
fh_bytes() { # hexadecimal digits, as bytes
  fh_r=$1
  while [ -n "$fh_r" ]; do fh_s=${fh_r#??}; printf "\\$(printf %03o "0x${fh_r%"$fh_s"}")"; fh_r=$fh_s; done; }
fh_text() { fh_tlv "$1" "$(printf %s "$2" | fh_hex)"; }
fh_about() { fh_bytes ABOUT; }
fh_bind() {
  fh_x="$(fh_text 04 "$fh_user")$(fh_text 80 "$fh_pass")"
  fh_bytes "$(fh_tlv 30 "020102$(fh_tlv 60 "020103$fh_x")")"; }
fh_search() { # the entry itself, without its attributes
  fh_bytes "$(fh_tlv 30 "020103$(fh_tlv 63 "$(fh_text 04 "$fh_base")ENTRY")")"; }
fh_post() { # the directory itself, the login, the base
  { fh_about; sleep 1; [ -z "$fh_user" ] || { fh_bind; sleep 1; }
    [ -z "$fh_base" ] || { fh_search; sleep 1; }; fh_bytes UNBIND; } | fh_talk post 14; }
fh_else() { # not a word of LDAP: who else is it?
  [ "$fh_with" != nothing ] || return 0
  fh_to=$fh_open; fh_sniff; fh_about | fh_asked ldap; }
fh_top() { echo "-- ldap tls=${fh_tls:-0} starttls=$fh_start password=${fh_pass:+1} with=$fh_with"; }
fh_inside() { # leaves fh_tls, and TLS looked at
  fh_tls "$fh_open" "$fh_port" "${set_server_name:-$fh_host}"; fh_tls=1; fh_way; }
fh_ldap() {
  fh_tls=; fh_start=; fh_secure=1; fh_begun=
  fh_base=${set_base-}; [ -n "$fh_base$fh_socket" ] || fh_base=$fh_name
  fh_way
  case $fh_scheme in ldaps) fh_inside; fh_want= ;; esac
  if [ -n "$fh_want" ] && [ -z "$fh_socket" ] && [ "$fh_with" != nothing ]; then
    fh_begun=$({ fh_bytes STARTTLS; sleep 2; } | fh_talk starttls 5)
    case $fh_begun in
      *78??0a0100*) fh_via='-starttls ldap'; fh_inside; fh_via=; fh_start=ldap ;;
      *) fh_top; echo "$fh_begun"; case $fh_begun in "talk starttls 30"*) ;; *) fh_else ;; esac; return 0 ;;
    esac
  fi
  fh_top
  if [ "$fh_with" = nothing ]; then return 0; fi
  if [ -z "$fh_secure" ]; then [ -n "$fh_start" ] || { fh_tls=; fh_else; }; return 0; fi
  fh_said=$(fh_post); echo "$fh_said"
  case $fh_said in "talk post 30"*) ;; *) [ -n "$fh_tls$fh_socket" ] || fh_else ;; esac; }
""".strip()
#: Of a variable it is known only where the command runs.
_LATE = "case $fh_want in true|True|1|yes|on|always|required) fh_want=1 ;; *) fh_want= ;; esac"


def command(subject: str, settings: Mapping[str, Any]) -> Command:
    """Does the directory answer, let the app in, and have what the app searches?"""
    part = _PART.replace("ABOUT", ldap.search(1, "", ldap.ABOUT).hex()).replace("ENTRY", _behind_the_base())
    part = part.replace("UNBIND", ldap.unbind(4).hex()).replace("STARTTLS", ldap.starttls(1).hex())
    return _service_command.command(
        "ldap", settings, f"{tls.PART}\n{part}", f"{_want(settings)}\nfh_ldap",
        why="Does the directory answer, let the app in, and have what the app searches?",
        prints="what the directory answers about itself, to the login, and whether the base is there",
        hides="the password, and every entry's content",
    )  # fmt: skip


def _want(settings: Mapping[str, Any]) -> str:
    """Does the app begin TLS inside of the conversation?"""
    said = settings.get("starttls")
    if isinstance(said, str) and shell.used(said):
        return f"fh_want={shell.word(said)}\n{_LATE}"
    return f"fh_want={1 if starttls(said) == 'always' else ''}"


def _behind_the_base() -> str:
    """The probe's search of one entry behind the name of it, as hexadecimal digits."""
    whole = ldap.search(3, "").hex()
    return whole[whole.index("0400") + 4 :]
