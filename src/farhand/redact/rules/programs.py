"""Arguments of programs that take a secret at a place of their own: `rabbitmqctl add_user u X`, `zip -P X`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from farhand.redact import words
from farhand.redact.rules import Span, Where

#: An argument, with or without quotes; the quotes may be escaped, in a line of JSON.
_ARG = r"\\*[\"']?([^\s\"'|;&<>\\]{4,256})"
_WORD = r"\\*[\"']?[\w.@/\\-]{1,64}\\*[\"']?"

#: What is written into a program that reads the secret from its standard input.
_PIPED = rf"(?:echo|printf)[ \t]+(?:-n[ \t]+|[\"']?%s(?:\\n)?[\"']?[ \t]+)?{_ARG}\\*[\"']?[ \t]*\|"

#: With its command: times end in `7Z ` too.
_SEVEN = (*(f"7z {command} " for command in "axuetld"), "7za ", "7zr ", "7zz ", "7z.exe ")
#: The program as it stands in lower case, and what follows it on the line; the secret is the last group.
_TABLE = (
    ("rabbitmqctl", rf"(?:change_password|add_user|authenticate_user)[ \t]+{_WORD}[ \t]+{_ARG}"),
    ("htpasswd", rf"[ \t]-\w*b\w*[ \t]+{_WORD}[ \t]+{_WORD}[ \t]+{_ARG}"),
    ("chpasswd", r"(?<=[\"'\s])[\w.-]{1,32}:([^\s\"'|]{4,128})(?=\\*[\"']?[ \t]*\|[ \t]*(?:sudo[ \t]+)?\w{0,20}chpasswd)"),
    ("sudo -s", r"(?:echo|printf|<<<)[ \t]+" + _ARG + r"\\*[\"']?[ \t]*\|[ \t]*sudo[ \t]+-S"),
    ("password-stdin", _PIPED),
    ("passphrase-fd", _PIPED),
    ("with-token", _PIPED),
    ("passwd --stdin", _PIPED),
    ("cryptsetup", _PIPED),
    ("kinit", rf"<<<[ \t]*{_ARG}"),
    ("net use", rf"/user:\S{{1,80}}[ \t]+{_ARG}"),
    ("net use", rf"net use[ \t]+(?:\w:[ \t]+)?\\{{2,4}}[^\s/*]{{3,200}}[ \t]+(?!/){_ARG}"),
    ("rclone obscure", rf"obscure[ \t]+(?!-){_ARG}"),
    *((f"pass{one}", rf"{one}[ \t=]+(?:<\(|\\*[\"']?\$?\(?)(?:echo|printf)[ \t]+(?:-n[ \t]+)?{_ARG}")
      for one in ("word-file", "word_file", "word-cmd", "word_cmd", "word-command", "word_command", "phrase-file")),
    ("aws configure set", rf"(?:secret|token)\w*[ \t]+{_ARG}"),
    ("setx", rf"\w*(?:PASSWORD|PASSWD|SECRET|TOKEN|KEY|PASS|PWD)[ \t]+{_ARG}"),
    ("gh secret set", rf"--body[ \t=]+{_ARG}"),
    ("kv put", rf"\S*(?:pass|secret|token|key)\w*[ \t=]+{_ARG}"),
    ("keytool", rf"-(?:storepass|keypass|srcstorepass|deststorepass|new)[ \t]+{_ARG}"),
    ("zip ", rf"(?<=\s)(?:-P|--password)[ \t]?{_ARG}"),
    ("ssh-keygen", rf"(?<=\s)-[NP][ \t]+{_ARG}"),
    ("openssl", rf"(?<=\s)-(?:k|K|pass)[ \t]+(?!pass:|file:|env:){_ARG}"),
    ("redis-cli", rf"\bAUTH[ \t]+{_ARG}"),
    ("mosquitto_", rf"(?<=\s)-P[ \t]+{_ARG}"),
    ("http ", rf"(?<=\s)(?:-a|--auth)[ \t]+[^\s:]{{1,64}}:{_ARG}"),
    ("mc alias set", rf"set[ \t]+\S+[ \t]+\S+[ \t]+\S+[ \t]+{_ARG}"),
    *((name, rf"\b7z[arz]?(?:\.exe)?[ \t]+[a-z]{{1,2}}[ \t](?:[^\n|;&]{{0,300}}?[ \t])?-p{_ARG}") for name in _SEVEN),
    ("rar ", rf"(?<=\s)-h?p{_ARG}"),
    ("snmp", rf"(?<=\s)-(?:A|X|c)[ \t]+{_ARG}"),
    ("snmp-server community", rf"community[ \t]+{_ARG}"),
    ("snmp-server host", rf"host[ \t]+\S+[ \t]+(?:(?:traps|informs)[ \t]+)?(?:version[ \t]+(?:1|2c)[ \t]+)?(?!version|traps|informs|vrf|udp-port|use-vrf){_ARG}"),
    *((f"{name}-server", rf"-server[ \t][^\n]{{1,100}}?[ \t]key[ \t]+(?:\d[ \t]+)?{_ARG}") for name in ("radius", "tacacs", "aaa")),
    ("ipmitool", rf"(?<=\s)-P[ \t]?{_ARG}"),
    ("smbclient", rf"-U[ \t=]?\\*[\"']?[^\s\"'%]{{1,80}}%{_ARG}"),
    ("rpcclient", rf"-U[ \t=]?\\*[\"']?[^\s\"'%]{{1,80}}%{_ARG}"),
    ("bcp ", rf"(?<=\s)-P[ \t]?{_ARG}"),
    ("isql", rf"(?<=\s)-P[ \t]?{_ARG}"),
    ("cqlsh", rf"(?<=\s)-p[ \t]?{_ARG}"),
    ("sqlplus", r"[\w$#]{1,40}/([^\s\"'@/]{3,128})@"),
    ("impdp", r"[\w$#]{1,40}/([^\s\"'@/]{3,128})@"),
    ("expdp", r"[\w$#]{1,40}/([^\s\"'@/]{3,128})@"),
    ("rman", r"[\w$#]{1,40}/([^\s\"'@/]{3,128})@"),
    ("etcdctl", r"--user[ \t=]\S{1,64}?:([^\s\"']{3,128})"),
    ("influx", rf"-password[ \t]+{_ARG}"),
    ("lftp", rf"-u[ \t]+[^\s,]{{1,64}},{_ARG}"),
    ("xfreerdp", rf"/p:{_ARG}"),
    ("psexec", rf"(?<=\s)-p[ \t]+{_ARG}"),
    ("az login", rf"(?<=\s)-p[ \t]+{_ARG}"),
    ("vncpasswd", rf"<<<[ \t]*{_ARG}"),
    ("curl", r"(?<=\s)-u\\*[\"']?[^\s:\"'-][^\s:\"']{0,128}:([^\s\"'\\]{3,256})"),
    ("a0=\"mysql", r"a\d=\"-p([^\"]{3,128})\""),
    ("a0=\\\"mysql", r"a\d=\\\"-p([^\"\\]{3,128})"),
    ("enable secret", rf"secret[ \t]+\d[ \t]+{_ARG}"),
    ("enable password", rf"password[ \t]+(?:\d[ \t]+)?{_ARG}"),
    ("username ", rf"username[ \t]+\S{{1,40}}[ \t]+(?:privilege[ \t]+\d+[ \t]+)?(?:password|secret)[ \t]+\d[ \t]+{_ARG}"),
    (" psk ", rf":[ \t]*PSK[ \t]+{_ARG}"),
    ("ssh ", r"ssh[ \t]+(?:-\S+[ \t]+){0,4}[\w.-]{1,40}:([^\s@:/]{4,64})@[\w.-]+"),
    ("scp ", r"[ \t][\w.-]{1,40}:([^\s@:/]{4,64})@[\w.-]+"),
    ("sftp ", r"sftp[ \t]+(?:-\S+[ \t]+){0,4}[\w.-]{1,40}:([^\s@:/]{4,64})@[\w.-]+"),
    ("curl", r"(?<=\s)-b[ \t]*\\*[\"'][^\"'\n=]{1,60}=([^\"'\n]{4,4096})[\"']"),
    ("<<<", rf"\w*(?:PASS|PASSWD|PASSWORD|PWD|SECRET|TOKEN)\w*[ \t]*<<<[ \t]*{_ARG}"),
    ("echo ", rf"echo[ \t]+(?:-n[ \t]+)?{_ARG}\\*[\"']?[ \t]*>{{1,2}}[ \t]*\S*(?:pass|passwd|password|secrets?|token|credentials?|pwd)\b"),
    ("| base64", _PIPED),
    ("create secret", _PIPED),
    ("invalid value", r"invalid value:?[ \t]+\\*[\"']?([^\s\"'\\]{4,256})\\*[\"']?[ \t]+for[ \t][^\n]{0,40}?(?:password|passwd|secret|token|api-key)\b"),
    ("invalid argument", r"invalid argument:?[ \t]+\\*[\"']?([^\s\"'\\]{4,256})\\*[\"']?[ \t]+for[ \t][^\n]{0,40}?(?:password|passwd|secret|token|api-key)\b"),
    ("login attempt", r"login attempt:?[ \t]+\[b?'?[^/\]\n]{1,64}/b?'?([^\]'\n]{2,128})'?\]"),
    ("nickserv", rf"(?i:identify)[ \t]+(?:[\w-]{{1,32}}[ \t]+)?{_ARG}"),
    (": rsa ", r":[ \t]*RSA[ \t]+\S{1,200}[ \t]+\"([^\"\n]{3,128})\""),
    *((f"]:{port} ", rf"\]:{port}[ \t]+[^\s:]{{1,80}}:{_ARG}") for port in (25, 465, 587, 2525)),
    (" eap ", r":[ \t]*EAP[ \t]+[\"']([^\"'\n]{3,128})"),
    (" xauth ", r":[ \t]*XAUTH[ \t]+[\"']([^\"'\n]{3,128})"),
    ("basic auth", rf"basic auth[ \t]+(?:with[ \t]+|as[ \t]+|user[ \t]+|is[ \t]+)?[\w.@-]{{1,60}}:{_ARG}"),
    ("temporary password is", r"generated for[ \t]+\S{1,80}:[ \t]+(\S{6,128})"),
    ("type=execve", r"\"--?(?:user|u|proxy-user)\"[ \t]+a\d+=\"[^\":]{1,64}:([^\"]{3,128})"),
    ("type=execve", r"\"--?(?:password|passwd|pass|token|secret|api-key|a|w)\"[ \t]+a\d+=\"([^\"]{3,128})"),
    ("net user", rf"net1? user[ \t]+{_WORD}[ \t]+(?!/){_ARG}"),
    ("schtasks", rf"/rp[ \t]+{_ARG}"),
    ("snmp-server user", rf"\bauth[ \t]+(?:md5|sha\S*)[ \t]+{_ARG}"),
    ("snmp-server user", rf"\bpriv[ \t]+(?:3?des|aes)(?:[ \t]+\d{{3}})?[ \t]+{_ARG}"),
    ("createuser ", rf"(?i:createuser)[ \t]+\S+[ \t]+(?:MD5|SHA\S*)[ \t]+{_ARG}"),
    ("createuser ", rf"(?i:createuser)[ \t]+[^\n]{{1,200}}[ \t](?:AES\S*|DES)[ \t]+{_ARG}"),
    ("rocommunity", rf"rocommunity6?[ \t]+{_ARG}"),
    ("rwcommunity", rf"rwcommunity6?[ \t]+{_ARG}"),
    ("com2sec", rf"com2sec6?[ \t]+(?:-Cn[ \t]+\S+[ \t]+)?\S+[ \t]+\S+[ \t]+{_ARG}"),
    ("option key", r"option key[ \t]+[\"']([^\"'\n]{4,128})[\"']"),
    ("-setcookie", rf"-setcookie[ \t]+{_ARG}"),
    ("stats auth", rf"stats auth[ \t]+[^\s:]{{1,64}}:{_ARG}"),
    ("::add-mask::", rf"::add-mask::{_ARG}"),
    ("::set-output", rf"name=\w*(?:pass|secret|token|key|pwd)\w*::{_ARG}"),
    ("kdc_master_password", rf"password[ \t]+{_ARG}"),
)  # fmt: skip
ANCHORS = tuple(sorted({literal for literal, _ in _TABLE}))
#: Characters of the line around the program that are looked at.
_BEFORE, _AFTER = 200, 1000


def find(text: str, where: Where) -> Iterator[Span]:
    for literal, pattern in _TABLE:
        done = 0
        for at in where.get(literal, ()):
            if at < done:
                continue
            first = text.rfind("\n", max(0, at - _BEFORE), at) + 1 or max(0, at - _BEFORE)
            end = text.find("\n", at, at + _AFTER)
            done = end if end >= 0 else min(len(text), at + _AFTER)
            for match in _compiled(pattern).finditer(text, first, done):
                value = match.group(match.lastindex or 0)
                if not words.is_blank(value) and not words.is_prose(value):
                    yield Span(match.start(match.lastindex or 0), match.end(match.lastindex or 0), value)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
