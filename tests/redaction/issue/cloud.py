"""Keys of the clouds."""

from __future__ import annotations

import base64
from random import Random

from tests.redaction.issue.chars import ALNUM, B64, B64URL, BASE32, HEX, LOW36, UPPER, mixed, some


def _b64(r: Random, size: int) -> str:
    return base64.b64encode(r.randbytes(size)).decode()


def aws_id(r: Random) -> str:
    return r.choice(("AKIA", "AKIA", "ASIA")) + some(r, BASE32, 16)


def aws_secret(r: Random) -> str:
    """30 bytes in base64."""
    return _b64(r, 30)


def aws_session(r: Random) -> str:
    return "IQoJb3JpZ2luX2Vj" + _b64(r, r.randint(200, 320))


def aws_sigv4(r: Random) -> str:
    return some(r, HEX, 64)


def azure_key(r: Random) -> str:
    """64 bytes: an account key of storage, Cosmos or Batch."""
    return _b64(r, 64)


def azure_sas_key(r: Random) -> str:
    """32 bytes: a key of Service Bus, Event Hubs, IoT, or the signature of a SAS."""
    return _b64(r, 32)


def azure_client_secret(r: Random) -> str:
    return f"{some(r, ALNUM, 3)}{r.choice('78')}Q~{some(r, ALNUM + '~.-_', 31)}{some(r, ALNUM, 3)}"


def azure_function_key(r: Random) -> str:
    return f"{some(r, B64URL, 44)}AzFu{some(r, ALNUM, 6)}=="


def gcp_api_key(r: Random) -> str:
    return "AIza" + some(r, B64URL, 34) + some(r, ALNUM, 1)


def gcp_access(r: Random) -> str:
    return "ya29." + some(r, ALNUM, 1) + some(r, B64URL, 158) + some(r, ALNUM, 1)


def gcp_client_secret(r: Random) -> str:
    return "GOCSPX-" + some(r, B64URL, 27) + some(r, ALNUM, 1)


def gcp_refresh(r: Random) -> str:
    return "1//0" + some(r, ALNUM, 1) + some(r, B64URL, 97) + some(r, ALNUM, 1)


def gcp_key_id(r: Random) -> str:
    return some(r, HEX, 40)


def gcp_hmac(r: Random) -> str:
    return "GOOG1E" + some(r, UPPER + "0123456789", 55)


def digitalocean(r: Random) -> str:
    return f"{r.choice(('dop', 'doo', 'dor'))}_v1_{some(r, HEX, 64)}"


def alibaba_id(r: Random) -> str:
    return "LTAI5t" + mixed(r, ALNUM, 18)


def alibaba_secret(r: Random) -> str:
    return mixed(r, ALNUM, 30)


def ibm_key(r: Random) -> str:
    return some(r, B64URL, 43) + some(r, ALNUM, 1)


def heroku(r: Random) -> str:
    return "HRKU-AA" + some(r, B64URL, 57) + some(r, ALNUM, 1)


def cloudflare(r: Random) -> str:
    return some(r, ALNUM, 1) + mixed(r, B64URL, 38) + some(r, ALNUM, 1)


def hetzner(r: Random) -> str:
    return mixed(r, ALNUM, 64)


def linode(r: Random) -> str:
    return some(r, HEX, 64)


def b64_32(r: Random) -> str:
    return _b64(r, 32)


def low40(r: Random) -> str:
    return mixed(r, LOW36, 40)


def b64_any(r: Random) -> str:
    return mixed(r, B64, r.randint(30, 60))
