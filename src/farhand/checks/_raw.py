"""Bytes to and from a port as POSIX sh sends them, and who may be speaking there: for servers without a tool.

`fh_say ADDRESS PORT SECONDS` sends its standard input and prints what comes back, by bash, python3 or nc.
`fh_sniff` asks in several protocols at once what is there; `sniffed` reads that. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from farhand.wire.speaker import speaker

SAY = r"""
fh_sayer=none; fh_has nc && fh_sayer=nc; fh_has python3 && fh_sayer=python3; fh_has bash && fh_sayer=bash
fh_say() { # ADDRESS PORT SECONDS: standard input is sent, what comes is printed; 124 or 143: it did not end
  case $fh_sayer in
    bash) timeout "$3" bash -c 'exec 3<>"/dev/tcp/$0/$1" || exit 7; cat >&3; exec cat <&3' "$1" "$2" ;;
    python3) timeout "$3" python3 -c 'import socket, sys
try:
    s = socket.create_connection(sys.argv[1:3], 5)
    s.settimeout(None)
    s.sendall(sys.stdin.buffer.read())
    n = 0
    while n < 30000:
        d = s.recv(4096)
        if not d: break
        n += len(d)
        sys.stdout.buffer.write(d); sys.stdout.flush()
except OSError as error:
    sys.exit("connect: %s" % (error.strerror or error))' "$1" "$2" ;;
    # nc tells the other side that no more comes, which some answer by hanging up: fh_hold keeps it waiting.
    nc) { cat; sleep "${fh_hold:-0}"; } | timeout "$3" nc -w "$3" "$1" "$2" ;;
    *) return 127 ;;
  esac; }
fh_hex() { od -An -v -tx1 | tr -d ' \n'; }
""".strip()


def _hello() -> bytes:
    """A ClientHello of TLS 1.2 (RFC 5246, 7.4.1.2) that servers with RSA and with ECDSA keys answer."""
    suites = bytes.fromhex("c02fc030c02bc02c009c002f")
    groups, points = bytes.fromhex("000a000600040017001d"), bytes.fromhex("000b00020100")
    extensions = groups + points + bytes.fromhex("000d000a00080403080404010501")
    body = b"\3\3" + b"farhand asks whether TLS is here" + b"\0" + len(suites).to_bytes(2, "big") + suites
    body += b"\1\0" + len(extensions).to_bytes(2, "big") + extensions
    inner = b"\1" + len(body).to_bytes(3, "big") + body
    return b"\x16\3\1" + len(inner).to_bytes(2, "big") + inner


SNIFF = r"""
fh_asked() { # WORD: what is said to these bytes, within two seconds
  fh_hold=2; fh_o=$({ fh_say "$fh_to" "$fh_port" 2 2>&1; echo " rc=$?"; } | head -c 600 | fh_hex)
  echo "sniff $1 $fh_o"; }
fh_sniff() { # in silence, in the words of HTTP, PostgreSQL and Redis, and in TLS
  echo "sniff with $fh_sayer"
  : | fh_asked silence &
  printf 'GET / HTTP/1.0\r\n\r\n' | fh_asked http &
  printf '\0\0\0\10\4\322\26\57' | fh_asked postgres &
  printf 'PING\r\n' | fh_asked redis &
  if fh_has openssl; then
    fh_o=$(timeout 4 openssl s_client -connect "$fh_to:$fh_port" </dev/null 2>&1 | head -c 30000)
    case $fh_o in *"BEGIN CERTIFICATE"*|*"alert"*) echo "sniff tls yes" ;; *) echo "sniff tls no" ;; esac
  elif fh_has python3; then
    timeout 5 python3 -c 'import socket, ssl, sys
c = ssl.create_default_context(); c.check_hostname = False; c.verify_mode = ssl.CERT_NONE
try: c.wrap_socket(socket.create_connection(sys.argv[1:3], 4)); print("sniff tls yes")
except ssl.SSLError as error: print("sniff tls", "yes" if "ALERT" in str(error) else "no")
except OSError: print("sniff tls no")' "$fh_to" "$fh_port"
  else printf 'HELLO' | fh_asked hello # a ClientHello of TLS 1.2, as bytes
  fi
  wait; }
""".strip().replace("HELLO", "".join(f"\\{byte:03o}" for byte in _hello()))

TALK = r"""
fh_channel() { # SECONDS: standard input is sent, in TLS where $fh_tls is set (begun as $fh_start says,
  # $fh_alpn offered in it); the answer is printed
  fh_to=${fh_open:-${fh_host-}}
  if [ -n "${fh_tls-}" ]; then
    case $fh_to in *:*) fh_x="[$fh_to]:$fh_port" ;; *) fh_x=$fh_to:$fh_port ;; esac
    set -- "$1" -connect "$fh_x" -servername "${set_server_name:-$fh_host}" -quiet
    [ -z "${set_cert_file-}" ] || set -- "$@" -cert "$set_cert_file" ${set_key_file:+-key "$set_key_file"}
    [ -z "${fh_start-}" ] || set -- "$@" -starttls "$fh_start"
    [ -z "${fh_alpn-}" ] || set -- "$@" -alpn "$fh_alpn"
    fh_x=$1; shift; timeout "$fh_x" openssl s_client "$@" 2>/dev/null
  elif [ -n "${fh_socket-}" ]; then
    timeout "$1" python3 -c 'import socket, sys
s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); s.sendall(sys.stdin.buffer.read())
while True:
    d = s.recv(4096)
    if not d: break
    sys.stdout.buffer.write(d); sys.stdout.flush()' "$fh_socket" 2>&1
  else fh_say "$fh_to" "$fh_port" "$1" 2>&1; fi; }
fh_talk() { # WORD SECONDS: standard input is sent; the answer is printed as hexadecimal digits
  fh_o=$({ fh_channel "$2"; echo " rc=$?"; } | head -c 20000 | fh_hex); echo "talk $1 $fh_o"; }
fh_way() { # leaves in fh_with the tool that bytes can be sent with, or nothing; in fh_to the place
  fh_with=nothing; fh_to=${fh_open:-${fh_host-}}
  if [ -n "${fh_tls-}" ]; then fh_has openssl && fh_with=openssl
  elif [ -n "${fh_socket-}" ]; then fh_has python3 && fh_with=python3
  elif [ "$fh_sayer" != none ]; then fh_with=$fh_sayer; fi
  return 0; }
""".strip()

BYTES = r"""
fh_be() { # NUMBER WIDTH: the number as so many bytes, the highest first
  fh_i=$2; while [ "$fh_i" -gt 0 ]; do fh_i=$((fh_i - 1))
    # shellcheck disable=SC2059 # the number is the format
    printf "\\$(printf %03o $((($1 >> (8 * fh_i)) & 255)))"; done; }
""".strip()


def octal(data: bytes) -> str:
    """Bytes as a word of sh that printf turns back."""
    return "'" + "".join(f"\\{byte:03o}" for byte in data) + "'"


#: What a shell or a tool says when its time is over.
_OWN_WORDS = re.compile(
    rb"(?:^|(?<=\n))(?:Terminated|Ncat: [^\n]*(?:timeout|QUITTING)[^\n]*|nc: timed out)\n"
)


@dataclass(frozen=True)
class Sniffed:
    """`end` is how the look in silence, or in the protocol asked for, ended: closed, reset, mute, refused."""

    said: bytes = b""
    speaker: str = ""
    end: str = ""
    takes_tls: bool | None = None

    def facts(self, mine: str) -> dict[str, object]:
        """As the checks have it: another protocol, TLS, or nothing at all; `mine` is no other one.
        `tls_unasked`: no tool was there that could have asked for TLS."""
        shown = "".join(c if " " <= c <= "~" else "." for c in self.said[:60].decode("latin-1")).strip()
        if self.speaker and self.speaker != mine:
            return {"answer": "other", "speaker": self.speaker, "said": shown}
        more = (
            {"takes_tls": True} if self.takes_tls else {"tls_unseen": True} if self.takes_tls is None else {}
        )
        if self.said and not self.speaker:
            return {"answer": "other", "speaker": "", "said": shown, **more}
        return {"answer": self.end or "mute", **more}


def sniffed(lines: Sequence[str], mine: str) -> Sniffed | None:
    """What `fh_sniff` printed; `mine` (redis, postgres) is the protocol that the app speaks there."""
    rows = {}
    for line in lines:
        words = line.split()
        if len(words) >= 2 and words[0] == "sniff":
            rows[words[1]] = words[2] if len(words) > 2 else ""
    if not rows or rows.get("with") == "none":
        return None
    heard: dict[str, tuple[bytes, str]] = {
        word: _heard(rows[word]) for word in {"silence", "http", "postgres", "redis", mine} if word in rows
    }
    takes = rows["tls"] == "yes" if "tls" in rows else _answers_tls(rows.get("hello", "")) or None
    ends = [heard[word][1] for word in (mine, "silence") if word in heard]
    for word in ("silence", mine, "http", "redis", "postgres"):
        said = heard.get(word, (b"", ""))[0]
        who = "PostgreSQL" if word == "postgres" and said in (b"S", b"N") else speaker(said)
        if who or (said and word in ("silence", mine)):
            return Sniffed(said, who, ends[0] if ends else "", takes)
    return Sniffed(b"", "", ends[0] if ends else "", takes)


def _answers_tls(shown: str) -> bool:
    """A ServerHello or an alert (RFC 5246, 6.2.1), and not our own ClientHello thrown back."""
    data = _heard(shown)[0]
    return data.startswith(b"\x15\x03") or (data.startswith(b"\x16\x03") and data[5:6] == b"\x02")


@dataclass(frozen=True)
class Heard:
    """What came back, and how it ended: closed, reset, refused, mute (it did not end)."""

    data: bytes = b""
    end: str = ""


def talks(lines: Sequence[str]) -> dict[str, Heard]:
    """What `fh_talk` printed, by its word."""
    rows = (line.split() for line in lines if line.startswith("talk "))
    return {row[1]: Heard(*_heard(row[2] if len(row) > 2 else "")) for row in rows if len(row) > 1}


def _heard(shown: str) -> tuple[bytes, str]:
    """The bytes, and how it ended."""
    if not shown or set(shown) - set("0123456789abcdef") or len(shown) % 2:
        return b"", ""
    whole = _OWN_WORDS.sub(b"", bytes.fromhex(shown))
    data, mark, code = whole.rpartition(b" rc=")
    if not mark:  # cut off by the bound on its size
        return whole, "mute"
    if code.strip() == b"143":  # busybox says so right behind bytes that end no line
        data = data.removesuffix(b"Terminated\n")
    low = data.lower()
    for words, end in ((b"reset by peer", "reset"), (b"refused", "refused"), (b"broken pipe", "reset")):
        if words in low:
            begin = max(low.rfind(name) for name in (b"head:", b"bash:", b"cat:", b"connect:", b"nc:"))
            return (data[:begin] if begin >= 0 else data), end
    number = code.strip()
    return data, "mute" if number in (b"124", b"143") else "closed"
