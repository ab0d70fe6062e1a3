"""What sentences say of secrets: the names, and the patterns of the rule `prose`."""

from __future__ import annotations

import re

from farhand.redact import abroad

#: The name begins at one of the ANCHORS.
NAMES = (
    r"pass[ -]?phrase|passcode|passwd|password|passwort|passe|kennwort|contrase\u00c3\u00b1a|senha|clave|"
    rf"{'|'.join(map(re.escape, (*abroad.WORDS, *abroad.PHRASES)))}|"
    r"secret(?:_\w{1,24})?|(?:api|access|license|licence|encryption|private|signing|master|integration)[ _-]key|token|creds|credentials|pwd|pw|pin|community(?: string)?"
)
NAME_ANCHORS = (
    *abroad.WORDS, *abroad.PHRASES, "pass", "kennwort", "contrase", "senha", "clave", "secret", "token", "creds",
    "credentials", "pwd", "pw:", "pw ", "pin:", "pin ", "api key", "access key", "license key", "licence key",
    "encryption key", "community", "api_key", "access_key", "private key:", "signing key", "master key", "integration key",
)  # fmt: skip
CODE_ANCHORS = (
    "verification", "security code", "login code", "access code", "auth code", "confirmation code", "2fa", "mfa", "otp",
    "one-time", "one time", "pin:", "pin ", "sms code",
)  # fmt: skip
PAIR_ANCHORS = (
    "creds",
    "credentials",
    "logged in ",
    "logged on ",
    "logging in ",
    "log in ",
    "sign in ",
    "signed in ",
)
#: What follows a secret that is named after it.
NAMED_AFTER = (
    "as the pass", "as pass", "as your pass", "is the pass", "is your pass", "is the token", "is the secret", "is the api token",
    "is the api key", "is the key for", "is the auth", "ingestion key",
)  # fmt: skip
QUOTED = r"(?:\\*[\"'`“‘«]|\*\*[ \t]*`?|`)"
#: Between the name and the value: of which one it is, a verb or a sign, and the quote that opens.
SAID = re.compile(
    rf"(?:{NAMES})(?:\b|(?=[はをも는은是为]))(?:[ \t]*\([^()\n]{{1,30}}\))?\**"
    r"(?:[ \t]+(?:for|of|on|to|do|de|der|für|zum|pour|para)(?:[ \t]+[\w@./-]{1,60}){1,3}?){0,2}"
    r"(?P<verb>\\*[\"'`]?[ \t]*:[ \t*]+|[ \t]*[:=：](?=\\*[\"'`“‘*])|[ \t]+=[ \t]+|[ \t]+(?:from|-|–)[ \t]+"
    r"|\\*[\"'`]?(?:[ \t]+(?:has|had|been|is|was|were|will|be|being|set|reset|changed|updated|rotated|replaced|to|with|by|as|now|from"
    r"|currently|still|generated|value|the|new|old|lautet|ist|est|es|é|är|jest|equals)){1,6}[ \t]*:?[ \t]+|：[ \t]*|[ \t]*(?:は|는|은|是|为)[ \t]*"
    r"|[ \t]+(?=\\*[\"'`“‘]))" + rf"(?P<open>{QUOTED})?(?P<value>[^\s\"'`“”’»<>|]{{4,256}})",
    re.I,
)
#: `password X`, where X cannot be a word: letters with digits, and long.
BARE = re.compile(
    r"(?:password|passwort|passphrase|passwd|community(?: string)?)[ \t]+(?P<value>[^\s\"'`<>|,;]{8,128})",
    re.I,
)
#: `token X`, `key X`: far longer, and of capitals, small letters and digits.
LONG = re.compile(
    r"(?:(?:secret|auth|access|api)[ -])*(?P<name>token|secret|key|session)(?:[ _]id)?:?[ \t]+\\*[\"'`]?(?P<value>(?:[\w-]{1,12}\.)?[\w+/=-]{20,2000})",
    re.I,
)
#: `key X`, `pass X`: shorter ones, where each of capitals, small letters and digits is in it and nothing else.
MIXED = re.compile(
    r"\b(?:[Tt]oken|[Kk]ey|[Pp]ass|[Pp]assword)[ \t]+(?P<value>(?=[A-Z0-9]*[a-z])(?=[a-z0-9]*[A-Z])(?=[A-Za-z]*\d)"
    r"[A-Za-z0-9]{14,64})\b(?![./:-])"
)
#: `from X to Y`: the second value.
AND_TO = re.compile(r"[ \t]+to[ \t]+[\"'`]?([^\s\"'`<>|]{4,256})")
#: `A temporary password is generated for root@localhost: X`, `Invalid client secret provided: X`.
LATER = re.compile(
    rf"(?:{NAMES})s?[ \t][\w \t-]{{2,60}}@?[\w.]{{0,40}}[:=][ \t]+[\"'`]?(?P<value>[^\s\"'`<>|]{{8,256}})",
    re.I,
)
USER_PAIR = re.compile(
    r"(?:creds|credentials)[ \t]*(?::|=|->|=>|are|is)?[ \t]+[\w.@-]{1,40}[ \t]*[:/][ \t]*([^\s\"'`<>|]{6,128})"
    r"|(?:log|sign)(?:ged|ging|ed)? (?:in|on) (?:with|as|using)[ \t]+[\w.@-]{1,40}[ \t]*/[ \t]*((?=\S*[A-Za-z])[^\s\"'`<>|/]{6,128})(?![/\w])",
    re.I,
)
CODE = re.compile(
    r"(?<![\w-])(?:(?:verification|security|login|auth|access|confirmation|2fa|mfa|otp|sms|one[- ]time)[ _-]?"
    r"(?:pass)?(?:code|pin|word)?|2fa|otp|pin)[\"']?(?:[ \t]*(?:is|was|:|=)[ \t]*|[ \t]+)[\"']?(\d{4,8})\b(?![.:,]?\d|-)",
    re.I,
)
CODE_FIRST = re.compile(r"(?<![\w.:-])(\d{4,8})[ \t]+is[ \t]+your[ \t][\w \t-]{0,40}code", re.I)
#: A licence key after its name: groups of capitals and digits.
LICENCE = re.compile(
    r"licen[cs]e(?: (?:key|code|number))?[\"']?[ \t:=\"']+((?-i:[A-Z0-9]{4,8}(?:-[A-Z0-9]{4,8}){2,7}))\b",
    re.I,
)
CODES = re.compile(
    r"(?:recovery|backup) codes?[ \t]*(?:are|is|:|=)?[ \t]*((?:[a-z0-9]{4,6}-[a-z0-9]{4,6}[ \t,;]*){1,20})",
    re.I,
)
ONE_CODE = re.compile(r"[a-z0-9]+-[a-z0-9]+", re.I)
ALGORITHM = re.compile(
    r"(?:hmac-?)?(?:sha|md|aes|rsa|pbkdf|scrypt|bcrypt|argon|scram|base)[\w-]{0,3}\d{0,3}[\w-]*", re.I
)
WORD_CHAIN = re.compile(r"[a-z]{3,12}(?:[-_.][a-z]{3,12}){2,5}")
HEX = re.compile(r"[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{48}|[0-9a-f]{64}", re.I)
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)
#: Hashes of passwords that are named as such.
HASH = re.compile(
    r"(?:ntlm|nt|lm|password)[ _-]?hash(?:es)?[ \t:=\"']+([0-9a-f]{32,128}(?::[0-9a-f]{32})?)\b", re.I
)
HASH_OF = re.compile(r"password\)[ \t]*[=:][ \t]*['\"]?([0-9a-f]{32,128})\b", re.I)
#: `user bob:X`, `login failed for bob/X`.
USER_AND = re.compile(
    r"(?i:user|login|logon|account)[ \t]+(?:failed[ \t]+|attempt[ \t]+)?(?:for[ \t]+)?[\w.-]{2,40}[/:]"
    r"(?P<value>(?=\S*[a-z])(?=\S*[A-Z])(?=\S*\d)[^\s/:\"'`<>|,;.]{8,64})(?![/:.\w])"
)
#: A code under an everyday name, where the line says what it is for.
JSON_CODE = re.compile(
    r"code\\*[\"'][ \t]*:[ \t]*\\*[\"']?(\d{4,8})\b(?=[^\n]{0,160}(?:mfa|otp|2fa|totp|verif))", re.I
)
#: A name of a file or a part of a path: `db-password-X.sql`.
JOINED = re.compile(
    r"(?:password|passwd|pwd|(?<=_)pass(?=_\w{8,64}\.\w{2,5}\b))[-_=](?P<value>(?=[^\s.]*\d[A-Za-z])[A-Za-z0-9!@#$%^&*+]{8,64})(?=[.\s\"'/]|$)",
    re.I,
)
#: Several words in quotes, which only a passphrase has.
PHRASE = re.compile(
    r"passphrase[ \t]*(?:(?:is|was|to)[ \t]*)*[:=]?[ \t]*[\"'“‘]([a-z]{2,20}(?:[ -][a-z]{2,20}){3,11})[\"'”’]",
    re.I,
)
#: A key for one-time passwords in groups of four.
FOURS = re.compile(
    r"(?:secret|setup|totp)(?:[ _-]?key)?[ \t]*[:=][ \t]*((?:(?-i:[A-Z2-7]){4}[ -]){3,12}(?-i:[A-Z2-7]){2,4})\b",
    re.I,
)
BEFORE = re.compile(r"[\"'`]([^\s\"'`]{4,128})[\"'`][ \t]+$|(?<!\S)([^\s\"'`]{8,128})[ \t]+$")
DIGEST = re.compile(r"[0-9a-f]+|[0-9a-f-]{36}", re.I)


#: `root@10.0.0.1 / X`, `admin / X`: who, and the secret.
WHO = re.compile(
    r"(?:[\w.-]{1,40}@[\w.-]{1,80}|\b(?:root|admin|administrator|sa|sysadmin|postgres|demo|guest|sysdba))$",
    re.I,
)
SLASHED = re.compile(r" / ((?=\S*\d)(?=\S*[A-Za-z]\S*[A-Za-z])[^\s/\"'<>|@]{6,64})(?=[\s,;.)]|\Z)")
MEASURE = re.compile(r"[\d.,:+-]+[A-Za-z%]{0,5}[,.;]?|v?\d+(?:\.\w+)+(?:[-+~][\w.]+)*")


#: `admin:X`, where X has capitals, small letters, digits and is no version.
ADMIN = re.compile(
    r"(?i:admin|root):((?=\S*[a-z])(?=\S*[A-Z])(?=\S*\d)[^\s:/\"'<>|,;@]{6,64})(?=[\s,;.)]|\Z)"
)
