"""Which keys sound secret, and which words after them are plain words and no secret.

A key is read word by word (`dbPassword`, `DB_PASSWORD` and `db.password` are the same), and the last
word decides: `password` is secret, `password_file`, `token_type` and `secretName` are not.
"""

from __future__ import annotations

import re
from functools import lru_cache

from farhand.redact import abroad


def listed(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


#: Finds the place of a key in text; `kind_of` then looks at the whole key.
CORES = tuple(sorted(listed("""
    password passwd passwort passphrase passcode pass pwd secret token apikey api_key api-key accesskey
    access_key access-key privatekey private_key private-key signingkey signing_key signing-key
    encryptionkey encryption_key encryption-key masterkey master_key accountkey account_key sharedkey
    clientkey client_key client-key integrationkey integration_key integration-key
    shared_key authkey auth_key auth-key subscription-key functions-key license_key licensekey license-key
    authorization credential dsn connectionstring connection_string connstr sessionid phpsessid _auth
    auth= "auth" 'auth' sharedaccesssignature signature requirepass masterauth pepper x-amz-credential webhook
    sig= "pw" _pw pw= pw: pin= _pin "pin" otp= otp" cvv salt session_id session-id sid= sid: "sid" fernet_key app_key
    jwt_key hmac_key erlang_cookie kennwort mot_de_passe contrase code_verifier client_assertion
    authtok bindpw rootpw validationkey decryptionkey authident .auth: shared-key keymaterial key_material
    samlresponse samlrequest unlock_code mfa_code otp_code security_code verification_code recovery_code backup_code
    verificationcode recoverycode backupcode securitycode mfacode otpcode psk api_hash storage_key
""") | set(abroad.WORDS)))  # fmt: skip

_STRONG = tuple(
    listed("""
    password passwd passwort passphrase passcode pwd secret apikey accesskey secretkey privatekey
    clientkey clientkeydata integrationkey
    signingkey encryptionkey masterkey accountkey sharedkey sharedaccesskey authkey subscriptionkey
    functionskey licensekey clientsecret phpsessid sessionid requirepass masterauth secretkeybase pgpass
    mypass dbpass userpass pepper fernetkey appkey jwtkey hmackey cipherkey aeskey cryptkey erlangcookie
    kennwort motdepasse contrase codeverifier clientassertion samlresponse samlrequest unlockcode
    mfacode otpcode securitycode verificationcode recoverycode backupcode psk storagekey authtok
    validationkey decryptionkey authident
""")
) + abroad.ENDS
_WORDS = frozenset(("pass", "pw", "pin", "otp", "cvv"))
#: After one of the words above these say nothing new: `password_hash`, `token_value`, `secret_old`.
_TAILS = listed("""
    hash digest value plain raw text b64 base64 encoded encrypted enc old new current previous confirm
    confirmation repeat again prod dev base str string
""")
_WHOLE = ("dsn", "connectionstring", "connstr", "webhookurl")
_SPLIT = re.compile(r"[\W_]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@lru_cache(maxsize=8192)
def kind_of(key: str) -> str:
    """How secret a key sounds: "strong", "weak" and "faint" (also everyday words), "dsn", "auth", or ""."""
    words = [w.casefold().rstrip("0123456789") for w in _SPLIT.split(abroad.folded(key))]
    words = [w for w in words if w]
    while len(words) > 1 and words[-1] in _TAILS:
        words.pop()
    if not words:
        return ""
    joined = "".join(words)
    if joined == "pass":  # also counts tests that pass
        return "weak"
    if words[-1] in _WORDS or joined.endswith(_STRONG) or _compound(words[-1]):
        return "strong"
    if joined.endswith(("authorization", "token")):
        return "auth" if joined.endswith("authorization") else "weak"
    if joined.endswith(("credential", "credentials")):
        return "weak"
    if words[-1] in ("auth", "sig", "signature", "salt", "sid"):
        return "faint"
    if joined.endswith("keymaterial"):
        return "" if "public" in joined else "faint"
    return "dsn" if joined.endswith(_WHOLE) else ""


#: Everyday words that end like a short word for password.
_NO_PASS = listed("bypass compass trespass surpass overpass underpass encompass impass")


def _compound(word: str) -> bool:
    """`storepass`, `bindpw`: a short word for password with another one before it."""
    return len(word) > 4 and word.endswith(("pass", "pw")) and word not in _NO_PASS


#: No secret after any separator.
NOTHING = listed("""
    true false yes no null none nil undefined unset empty on off required optional missing expired invalid
    present set redacted hidden masked removed default str string bytes int bool any unknown rejected
    changed revoked enabled disabled ok error failed failure success amd64 arm64 i386 x86_64 files compat sss
    ja nein oui non sí si sim não да нет 是的 是 否 はい いいえ 예 아니오 tak nie ano igen nem
""")

#: Words that go on with a sentence after `password:` or `secret:`.
PROSE = NOTHING | listed("""
    a an the is are was were be been has have had not never must should may can cannot could will would
    does do did to for from of in at by with without and or but if when while because too this that it its
    your you we they there here authentication authorization authenticated permission denied access
    incorrect wrong bad mismatch length short long weak user username role account login connection server
    client unable try please enter found unexpected malformed unsupported already unauthorized forbidden
    refresh refreshed refreshing accepted validation verification verified doesn't isn't hasn't don't
    using used use got identifier end eof after before retry retrying expires rotated reset prompt given
    supplied provided
""")

_BLANK = re.compile(
    r"[*•]+|[xX.#?_\-]{3,}|\[?\(?<?(?:redacted|filtered|hidden|masked|secret|removed|omitted|\*+)>?\)?\]?|\((?:un)?set\)|\$\{[A-Za-z_]\w*\}|"
    r"\$[A-Z_][A-Z0-9_]*|\$\(.*|\{\{.*|%\(?\w*\)?s|<[\w .-]*>|\{\w*\}|[\[{(]|(?:SecretStr|Secret)\(.*|"
    r"(?:os\.(?:environ|getenv)|process\.env|self|settings|config|env|getpass)[.\[(].*|"
    r"[|>][-+]?\d?|fileb?://.*",
    re.I,
)
_PATH = re.compile(
    r"(?:file:/*|~|\.{1,2})?/(?:run|etc|var|opt|home|srv|usr|tmp|mnt|data|root|secrets|app|dev)/[\w./-]*"
)
_TOKENISH = re.compile(r"(?=.*\d)[^\s]{6,}|(?=.*[a-z])(?=.*[A-Z].*[A-Z])[^\s]{8,}|[^\s]{24,}")


#: What documentation writes where a secret goes.
_CAPITALS = re.compile(r"(?:[A-Z]+_)*(?:PASSWORD|PASSWD|PASS|SECRET|TOKEN|KEY)")


def is_blank(value: str) -> bool:
    """True for what stands where a secret would but is none: a placeholder, a reference, a path, a flag."""
    if not value or value.lower() in NOTHING:
        return True
    return bool(_BLANK.fullmatch(value) or _PATH.fullmatch(value) or _CAPITALS.fullmatch(value))


def is_prose(value: str) -> bool:
    """True where a sentence goes on instead of a secret."""
    return value.lower().rstrip(".,;:!") in PROSE


def is_tokenish(value: str) -> bool:
    """True for what looks made by a machine: long, or with digits or mixed case in it."""
    return bool(_TOKENISH.match(value))
