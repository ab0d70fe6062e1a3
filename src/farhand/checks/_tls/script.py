"""How a person shakes hands as the app would: with openssl, else with Python's `ssl`.  Pure.

Only where the first handshake is not well, further ones change one thing each: the name, the version, the store
of authorities, the size of the packets, no TLS at all. Certificates are printed as they were sent: they are public.
"""

from __future__ import annotations

from farhand.target import shell

SMALL = r"""
import socket, ssl, sys
host, port, name = sys.argv[1], int(sys.argv[2]), sys.argv[3]
try:
    s = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET); s.setsockopt(6, 2, 536); s.settimeout(4)
    s.connect((host, port)); c = ssl.create_default_context(); c.check_hostname = False; c.verify_mode = ssl.CERT_NONE
    c.wrap_socket(s, server_hostname=name); print("ok")
except Exception as e: print("silent" if isinstance(e, socket.timeout) else type(e).__name__)
"""

PYTHON = r"""
import base64, os, socket, ssl, sys
from urllib.parse import unquote
host, port, name, ca, cert, key = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5], sys.argv[6]
proxy, login = os.environ.get("FH_PROXY", ""), os.environ.get("FH_LOGIN", "")
def reach():
    # straight, or through the proxy as curl does it
    if not proxy: return socket.create_connection((host, port), 6)
    at, _, number = proxy.rpartition(":")
    s = socket.create_connection((at.strip("[]"), int(number)), 6)
    head = "CONNECT %s:%d HTTP/1.1\r\nHost: %s:%d\r\n" % (host, port, host, port)
    if login: head += "Proxy-Authorization: Basic %s\r\n" % base64.b64encode(unquote(login).encode()).decode()
    s.sendall((head + "\r\n").encode())
    said = b""
    while b"\r\n\r\n" not in said and len(said) < 9000:
        more = s.recv(1)
        if not more: break
        said += more
    if said.split(b" ")[1:2] != [b"200"]: print("Proxy: " + said[:60].decode("ascii", "replace")); sys.exit()
    return s
def shake(check):
    c = ssl.create_default_context(cafile=ca or None) if check else ssl._create_unverified_context()
    if cert: c.load_cert_chain(cert, key or None)
    if sys.argv[7]: c.set_alpn_protocols([sys.argv[7]])
    s = c.wrap_socket(reach(), server_hostname=name)
    if check: s.settimeout(1)
    try: check and s.version() == "TLSv1.3" and s.recv(1)
    except socket.timeout: pass
    return s
def show(s):
    # all that was sent, where this Python can tell it; else the first
    given = getattr(s, "get_unverified_chain", None) or getattr(s._sslobj, "get_unverified_chain", None)
    for one in (given and given()) or [s.getpeercert(True)]:
        print(ssl.DER_cert_to_PEM_cert(one) if isinstance(one, bytes) else one.public_bytes())
try:
    s = shake(True); print("New, %s, Cipher is %s" % (s.version(), s.cipher()[0])); show(s)
except ssl.SSLCertVerificationError as e:
    print("verify error:num=%d:%s" % (e.verify_code, e.verify_message))
    try: show(shake(False))
    except Exception: pass
except socket.timeout: print("rc=124")
except ConnectionResetError: print("write:errno=104")
except ssl.SSLEOFError: print("unexpected eof")
except ssl.SSLError as e:
    word = (e.reason or "").lower()
    if "ALERT" in (e.reason or ""): print("alert %s" % word.partition("alert_")[2])
    elif "wrong_version" in word: print("wrong version number")
    else: print("x:error:0A:SSL routines:x:%s:" % word)
except OSError as e: print("connect:errno=%s %s" % (e.errno, e.strerror))
"""

PART = r"""
fh_shown() { # BYTES: the lines of openssl that tell something; certificates are public
  grep -aE -e '^ *[0-9]+ s:|^ +i:|verify error|New,|alert|errno|:error:|Acceptable|Client Certificate Types' \
    -e 'unexpected eof|[Pp]roxy|-----|^[A-Za-z0-9+/=]+$|^Requested Sig' | head -c "$1"; }
fh_shake() { # SECONDS openssl arguments: one handshake
  fh_s=$1; shift; { sleep "$fh_s"; } | timeout 9 openssl s_client -connect "$fh_to" $fh_via ${fh_alpn:+-alpn "$fh_alpn"} "$@" 2>&1
  echo "rc=$?"; }
fh_more() { # KEY arguments: one more handshake, in a line or two
  fh_k=$1; shift; fh_shake 0.1 "$@" | grep -aE 'verify error|New,|alert|errno|:error:|unexpected eof|^rc=' |
    head -n 5 | sed "s|^|try $fh_k: |"; }
fh_words() { # ADDRESS PORT TEXT: what the port says to a plain text; nothing: what it says by itself
  if fh_has bash; then timeout 3 bash -c 'exec 3<>"/dev/tcp/$1/$2" || exit 1
    [ -z "$3" ] || printf "%b" "$3" >&3; dd bs=120 count=1 <&3 2>/dev/null' - "$@" 2>&1
  elif fh_has nc; then { [ -z "$3" ] || printf '%b' "$3"; sleep 2; } | timeout 3 nc "$1" "$2" 2>&1 | head -c 120
  else return 9; fi; }
fh_store() { # KEY VARIABLE FILE: a list of authorities, and what it is
  [ -n "$3" ] || return 0
  if [ -d "$3" ]; then fh_x=folder; elif [ ! -e "$3" ]; then fh_x=missing; elif [ ! -r "$3" ]; then fh_x=unreadable
  elif [ ! -f "$3" ]; then fh_x=unreadable; elif grep -q CERTIFICATE "$3"; then fh_x=ok; else fh_x=empty; fi
  echo "store $1 ${2:--} $fh_x $3"; }
fh_certifi() { # where Python's own list of authorities is
  ! fh_has python3 || python3 -c 'import certifi; print(certifi.where())' 2>/dev/null; }
fh_stores() { # the lists of authorities by library; leaves in fh_file the one that the app uses
  fh_c=$(fh_certifi); fh_sys=
  for fh_x in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/ca-bundle.pem \
    /etc/ssl/cert.pem; do [ -n "$fh_sys" ] || [ ! -e $fh_x ] || fh_sys=$fh_x; done
  fh_store ssl "${SSL_CERT_FILE:+SSL_CERT_FILE}" "${SSL_CERT_FILE:-$fh_sys}"
  fh_store httpx "${SSL_CERT_FILE:+SSL_CERT_FILE}" "${SSL_CERT_FILE:-$fh_c}"
  if [ -n "${REQUESTS_CA_BUNDLE-}" ]; then fh_store requests REQUESTS_CA_BUNDLE "$REQUESTS_CA_BUNDLE"
  elif [ -n "${CURL_CA_BUNDLE-}" ]; then fh_store requests CURL_CA_BUNDLE "$CURL_CA_BUNDLE"
  else fh_store requests - "$fh_c"; fi
  [ -z "${AWS_CA_BUNDLE-}" ] || fh_store boto3 AWS_CA_BUNDLE "$AWS_CA_BUNDLE"
  [ -z "${set_ca_file-}" ] || fh_store declared ca_file "$set_ca_file"
  [ -z "${set_cert_file-}" ] || fh_store cert cert_file "$set_cert_file"
  [ -z "${set_key_file-}" ] || if [ -r "$set_key_file" ]; then echo "key ok"; else
    echo "key unreadable $set_key_file"; fi
  fh_file=
  case ${set_client-} in
    requests) fh_file=${REQUESTS_CA_BUNDLE:-${CURL_CA_BUNDLE:-$fh_c}};;
    boto3) fh_file=${AWS_CA_BUNDLE:-${REQUESTS_CA_BUNDLE:-$fh_c}};;
    httpx) fh_file=${SSL_CERT_FILE:-$fh_c};; curl) fh_file=${CURL_CA_BUNDLE:-${SSL_CERT_FILE:-$fh_sys}};;
  esac
  fh_file=${set_ca_file:-$fh_file}; }
fh_tls() { # ADDRESS PORT NAME; leaves fh_secure; $fh_alpn is offered, where it is set
  # A login of the proxy is never on openssl's command line: Python takes it from its environment.
  echo "-- tls $3 $2"; fh_secure=; fh_name=$3; fh_stores
  case $1 in *:*) fh_to="[$1]:$2";; *) fh_to=$1:$2;; esac
  if [ -z "${FH_LOGIN-}" ] && fh_has openssl; then fh_by_openssl "$1" "$2" "$3"
  elif fh_has python3 && [ "${fh_via#-starttls}" = "$fh_via" ]; then echo "with python3"
    fh_o=$(timeout 12 python3 -c "$fh_python_tls" "$1" "$2" "$3" "${fh_file:-${SSL_CERT_FILE-}}" \
      "${set_cert_file-}" "${set_key_file-}" "${fh_alpn-}" 2>&1)
    printf '%s\n' "$fh_o" | fh_shown 24000; case $fh_o in "New, "*) fh_secure=1;; esac
  else echo "with nothing"; fi; }
fh_by_openssl() { # ADDRESS PORT NAME: the app's handshake; where it is not well, more of them
  echo "with openssl $(openssl version | cut -d ' ' -f 2)"; fh_a1=$1; fh_p1=$2
  case $3 in *:*) set -- -noservername -verify_ip "$3";;
    *[!0-9.]*) set -- -servername "$3" -verify_hostname "$3";; *) set -- -noservername -verify_ip "$3";; esac
  [ -z "${set_cert_file-}" ] || set -- "$@" -cert "$set_cert_file" ${set_key_file:+-key "$set_key_file"}
  set -- "$@" -min_protocol TLSv1.2 -cipher \
    '@SECLEVEL=2:ECDH+AESGCM:ECDH+CHACHA20:ECDH+AES:DHE+AES:!aNULL:!eNULL:!aDSS:!SHA1:!AESCCM'
  fh_o=$(if [ -n "$fh_file" ] && [ ! -d "$fh_file" ]; then
      fh_shake 1 "$@" -showcerts -CAfile "$fh_file" -no-CApath
    elif [ -n "$fh_file" ]; then fh_shake 1 "$@" -showcerts -CApath "$fh_file" -no-CAfile
    else fh_shake 1 "$@" -showcerts; fi)
  printf '%s\n' "$fh_o" | fh_shown 24000; printf '%s\n' "$fh_o" | grep '^rc='
  case $fh_o in *"verify error"*) fh_untrusted "$@";; *alert*|*:error:*|*rrno*|*"unexpected eof"*) fh_broken;;
    *"Cipher is (NONE)"*|*rc=124*|*rc=143*) fh_broken;; *"Cipher is "*) fh_secure=1;; *) fh_broken;; esac
  return 0; }
fh_untrusted() { # openssl arguments: does another list of authorities accept it? And who signs it past the proxy?
  for fh_y in "${SSL_CERT_FILE-}" "$fh_c" "$fh_sys" "${REQUESTS_CA_BUNDLE-}" "${CURL_CA_BUNDLE-}" \
    "${AWS_CA_BUNDLE-}"; do [ ! -f "$fh_y" ] || echo "$fh_y"; done | sort -u | {
    while read -r fh_y; do fh_more "store $fh_y" "$@" -CAfile "$fh_y" -no-CApath & done; wait; }
  fh_org=$(printf '%s\n' "$fh_o" | sed -n 's/^ *i:.*O *= *\([^,/]*\).*/\1/p' | tail -n 1)
  fh_y=${fh_file:-${SSL_CERT_FILE:-$fh_sys}}
  [ ! -f "$fh_y" ] || openssl storeutl -noout -text -certs "$fh_y" 2>/dev/null | grep 'Subject: ' |
    sed 's/^ *Subject: //' | { cat; echo; } | awk -v "o=$fh_org" '
      NF { n++ } o != "" && index($0, o) { print "root " $0 } END { print "roots " n + 0 }' | tail -n 5
  case $fh_via in -proxy*) fh_via=; fh_shake 1 -servername "$fh_name" | grep -a -A 1 '^ *0 s:' | sed 's/^/beside /';; esac; }
fh_broken() { # change one thing each: the name, the version, the size of the packets, no TLS at all
  fh_old='ALL:@SECLEVEL=0'
  fh_more none -noservername -cipher $fh_old & fh_more other -servername example.com -cipher $fh_old &
  fh_more same -servername "$fh_name" -cipher $fh_old &
  for fh_y in tls1 tls1_1 tls1_2 tls1_3; do
    fh_more $fh_y -servername "$fh_name" -$fh_y -cipher $fh_old & done
  if [ -z "$fh_via" ]; then
    { fh_o=$(fh_words "$fh_a1" "$fh_p1" 'HEAD / HTTP/1.0\r\n\r\n' | tr -c '[:print:]' .); echo "plain $fh_o"; } &
    { fh_ms; fh_b=$fh_t; fh_rc=0; fh_o=$(fh_words "$fh_a1" "$fh_p1" '') || fh_rc=$?; fh_ms
      echo "untouched rc=$fh_rc ms=$((fh_t - fh_b)) $(printf %s "$fh_o" | tr -c '[:print:]' .)"; } &
    fh_x='\0000\0000\0000\0010\0004\0322\0026\0057'
    echo "postgres $(fh_words "$fh_a1" "$fh_p1" "$fh_x" | tr -c '[:print:]' .)" &
    ! fh_has python3 ||
      echo "small $(python3 -c "$fh_python_small" "$fh_a1" "$fh_p1" "$fh_name" 2>&1 | tail -n 1)" &
  fi; wait; }
"""


def part() -> str:
    """The functions, Python's texts among them."""
    return shell.library(
        "tls",
        "shakes hands as the app does, with openssl or python3, and tells who refuses what",
        f"fh_via=\nfh_python_small='{SMALL}'\nfh_python_tls='{PYTHON}'\n{PART}",
    )


CALL = 'fh_tls "$fh_open" "$fh_port" "${set_server_name:-$fh_host}"'
