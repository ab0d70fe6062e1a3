"""User names: after a label, in home folders, in what the system's own programs say. Names of services stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.redact import words
from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import Rows, after_capital, at_words, matches

GROUP = "identifier"

_NAME = r"[A-Za-z_][\w.@\\-]{0,62}[\w$]"
#: What after `user@` is a host and no domain of an e-mail address.
_HOST = (
    r"\d{1,3}(?:\.\d{1,3}){3}(?![\w.])|\x7f|[a-z](?=[a-z-]*[\d-])[a-z0-9-]{1,40}(?:[\s:,;]|$)"
    r"|[\w-]+(?:\.[\w-]+)*\.(?:corp|internal|lan|local)\b"
)
_TABLE = (
    ("/home/|\\users\\", 0, re.compile(r"[/\\](?:home|Users)[/\\]+([A-Za-z_][\w.@-]{0,62}[\w$]?)", re.I)),
    ("user=|user:|user\"|user'|user\\|user =|user :|username|user_name|user-name|user name|usr=|usr:|usr\"|_user |user \"|user '|user `|user \\", -1, re.compile(
        rf"(?<![A-Za-z0-9])(?:[a-z]{{1,12}}[_-]){{0,3}}(?:user(?:[_ -]?name)?|usr|remote_user|USER)\\{{0,3}}[\"']?"
        rf"[ \t]{{0,4}}(?:[:=]|=>|[ \t](?=\\{{0,3}}[\"'`]))[ \t]{{0,4}}\\{{0,3}}[\"'`]?({_NAME})", re.I)),
    ("user ", 4, re.compile(rf"\b(?:for |by |of |as )?(?:invalid )?user ({_NAME})(?= from| at| on|[ ]?\(|\)|$| \d{{1,3}}\.\d| logged| authenticated)", re.I)),
    ("session opened for user |session closed for user |session of user |session ", 0, re.compile(rf"session (?:(?:opened|closed) for|(?:\d+ )?of) user ({_NAME})(?= by|\.?\s*$|\.?\n)", re.I)),
    ("(uid=", 64, re.compile(rf"(?<![\w.-])({_NAME})(?=\(uid=\d)")),
    ("acct=|new user: name=|ruser=", 0, re.compile(rf"(?:acct|name|ruser|new user: name)=[\"']?({_NAME})", re.I)),
    ("createdby|created_by|requestedby|requested_by|assigned_to|submittedby|submitted_by|modifiedby|modified_by|updatedby|updated_by|deletedby|deleted_by|approvedby|actor\"|actor=|targetusername|subjectusername", 0, re.compile(
        rf"(?:(?:created|requested|submitted|modified|updated|deleted|approved)_?by|assigned_to|actor|(?:target|subject)username)\\{{0,3}}[\"']?[ \t]?[:=>][ \t]?\\{{0,3}}[\"']?({_NAME})", re.I)),
    ("rw-r|rwxr|rwx-|rw--", 4, re.compile(rf"[dlsbcp-][rwxstST-]{{9}}[.+]? +\d+ ({_NAME}) ", re.I)),
    ("rw-r|rwxr|rwx-|rw--", 4, re.compile(rf"[dlsbcp-][rwxstST-]{{9}}[.+]? +\d+ [\w.@-]+ +({_NAME}) ", re.I)),
    (",ou=|,dc=|,cn=", 70, re.compile(rf"(?<![\w-])(?:uid|cn)=({_NAME})(?=,(?:ou|dc|cn)=)", re.I)),
    (",ou=|,dc=|,cn=", 90, re.compile(
        r"(?<![\w-])cn=(?![^,\n]*\b(?:CA|Authority|Root|Certificate|SSL|TLS|RSA|Server)\b)([^\W\d_][\w'.-]*(?: [^\W\d_][\w'.-]*){1,3})(?=,(?:ou|dc|cn)=)", re.I)),
    (") reload|) list |) replace|) begin edit", 66, re.compile(rf"\(({_NAME})\) (?:RELOAD|LIST|REPLACE|BEGIN)")),
    ("ユーザ|用户|用戶|пользовател|benutzer|utilisateur|usuario|utente|사용자|المستخدم|משתמש", 0, re.compile(
        rf"(?:ユーザー?名?|用[户戶]名?|пользовател[ьяюем]{{1,2}}|benutzer(?:name)?|(?:nom d')?utilisateur|usuario|utente|사용자|(?:اسم )?المستخدم|משתמש)"
        rf"[ \t]?[:：=]?[ \t]?[\"'«„「]?({_NAME})", re.I)),
    ("role \"", 0, re.compile(rf"role \"({_NAME})\"", re.I)),
    ("login=|login:|login\"", 0, re.compile(rf"login[\"']?[:=][ \t]?[\"']?({_NAME})", re.I)),
    ("logname", 0, re.compile(rf"logname=({_NAME})", re.I)),
    ("uid=", 0, re.compile(rf"uid=\d+\(({_NAME})\)", re.I)),
    ("for ", 0, re.compile(rf"for ({_NAME}) from \d", re.I)),
    ("owner=|owner:|owner\"|owner =", 0, re.compile(rf"owner[\"']?[ \t]?[:=][ \t]?[\"']?({_NAME})", re.I)),
    ("account_name|account name|account-name|accountname", 0, re.compile(rf"account(?:[_ -]?name)[\"']?[ \t]?[:=][ \t]?[\"']?({_NAME})", re.I)),
    ("user id|userid", 0, re.compile(rf"user ?id\\{{0,3}}[\"']?[ \t]?[:=][ \t]?[\"']?(?!resource\b)({_NAME})", re.I)),
    ("account name|logged in as|logged on as|login as|authenticated as|running as|attempt by|login by|signed in as|impersonating", 0, re.compile(
        rf"(?:account name[ \t]*:[ \t]+|(?:logged (?:in|on)|login|authenticated|running|signed in) as |(?:attempt|login) by |impersonating )"
        rf"(?:user )?[\"']?(?!(?:another|non-?root|user|resource|hand|its|an|your|their|the|this)\b)({_NAME})(?!'s)(?:[\"',.;)\]]| (?:from|at|on|via|for|in|rejected|failed|denied|refused|succeeded|accepted|\()|\s*$)", re.I)),
    ("failed for |changed for |succeeded for ", 0, re.compile(rf"(?:failed|changed|succeeded) for [\"']?({_NAME})[\"']?(?= on /dev| from |$|\))", re.I)),
    ("logon account", 0, re.compile(rf"logon account:[ \t]{{0,8}}({_NAME})", re.I)),
    (";uid=", 0, re.compile(rf";uid=({_NAME})", re.I)), ("chown ", 0, re.compile(rf"chown (?:-\w+ )?(?!uid\b|user\b|UID\b|USER\b)({_NAME})(?=:[\w$]* [/$\w])")),
    ("spool/cron/", 0, re.compile(rf"spool/cron/(?:crontabs/)?(?!crontabs|atjobs|atspool)({_NAME})")),
    (" on pts/", 66, re.compile(rf"[) ]({_NAME}) on pts/\d")),
    ("user=<", 0, re.compile(rf"user=<({_NAME})>", re.I)),
    (" -u ", 90, re.compile(rf"\b(?:mysql\w*|psql|pg_\w+|mongo\w*|sqlcmd|ldap\w+|curl)[^\n|;]{{0,80}} -[uU] ({_NAME})(?=\s|$)")),
    ("gid=|groups=", 0, re.compile(rf"(?:gid|groups)=\d+\(({_NAME})\)", re.I)),
    (") cmd (", 66, re.compile(rf"\(({_NAME})\) CMD \(")), (" pts/", 64, re.compile(rf"^({_NAME}) +(?=pts/\d)", re.M)),
    ("://", 0, re.compile(r"://([A-Za-z_][\w.-]{1,62})(?=@|:[^\s@/:]{0,200}@)")),
    ("sudo: ", 0, re.compile(rf"sudo: {{1,8}}({_NAME}) : ")),
    ("@", 64, re.compile(rf"(?<![\w.@:/%+-])([A-Za-z_][\w.-]{{1,31}})@(?={_HOST})", re.I)),
    ("\\", 30, re.compile(r"(?<![\w\\:/.-])(?!HK[LC][MU]\b|HKCR\b)[A-Z][A-Z0-9-]{1,14}\\{1,2}([A-Za-z][\w.-]{2,31})(?![\w\\.])")),
)  # fmt: skip
#: Most signs of that row belong to e-mail addresses: what follows is looked at first.
_AT, _BACKSLASH = (next(i for i, row in enumerate(_TABLE) if row[0] == one) for one in ("@", "\\"))
_AT_HOST = re.compile(_HOST, re.I)
_ROWS = Rows(literals.split("|") for literals, _, _ in _TABLE)
_MAC_HOME = re.compile(r"/Users/([A-Za-z_][\w.@-]{0,62}[\w$]?)")
#: In an access log, right before its time.
_LOGGED = re.compile(rf" ({_NAME}) \[\d\d/[A-Z]")
_SID = re.compile(r"S-1-5-21(?:-\d{1,10}){3,4}", re.I)
PATTERNS = (r"/Users/",)
FORMS = ("[00/A",)
ANCHORS = ("s-1-5-21-", *sorted({literal for literals, _, _ in _TABLE for literal in literals.split("|")}))

#: Users that every system or image has: they name nobody.
_SERVICES = words.listed("""
    root admin administrator nobody daemon bin sys sync mail news www www-data nginx apache httpd postgres postgresql
    mysql mariadb redis mongodb mongod rabbitmq guest sa system service services app application user users test
    default dbuser db_user anonymous ubuntu debian ec2-user centos core vagrant docker systemd-resolve systemd-network
    sshd ftp git jenkins gitlab node python none null true false unknown invalid public shared local-service
    network-service localsystem name id agent from and or is was not the this that has with password for
    login logout resource agents agent-string info data table group role roles session sessions authentication authenticated
""")


def find(text: str, where: Where) -> Iterator[Span]:
    for end in where.get("/Users/", ()):
        home = _MAC_HOME.match(text, end - 7)
        if home:
            yield from _one(text, home)
    for at in where.get(FORMS[0], ()):
        logged = _LOGGED.search(text, max(0, at - 66), at + 5)
        if logged:
            yield from _one(text, logged)
    for sid in matches(_SID, text, where.get("s-1-5-21-", ()), 0, 60):
        yield Span(sid.start(), sid.end(), sid.group(), "user")
    for row, places in _ROWS(where):
        _, before, pattern = _TABLE[row]
        if row == _AT:
            places = [at for at in places if _AT_HOST.match(text, at + 1, at + 120)]
        elif row == _BACKSLASH:
            places = after_capital(text, places)
        found = (
            at_words(pattern, text, places, 120)
            if before < 0
            else matches(pattern, text, places, before, 120)
        )
        for match in found:
            yield from _one(text, match)


def _one(text: str, match: re.Match[str]) -> Iterator[Span]:
    name, end = match.group(1), match.end(1)
    if name.lower().rstrip(".$") in _SERVICES or "@" in name or name.isdigit():
        return
    while text[end - 1] in ".-":
        end -= 1
    yield Span(match.start(1), end, text[match.start(1) : end], "user")
