"""The text of sh and Python that the `mongodb` command is made of; `command` fills in the questions."""

from __future__ import annotations

#: Before anything is looked up: the words of the address, the hosts behind an SRV record, and of several the
#: first that accepts.
BEGIN = r"""
fh_user=${fh_user:-${set_user-}}; fh_pass=${fh_pass:-${set_password-}}; fh_db=${fh_name-}; fh_txt=
fh_option() { # NAME: its value in the address's query, else in the TXT record; names are without case
  fh_v=$(printf '%s&%s&%s' "$fh_query" "$fh_txt" "$fh_more" | tr '&' '\n' | awk -v k="$1" '{ at = index($0, "=") }
    at && tolower(substr($0, 1, at - 1)) == k { v = substr($0, at + 1); h = "0123456789abcdef"
      while (match(v, /%[0-9A-Fa-f][0-9A-Fa-f]/)) { c = tolower(substr(v, RSTART + 1, 2))
        printf "%s%c", substr(v, 1, RSTART - 1), (index(h, substr(c, 1, 1)) - 1) * 16 + index(h, substr(c, 2)) - 1
        v = substr(v, RSTART + 3) }
      print v; exit }'); printf %s "$fh_v"; }
fh_servers() { awk '/^nameserver[ \t]/ { print $2 }' /etc/resolv.conf 2>/dev/null | head -n 3; }
fh_record() { # SERVER NAME TYPE: `is RESULT`, `host NAME PORT` and `text ...`, with dig, python3 or nslookup
  if fh_has dig; then dig +time=2 +tries=1 +noall +comments +answer "@$1" "$2" "$3" 2>&1 | awk '
      match($0, /status: [A-Z]+/) { print "is " substr($0, RSTART + 8, RLENGTH - 8) }
      /timed out|no servers/ { print "is silent" } /refused|unreachable/ && !/status/ { print "is unreachable" }
      $4 == "SRV" { sub(/[.]$/, "", $8); print "host " $8 " " $7 }
      $4 == "TXT" { sub(/^[^"]*"/, ""); gsub(/" "/, ""); sub(/"[^"]*$/, ""); print "text " $0 }'
  elif fh_has python3; then timeout 6 python3 -c "$fh_python_srv" "$1" "$2" "$3" 2>/dev/null || echo "is silent"
  elif fh_has nslookup; then timeout 6 nslookup -type="$3" "$2" "$1" 2>&1 | awk '
      /NXDOMAIN/ { print "is NXDOMAIN"; exit } /SERVFAIL/ { print "is SERVFAIL"; exit }
      /REFUSED/ { print "is REFUSED"; exit } /timed out/ { print "is silent"; exit }
      /[Nn]o answer/ { print "is NOERROR"; exit }
      /service = / { sub(/[.]$/, "", $NF); print "host " $NF " " $(NF - 1); if (!n++) print "is NOERROR" }
      /text = / { sub(/^[^"]*"/, ""); gsub(/" "/, ""); sub(/"[^"]*$/, ""); print "text " $0 }'
  fi; }
fh_srv() { # looks for the hosts of the cluster; leaves them in fh_l as HOST:PORT
  fh_x=$(fh_option srvservicename); fh_n=_${fh_x:-mongodb}._tcp.${fh_host%.}
  for fh_s in $(fh_servers); do
    fh_o=$(fh_record "$fh_s" "$fh_n" SRV | fh_clean); printf '%s\n' "$fh_o" | sed "s/^/srv $fh_s /"
    fh_l=$(printf '%s\n' "$fh_o" | awk '$1 == "host" && $2 !~ /[^A-Za-z0-9._-]/ { print $2 ":" $3 }' | head -n 50)
    [ -z "$fh_l" ] || break; done
  [ -n "$fh_l" ] || exit 0
  fh_o=$(fh_record "$fh_s" "${fh_host%.}" TXT | fh_clean | grep '^text ' | head -n 1)
  printf '%s\n' "$fh_o" | sed "s/^/txt $fh_s /"; fh_txt=${fh_o#text }; }
fh_l=; fh_tls=
case $fh_scheme in mongodb+srv) fh_tls=1; fh_srv ;; *) case ${set_url-} in *,*) fh_l=${set_url#*://}
  fh_l=${fh_l%%[/?]*}; fh_l=$(printf %s "${fh_l##*@}" | tr ',' ' ') ;; esac ;; esac
fh_x=$(fh_option tls); [ -n "$fh_x" ] || fh_x=$(fh_option ssl)
case $fh_x in [Tt]rue) fh_tls=1 ;; [Ff]alse) fh_tls= ;; esac
: "${set_ca_file:=$(fh_option tlscafile)}"; : "${set_cert_file:=$(fh_option tlscertificatekeyfile)}"
: "${set_key_file:=$set_cert_file}"
case "$(fh_option tlsinsecure)$(fh_option tlsallowinvalidcertificates)" in *[Tt]rue*) fh_lax=1 ;; esac
for fh_w in $fh_l; do fh_p=${fh_w##*:}; case $fh_w in *:*) ;; *) fh_p=27017 ;; esac
  fh_first=${fh_first:-${fh_w%:*} $fh_p}
  if fh_accepts "${fh_w%:*}" "$fh_p"; then fh_first="${fh_w%:*} $fh_p"; break; fi; done
[ -z "${fh_first-}" ] || { fh_host=${fh_first% *}; fh_port=${fh_first#* }; echo "server $fh_first"; }
"""

#: The question for SRV and TXT records in Python; the address of a server, a name, a type.
PYTHON_SRV = r"""
import os, socket, struct, sys
server, name, kind = sys.argv[1:]
code = {"SRV": 33, "TXT": 16}[kind]
q = b"".join(bytes([len(w)]) + w.encode() for w in name.split(".")) + b"\0" + struct.pack("!HH", code, 1)
q = os.urandom(2) + struct.pack("!HHHHH", 256, 1, 0, 0, 0) + q
def at(d, i):
    w = []
    while d[i]:
        if d[i] >= 192: w.append(at(d, (d[i] & 63) << 8 | d[i + 1])[0]); return ".".join(w), i + 2
        w.append(d[i + 1:i + 1 + d[i]].decode("latin-1")); i += 1 + d[i]
    return ".".join(w), i + 1
s = socket.socket(socket.AF_INET6 if ":" in server else socket.AF_INET, socket.SOCK_DGRAM)
s.connect((server, 53)); s.settimeout(1); d = b""
for _ in range(3):
    s.send(q)
    try: d = s.recv(4096)
    except socket.timeout: continue
    except OSError: print("is unreachable"); sys.exit()
    if d[:2] == q[:2]: break
if d[:2] != q[:2]: print("is silent"); sys.exit()
words = "NOERROR FORMERR SERVFAIL NXDOMAIN NOTIMP REFUSED".split()
print("is", words[d[3] & 15] if d[3] & 15 < 6 else "RCODE")
i = at(d, 12)[1] + 4
for _ in range(min(256, d[6] << 8 | d[7])):
    i = at(d, i)[1]; t, _, _, n = struct.unpack_from("!HHIH", d, i); i += 10
    if t == 33: print("host", at(d, i + 6)[0], d[i + 4] << 8 | d[i + 5])
    if t == 16:
        b, j = b"", i
        while j < i + n: b += d[j + 1:j + 1 + d[j]]; j += 1 + d[j]
        print("text", b.decode("utf-8", "replace"))
    i += n
"""

#: The login by SCRAM and what comes behind it, in Python. What the server proves with is not printed.
PYTHON_LOGIN = r"""
import base64, hashlib, hmac, os, socket, ssl, struct, sys, unicodedata
host, port, tls, name, cert, key, mechanism, sources = sys.argv[1:9]
behind = [bytes.fromhex(h) for h in sys.argv[9:]]
user, password = sys.stdin.buffer.read().decode("utf-8", "surrogateescape").split("\0")[:2]
out, deep = b"", {"number": 1}
def element(k, v):
    t, d = (8, bytes([v])) if isinstance(v, bool) else (16, struct.pack("<i", v)) if isinstance(v, int) else \
        (2, struct.pack("<i", len(v.encode()) + 1) + v.encode() + b"\0") if isinstance(v, str) else \
        (5, struct.pack("<i", len(v)) + b"\0" + v) if isinstance(v, bytes) else (3, doc(v))
    return bytes([t]) + k.encode() + b"\0" + d
def doc(rows):
    b = b"".join(element(k, v) for k, v in rows)
    return struct.pack("<i", len(b) + 5) + b + b"\0"
def take(n):
    d = b""
    while len(d) < n:
        p = s.recv(n - len(d))
        if not p: raise OSError("closed")
        d += p
    return d
def hidden(d):
    i = d.find(b"\5payload\0")
    if i < 0: return d
    n = struct.unpack_from("<i", d, i + 9)[0]
    return d[:i + 14] + b"x" * n + d[i + 14 + n:]
def send(m):
    global out
    s.sendall(m); n = take(4); d = take(min(1 << 20, struct.unpack("<i", n)[0]) - 4)
    out += hidden(n + d)
    return d
def ask(number, rows):
    b = b"\0\0\0\0\0" + doc(rows)
    return send(struct.pack("<iiii", 16 + len(b), number, 0, 2013) + b)
def good(d): return b"\1ok\0" + struct.pack("<d", 1) in d or b"\x10ok\0\1\0\0\0" in d
def payload(d):
    i = d.find(b"\5payload\0"); n = struct.unpack_from("<i", d, i + 9)[0]
    return d[i + 14:i + 14 + n]
def prepared(p):
    if all(ord(c) < 128 for c in p): return p
    return unicodedata.normalize("NFKC", p)
def login():
    first = None
    for n, base in enumerate(sources.split("/")):
        d = ask(2 + n, [("hello", 1), ("saslSupportedMechs", base + "." + user), ("$db", "admin")])
        first = d if first is None else first
    base, how = sources.split("/")[0], mechanism
    i = first.find(b"\4saslSupportedMechs\0")
    if not how: how = "SCRAM-SHA-256" if i >= 0 and b"SCRAM-SHA-256\0" in first[i:] else "SCRAM-SHA-1"
    kind = {"SCRAM-SHA-256": "sha256", "SCRAM-SHA-1": "sha1"}.get(how)
    if not kind: return False
    word = prepared(password) if kind == "sha256" else hashlib.md5(
        (user + ":mongo:" + password).encode("utf-8", "surrogateescape")).hexdigest()
    bare = "n=%s,r=%s" % (user.replace("=", "=3D").replace(",", "=2C"), base64.b64encode(os.urandom(18)).decode())
    d = ask(5, [("saslStart", 1), ("mechanism", how), ("payload", ("n,," + bare).encode()),
        ("options", [("skipEmptyExchange", True)]), ("$db", base)])
    if not good(d): return False
    said = payload(d).decode(); w = dict(x.split("=", 1) for x in said.split(","))
    i = d.find(b"\x10conversationId\0"); number = struct.unpack_from("<i", d, i + 16)[0] if i >= 0 else 1
    rounds = int(w["i"])
    if not 0 < rounds <= 500000: return False
    salted = hashlib.pbkdf2_hmac(kind, word.encode("utf-8", "surrogateescape"), base64.b64decode(w["s"]), rounds)
    mac = lambda k, t: hmac.new(k, t, kind).digest()
    client = mac(salted, b"Client Key"); part = "c=biws,r=" + w["r"]
    sign = mac(hashlib.new(kind, client).digest(), ",".join((bare, said, part)).encode())
    proof = base64.b64encode(bytes(a ^ b for a, b in zip(client, sign))).decode()
    d = ask(6, [("saslContinue", 1), ("conversationId", number), ("payload", (part + ",p=" + proof).encode()),
        ("$db", base)])
    if good(d) and b"\x08done\0\0" in d:
        d = ask(7, [("saslContinue", 1), ("conversationId", number), ("payload", b""), ("$db", base)])
    return good(d)
end = 0
try:
    s = socket.create_connection((host, int(port)), 4)
    if tls:
        c = ssl._create_unverified_context()
        if cert: c.load_cert_chain(cert, key or None)
        s = c.wrap_socket(s, server_hostname=name)
    s.settimeout(4)
    if not user or login():
        for m in behind: send(m)
except socket.timeout: end = 124
except (OSError, ValueError, KeyError, struct.error) as error: end = 1
print("talk login " + (out[:20000] + b" rc=%d" % end).hex())
"""

PART = r"""
fh_size() { printf %s "$1" | wc -c | tr -d ' '; }
fh_le() { # NUMBER: as four bytes, the lowest first
  fh_i=0; while [ "$fh_i" -lt 4 ]; do
    # shellcheck disable=SC2059 # the number is the format
    printf "\\$(printf %03o $((($1 >> (8 * fh_i)) & 255)))"; fh_i=$((fh_i + 1)); done; }
fh_msg() { # NUMBER DATABASE SIZE ELEMENTS: a question of these elements (with printf's escapes) and $db
  fh_n=$(fh_size "$2"); fh_x=$3; fh_e=$4
  case $1,$fh_second in 1,*|2,*) ;; *,1) fh_x=$((fh_x + PREFSIZE)); fh_e=$fh_e'PREF' ;; esac
  fh_d=$((4 + fh_x + 10 + fh_n + 1)); fh_le $((21 + fh_d)); fh_le "$1"; fh_le 0; fh_le 2013; printf '\0\0\0\0\0'
  fh_le $fh_d
  # shellcheck disable=SC2059 # the elements are a format
  printf "$fh_e"; printf '\002$db\0'; fh_le $((fh_n + 1)); printf '%s\0\0' "$2"; }
fh_hello() { fh_second=; fh_msg 1 admin HELLOSIZE 'HELLO'; fh_msg 2 admin BUILDSIZE 'BUILD'; }
fh_behind() { # each question behind the login, on a line of its own, as hexadecimal digits
  RIGHTS; }
fh_raw() { while read -r fh_x; do printf '%b' "$(printf %s "$fh_x" | awk '{ h = "0123456789abcdef"
  for (i = 1; i < length($0); i += 2) printf "\\0%03o", \
    (index(h, substr($0, i, 1)) - 1) * 16 + index(h, substr($0, i + 1, 1)) - 1 }')"; done; }
fh_members() { # HEX: HOST PORT of every member that hello names, but for arbiters
  awk -v h="$1" 'function n(at,  i, v) { v = 0; for (i = 3; i >= 0; i--) v = v * 256 + b(at + i); return v }
    function d(at) { return index("0123456789abcdef", substr(h, at, 1)) - 1 }
    function b(at) { return d(at * 2 + 1) * 16 + d(at * 2 + 2) }
    function list(key,  at, i, l, s, p) { at = index(h, key); if (!at || at % 2 == 0) return
      at = (at - 1 + length(key)) / 2 + 4
      while (b(at) == 2 && count++ < 12) { at++; while (b(at)) at++; l = n(at + 1); at += 5; s = ""
        if (l > 262) return
        for (i = 0; i < l - 1; i++) s = s sprintf("%c", b(at + i)); at += l
        p = 27017; if (match(s, /:[0-9]+$/)) { p = substr(s, RSTART + 1); s = substr(s, 1, RSTART - 1) }
        gsub(/^\[|\]$/, "", s); if (s !~ /[^A-Za-z0-9._:-]/ && p < 65536) print s, p } }
    BEGIN { list("04686f73747300"); list("047061737369766573" "00") }'; }
fh_try() { # HOST PORT: an advertised member
  echo "member $1 $2"
  (fh_dns "$1"; fh_host=$1; fh_port=$2; fh_tcp "$2" - "" $fh_addrs $(fh_plus)
    [ -n "$fh_open" ] || exit 0; [ -z "$fh_tls" ] || fh_tls "$fh_open" "$2" "${set_server_name:-$1}"
    [ -n "${fh_secure-1}$fh_lax" ] || exit 0; fh_hello | fh_talk hello 2) 2>&1 | sed "s/^/at $1:$2 /"; }
fh_bases() { # the databases in which the user may be kept, the first is where the address says
  fh_s=$(fh_option authsource); : "${fh_s:=${fh_db:-admin}}"; fh_o=$fh_s
  for fh_w in "${fh_db:-$fh_s}" admin; do case "/$fh_o/" in *"/$fh_w/"*) ;; *) fh_o=$fh_o/$fh_w ;; esac; done
  printf %s "$fh_o"; }
fh_old() { OLD; }
fh_without() { fh_o=$(fh_tls=; fh_hello | fh_talk plain 2)
  case $fh_o in "talk plain "????????????????????????dd070000*) ;; *) return 0 ;; esac; echo "plain yes"; }
fh_mongodb() {
  fh_way; fh_second=; echo "-- mongodb tls=${fh_tls:-0} with=$fh_with"
  [ "$fh_with" != nothing ] || { [ -z "$fh_tls" ] || fh_without; return 0; }
  fh_o=$(fh_hello | fh_talk hello 2); printf '%s\n' "$fh_o"; fh_x=${fh_o#talk hello }
  case $fh_x in ????????????????????????dd070000*) ;; *) fh_sniff
    if [ -n "$fh_tls" ]; then fh_without; else fh_old | fh_talk old 2; fi; return 0 ;; esac
  case $fh_x in *087365636f6e646172790001*) fh_second=1 ;; esac
  [ -z "$fh_tls" ] || [ -n "${fh_secure-}$fh_lax" ] || return 0
  case $(fh_option directconnection)$(fh_option loadbalanced) in *[Tt]rue*) ;; *)
    fh_members "$fh_x" | while read -r fh_h fh_p; do
      [ "$fh_h $fh_p" = "$fh_host $fh_port" ] || fh_try "$fh_h" "$fh_p" </dev/null; done ;; esac
  # shellcheck disable=SC2046
  if fh_has python3; then printf '%s\0%s' "$fh_user" "$fh_pass" | timeout 12 python3 -c "$fh_python_login" "$fh_to" \
    "$fh_port" "$fh_tls" "${set_server_name:-$fh_host}" "${set_cert_file-}" "${set_key_file-}" \
    "$(fh_option authmechanism | tr '[:lower:]' '[:upper:]')" "$(fh_bases)" $(fh_behind)
  elif [ -z "$fh_user" ]; then fh_behind | fh_raw | fh_talk login 3
  else echo "no tool for the login"; fi
  return 0; }
"""
