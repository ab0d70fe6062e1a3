"""Short names of machines, where what a known program prints says that they are: no dot tells them from other words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from farhand.redact.rules import Span, Where, addresses
from farhand.redact.rules._near import Rows, after_capital, line, matches, of_all
from farhand.redact.rules.hosts import is_one

GROUP = "identifier"
_NAME = r"([A-Za-z0-9_](?:[\w-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9-]{1,63}){0,8})"
_DATE = (
    r"(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT[\d:.]{8,15}(?:Z|[+-]\d\d:?\d\d))"
)

#: Literals, how far before one of them a match may begin (0: right there, -1: anywhere on its line), the pattern.
_TABLE: tuple[tuple[tuple[str, ...], int, str], ...] = (
    ((" sudo: ", " kernel: ", " su: ", " systemd: ", " cron: ", " last message repeated"), -1,
     rf"^{_DATE} {_NAME} (?=sudo|kernel|su|systemd|cron|last )"),
    (("haproxy[", "haproxy:"), 0, rf"haproxy(?:\[\d+\])?: [^\n]{{10,120}}\] [\w.~-]+ [\w.-]+/{_NAME} "),
    (("connection to ", "connect to ", "connected to ", "connecting to "), 0,
     rf"connect(?:ion|ed|ing)? to (?:server )?(?:at )?[\"']?{_NAME}[\"']?(?=:\d{{2,5}}\b|, port| port)"),
    (("dial tcp",), 0, rf"dial tcp(?:: lookup)? {_NAME}(?=:\d{{2,5}}\b| on )"), (("lookup ",), 0, rf"lookup {_NAME}(?= on \d| on \[|: no such host)"),
    (("unknownhostexception", "gaierror", "could not resolve host", "enotfound ", "eai_again ", "name or service not known",
      "could not translate host name"), 0,
     rf"(?:UnknownHostException|gaierror[^\n]{{1,60}}known|could not resolve host|ENOTFOUND|EAI_AGAIN|could not translate host name):? [\"']?{_NAME}(?![\w.])"),
    (("workstation name", "computer name", "host name", "account domain", "source workstation", "machine name", "client name",
      "target server name", "logon server", "primary dns suffix", "netbios name", "domain name", "caller computer name"), 0,
     rf"(?:source |caller )?(?:workstation|computer|host|machine|client|target server|netbios|domain)(?: name)?[ .]{{0,40}}:[ \t]{{0,20}}(?:\\\\\\\\)?{_NAME}"
     rf"|(?:account domain|logon server|primary dns suffix)[ .]{{0,40}}:[ \t]{{0,20}}(?:\\\\\\\\)?{_NAME}"),
    ((" smp ", " smp\t", "gnu/linux", "x86_64 x86_64"), -1, rf"(?:^|\s)(?:Linux|FreeBSD|Darwin) {_NAME} (?=\d+\.\d+)"),
    ((") via ",), 70, rf"DHCP[A-Z]{{3,8}} [^\n]{{10,60}} \({_NAME}\) via "),
    (("node/", "nodes/"), 1, rf"(?<![A-Za-z_])nodes?/(?=[a-z.-]*\d|[\w-]+\.){_NAME}(?=[\s:,\"']|$)"), (("\\",), 30, r"(?<![\w\\:/.-])(?-i:(?!HK[LC][MU]\b|HKCR\b|BUILTIN|AUTHORITY|SERVICE)([A-Z][A-Z0-9-]{2,14}))(?=\\{1,2}[A-Za-z][\w.$-]{2,31}(?![\w\\.]))"),
    (("connect to host ", "resolve hostname ", "failed to connect to ", "unable to connect to "), 0,
     rf"(?:connect to host|resolve hostname|(?:failed|unable) to connect to) [\"']?{_NAME}(?=[\"']?(?: port|:\d| \(|$))"),
    (("successfully assigned ",), 0, rf"successfully assigned \S+ to {_NAME}"), (("mounting ",), 0, rf"mounting {_NAME}(?=:/)"),
    (("server ",), 1, rf"(?<![\w-])server (?:[\w.-]+/)?(?=[\w.]*[\d-])(?!version){_NAME} (?=\d+\.\d+\.\d+\.\d+|is (?:UP|DOWN))"),
    (("replicaof ", "slaveof "), 0, rf"(?:replica|slave)of {_NAME}(?= \d)"), (("broker ",), 0, rf"broker {_NAME}(?=:\d)"),
    (("rabbit@",), 0, rf"rabbit@(?!localhost){_NAME}"), (("node.name",), 0, rf"node\.name[\"']?[ :=]{{1,3}}[\"']?{_NAME}"),
    (("via: 1", "via 1"), 0, rf"via:? 1\.[01] {_NAME}(?= \(|,|:|$)"), (("failed to establish",), 0, rf"failed to establish: host {_NAME}"),
    (("smbclient //", "cifs"), -1, rf"(?<!:)//{_NAME}/"), (("workstationname", "computername"), 0, rf"(?:workstation|computer)name[\"']?[:=>][ ]?[\"']?{_NAME}"),
    (("data source=",), 0, rf"data source=(?:tcp:)?{_NAME}(?=[;,\\\\]|$)"),
    ((" -h ",), 60, rf"\b(?:mysql\w*|psql|pg_\w+|redis-cli|mongo\w*)[^\n|;]{{0,50}} -h {_NAME}(?=\s|$)"),
    (("ip-",), 0, r"(?<![\w.-])(ip-\d{1,3}(?:-\d{1,3}){3})(?![\w.-])"),
    (("static hostname", "transient hostname"), 0, rf"\w+ hostname: {_NAME}"),
    (("received: from ", "helo ", "ehlo ", "helo=", "helo=<"), 0, rf"(?:received: from|[eh][eh]lo[ =]) ?<?(?=[\w.-]*[.\d-]){_NAME}(?=[\s>(,]|$)"),
)  # fmt: skip
_COMPILED = tuple((before, re.compile(pattern, re.I | re.M)) for _, before, pattern in _TABLE)
_ROWS = Rows(literals for literals, _, _ in _TABLE)
_BACKSLASH = next(i for i, row in enumerate(_TABLE) if row[0] == ("\\",))
#: Date and time of a syslog line; `name/10.0.0.1:80`, as Java writes an address.
FORMS, PATTERNS = ("0 00:00:00 ",), (addresses.V4,)
_LOGGED = re.compile(rf"{_DATE} {_NAME} (?=[\w./()-]{{2,40}}(?:\[\d+\])?: )")
_RESOLVED = re.compile(rf"(?<![\w./-])(?=[a-z]){_NAME}/\Z", re.I)
_LIST = re.compile(
    r"[\w.-]{0,20}[\"']?\s?[:=]\s?[\"'\[]{0,2}((?:[A-Za-z][\w.-]{0,80}:\d{2,5}(?:,\s?|\b)){1,40})"
)
_LISTS = ("brokers", "bootstrap.servers", "bootstrap_servers", "bootstrap-servers", "zookeeper", "quorum")
_ITEM = re.compile(r"([A-Za-z][\w.-]{0,80}):\d")
_PORT = re.compile(r"[\d.]{1,12}:\d")
ANCHORS = tuple(dict.fromkeys((*_LISTS, *(one for literals, _, _ in _TABLE for one in literals))))


def find(text: str, where: Where) -> Iterator[Span]:
    for row, places in _ROWS(where):
        before, pattern = _COMPILED[row]
        if row == _BACKSLASH:
            places = after_capital(text, places)
        found = (
            matches(pattern, text, places, before, 300) if before >= 0 else _on_lines(pattern, text, places)
        )
        for match in found:
            group = match.lastindex or 1
            yield from is_one(text, match.start(group), match.end(group))
    for some in matches(_LIST, text, of_all(where, _LISTS), 0, 3600):
        for item in _ITEM.finditer(text, some.start(1), some.end(1)):
            yield from is_one(text, item.start(1), item.end(1))
    for at in where.get(FORMS[0], ()):
        logged = _LOGGED.match(text, max(text.rfind("\n", max(0, at - 12), at) + 1, at - 5))
        if logged:
            yield from is_one(text, logged.start(1), logged.end(1))
    for end in where.get(PATTERNS[0], ()):
        slash = text.rfind("/", max(0, end - 13), end) + 1
        resolved = slash and _PORT.match(text, slash) and _RESOLVED.search(text, max(0, slash - 70), slash)
        if resolved:
            yield from is_one(text, resolved.start(1), resolved.end(1))


def _on_lines(pattern: re.Pattern[str], text: str, places: Sequence[int]) -> Iterator[re.Match[str]]:
    done = 0
    for at in places:
        if at >= done:
            first, done = line(text, at)
            match = pattern.search(text, max(first, at - 300), at + 60)
            if match:
                yield match
