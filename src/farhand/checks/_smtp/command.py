"""How a person asks the same: bytes to the port, openssl where TLS is spoken. No message is begun.

A mail server wants its client to wait for each reply. A shell cannot wait for one, so there is a pause
before each line instead. The login goes by standard input, never by an argument, and is not printed.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

from farhand.checks import _service_command, tls
from farhand.checks._starttls import starttls
from farhand.model import Command
from farhand.target import shell
from farhand.wire import smtp

_PART = r"""
fh_slow() { # SECONDS LINE: a pause, then the line
  sleep "$1"; printf '%s\r\n' "$2"; }
fh_b64() { if fh_has base64; then base64 | tr -d '\n'; else openssl base64 -A; fi; }
fh_meet() { # greeting, EHLO, QUIT; nothing is greeted with inside of STARTTLS
  { fh_slow "$1" "EHLO $fh_helo"; fh_slow 1 QUIT; } | fh_talk meet 9; }
fh_login() { # MECHANISM: user and password, as it wants them
  case $1 in
    PLAIN) fh_slow 1 "AUTH PLAIN $(printf '\0%s\0%s' "$fh_user" "$fh_pass" | fh_b64)" ;;
    LOGIN) fh_slow 1 'AUTH LOGIN'; fh_slow 1 "$(printf %s "$fh_user" | fh_b64)"
      fh_slow 1 "$(printf %s "$fh_pass" | fh_b64)" ;;
  esac; }
fh_post() { # PAUSE MECHANISM: all steps up to a recipient, then RSET: no message is begun
  { fh_slow "$1" "EHLO $fh_helo"; fh_login "$2"
    [ -z "$fh_from" ] || { fh_slow 1 "MAIL FROM:<$fh_from>"
      [ -z "$fh_rcpt" ] || fh_slow 1 "RCPT TO:<$fh_rcpt>"; fh_slow 1 RSET; }
    fh_slow 1 QUIT; } | fh_talk post 16; }
fh_offers() { # WORD TALK: is it offered? The talk is in hexadecimal digits, in small letters or capitals
  case $(printf %s "$2" | tr 4567 6767) in *"$(printf %s "$1" | fh_hex | tr 4567 6767)"*) return 0 ;; esac
  return 1; }
fh_auth() { # TALK: the first of PLAIN and LOGIN that is offered
  [ -n "$fh_user" ] || return 0
  fh_offers AUTH "$1" || return 0
  for fh_x in PLAIN LOGIN; do if fh_offers "$fh_x" "$1"; then echo "$fh_x"; return 0; fi; done; }
fh_begins_tls() { # TALK: would the app begin TLS here?
  case $fh_want in never) return 1 ;; esac
  fh_offers STARTTLS "$1" || return 1
  case $fh_want in always) return 0 ;; esac
  [ "$fh_scheme" = submission ] || [ "$fh_port" = 587 ] || [ -n "$fh_user" ]; }
fh_smtp() {
  fh_tls=; fh_start=; fh_pause=2; fh_helo=${set_helo:-[127.0.0.1]}
  case $fh_helo in *[!!-~]*) fh_helo="[127.0.0.1]" ;; esac; fh_met=; fh_via=
  case $fh_scheme in smtps) fh_tls_part; fh_tls=1 ;; esac
  fh_way
  if [ "$fh_with" = nothing ] || { [ -n "$fh_tls" ] && [ -z "$fh_secure" ]; }; then
    fh_top; fh_to=$fh_open; [ "$fh_with" = nothing ] || { echo "held back"; fh_sniff; }; return 0; fi
  fh_met=$(fh_meet 2)
  if [ -z "$fh_tls" ] && fh_begins_tls "$fh_met"; then
    fh_via='-starttls smtp'; fh_tls_part; fh_via=; fh_tls=1; fh_start=smtp; fh_pause=1; fh_way
    if [ "$fh_with" = nothing ] || [ -z "$fh_secure" ]; then fh_top; echo "held back"; return 0; fi
    fh_before=$fh_met; fh_met=$(fh_meet 1)
  fi
  fh_top; [ -z "$fh_start" ] || echo "$fh_before" | sed 's/^talk meet/talk before/'
  echo "$fh_met"
  case $fh_met in "talk meet 3"[2-5]3*) ;;
    *) [ -n "$fh_tls" ] || { fh_to=$fh_open; fh_sniff; }; return 0 ;; esac
  case $fh_met in "talk meet 323230"*|"talk meet 323530"*) ;; *) return 0 ;; esac
  fh_post "$fh_pause" "$(fh_auth "$fh_met")"; }
fh_top() {
  echo "-- smtp tls=${fh_tls:-0} starttls=$fh_start want=$fh_want password=${fh_pass:+1} with=$fh_with"; }
fh_tls_part() {
  fh_tls "$fh_open" "$fh_port" "${set_server_name:-$fh_host}"; [ -z "$fh_lax" ] || fh_secure=1; }
""".strip()


_WANT = """
case $fh_want in true|True|1|yes|on|always|required) fh_want=always ;;
  false|False|0|no|off|never|none) fh_want=never ;; *) fh_want=offered ;; esac
""".strip()


def command(subject: str, settings: Mapping[str, Any]) -> Command:
    """Would the mail server take the app's mail?"""
    return _service_command.command(
        "smtp", settings, f"{tls.PART}\n{_PART}", f"{_settings(settings)}\nfh_smtp",
        why="Would the mail server take the app's mail: TLS, the login, the sender, a recipient?",
        seconds=90,
        prints="what the mail server answers to EHLO, a login, a sender and a recipient; no message is begun",
        hides="the password",
    )  # fmt: skip


def _settings(settings: Mapping[str, Any]) -> str:
    """Sender and recipient as plain addresses, and how the app begins TLS."""
    said = settings.get("starttls")
    late = f"fh_want={shell.word(said)}" if isinstance(said, str) and shell.used(said) else ""
    want = f"{late}\n{_WANT}" if late else f"fh_want={starttls(said)}"
    return "\n".join(
        (want, _address("fh_from", settings.get("from")), _address("fh_rcpt", settings.get("to")))
    )


def _address(name: str, said: object) -> str:
    """The bare address; of a variable it is taken out where the command runs."""
    text = said if isinstance(said, str) else ""
    if not shell.used(text):
        return f"{name}={shlex.quote(smtp.address(text))}"
    bare = f'case ${name} in *"<"*">"*) {name}=${{{name}##*<}}; {name}=${{{name}%%>*}} ;; esac'
    safe = f"case ${name} in *[!!-~]*|*[\\<\\>]*) {name}= ;; esac"
    return f"{name}={shell.word(text)}\n{bare}\n{safe}"
