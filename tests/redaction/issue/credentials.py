"""Credentials that no single company issues: JWTs, private keys, hashes, cookies, codes."""

from __future__ import annotations

import base64
import hashlib
import json
from random import Random

from tests.redaction.issue.chars import (
    ALNUM,
    B64,
    B64URL,
    BECH32,
    DIGITS,
    HEX,
    LOW36,
    UPPER,
    edge,
    mixed,
    some,
)


def _part(said: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(said, separators=(",", ":")).encode()).decode().rstrip("=")


def jwt(r: Random) -> str:
    head = _part({"alg": r.choice(("HS256", "RS256", "ES256")), "typ": "JWT", "kid": some(r, LOW36, 8)})
    body = _part(
        {"sub": str(r.randint(10**9, 10**10)), "iat": 1763642592, "exp": 1763646192, "jti": some(r, HEX, 32)}
    )
    return f"{head}.{body}.{some(r, B64URL, 42)}{some(r, ALNUM, 1)}"


def jwe(r: Random) -> str:
    head = _part({"alg": "RSA-OAEP", "enc": "A256GCM"})
    return ".".join(
        (head, some(r, B64URL, 342), some(r, B64URL, 16), some(r, B64URL, 120), some(r, ALNUM, 22))
    )


def opaque(r: Random) -> str:
    """A bearer token of no known issuer."""
    return r.choice((mixed(r, ALNUM, 32), some(r, HEX, 40), edge(r, 43), edge(r, 64)))


def session(r: Random) -> str:
    return r.choice((some(r, LOW36, 26), some(r, HEX, 32), some(r, UPPER + DIGITS, 32), edge(r, 40)))


def django_cookie(r: Random) -> str:
    return f"{edge(r, 60)}:{some(r, ALNUM, 6)}:{edge(r, 43)}"


def rails_cookie(r: Random) -> str:
    return f"{base64.b64encode(r.randbytes(90)).decode().replace('=', '%3D')}--{some(r, HEX, 40)}"


def code6(r: Random) -> str:
    return some(r, DIGITS, 6)


def totp_seed(r: Random) -> str:
    return some(r, UPPER + "234567", 32)


def recovery(r: Random) -> str:
    return f"{some(r, LOW36, 5)}-{mixed(r, LOW36, 5)}"


def oauth_code(r: Random) -> str:
    return r.choice(
        (f"4/0A{edge(r, 66)}", f"M.C5{some(r, DIGITS, 2)}_BAY.2.U.{edge(r, 40)}", some(r, HEX, 40))
    )


def licence(r: Random) -> str:
    return "-".join(some(r, UPPER + DIGITS, 5) for _ in range(5))


def _pem(r: Random, what: str, first: str, size: int) -> str:
    body = first + base64.b64encode(r.randbytes(size)).decode()
    lines = [body[i : i + 64] for i in range(0, len(body), 64)]
    return "\n".join([f"-----BEGIN {what}-----", *lines, f"-----END {what}-----"])


def pem_rsa(r: Random) -> str:
    return _pem(r, "RSA PRIVATE KEY", "MIIEpAIBAAKCAQEA", 900)


def pem_pkcs8(r: Random) -> str:
    return _pem(r, "PRIVATE KEY", "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC", 900)


def pem_enc(r: Random) -> str:
    return _pem(r, "ENCRYPTED PRIVATE KEY", "MIIFHDBOBgkqhkiG9w0BBQ0wQTAp", 900)


def pem_ec(r: Random) -> str:
    return _pem(r, "EC PRIVATE KEY", "MHcCAQEEI", 110)


def pem_openssh(r: Random) -> str:
    return _pem(r, "OPENSSH PRIVATE KEY", "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAAB", 240)


def pem_pgp(r: Random) -> str:
    return _pem(r, "PGP PRIVATE KEY BLOCK", "lQWGBGU", 600).replace("BLOCK-----\n", "BLOCK-----\n\n", 1)


def wireguard(r: Random) -> str:
    return base64.b64encode(r.randbytes(32)).decode()


def age_key(r: Random) -> str:
    return "AGE-SECRET-KEY-1" + some(r, BECH32, 58)


def jwk_d(r: Random) -> str:
    return edge(r, 43)


def ppk_line(r: Random) -> str:
    return some(r, B64, 64)


def bcrypt(r: Random) -> str:
    return f"$2{r.choice('aby')}${r.choice(('10', '12'))}${some(r, './' + ALNUM, 53)}"


def sha512crypt(r: Random) -> str:
    return f"$6${some(r, ALNUM, 16)}${some(r, './' + ALNUM, 86)}"


def sha256crypt(r: Random) -> str:
    return f"$5$rounds=535000${some(r, ALNUM, 16)}${some(r, './' + ALNUM, 43)}"


def yescrypt(r: Random) -> str:
    return f"$y$j9T${some(r, './' + ALNUM, 22)}${some(r, './' + ALNUM, 43)}"


def apr1(r: Random) -> str:
    return f"$apr1${some(r, ALNUM, 8)}${some(r, './' + ALNUM, 22)}"


def argon2(r: Random) -> str:
    return f"$argon2id$v=19$m=65536,t=3,p=4${some(r, B64, 22)}${some(r, B64, 43)}"


def django_hash(r: Random) -> str:
    return f"pbkdf2_sha256$600000${some(r, ALNUM, 22)}${base64.b64encode(r.randbytes(32)).decode()}"


def scram(r: Random) -> str:
    b = [base64.b64encode(r.randbytes(n)).decode() for n in (16, 32, 32)]
    return f"SCRAM-SHA-256$4096:{b[0]}${b[1]}:{b[2]}"


def pg_md5(r: Random) -> str:
    return "md5" + hashlib.md5(r.randbytes(8)).hexdigest()


def mysql_hash(r: Random) -> str:
    return "*" + some(r, DIGITS + "ABCDEF", 40)


def ssha(r: Random) -> str:
    return "{SSHA}" + base64.b64encode(r.randbytes(28)).decode()


def ntlm(r: Random) -> str:
    return f"{some(r, HEX, 32)}:{some(r, HEX, 32)}"


def werkzeug(r: Random) -> str:
    return f"scrypt:32768:8:1${some(r, ALNUM, 16)}${some(r, HEX, 128)}"


def fernet(r: Random) -> str:
    return base64.urlsafe_b64encode(r.randbytes(32)).decode()


def ansible_vault(r: Random) -> str:
    lines = [some(r, DIGITS[3:7] + "3", 80) for _ in range(4)]
    return "\n".join(lines)


def saml(r: Random) -> str:
    said = f'<samlp:Response ID="_{some(r, HEX, 32)}"><saml:Assertion>{some(r, ALNUM, 200)}</saml:Assertion>'
    return base64.b64encode(said.encode()).decode()


def kerberos(r: Random) -> str:
    return "YII" + base64.b64encode(r.randbytes(180)).decode()
