"""Tokens of services, by the form that each gives them."""

from __future__ import annotations

import base64
import binascii
from random import Random
from uuid import UUID

from tests.redaction.issue.chars import ALNUM, B62, B64URL, DIGITS, HEX, UPPER, edge, mixed, some


def _summed(r: Random, prefix: str) -> str:
    """Thirty characters and their CRC-32 in base 62, as GitHub and npm do it."""
    body, number, sum_ = some(r, B62, 30), 0, ""
    number = binascii.crc32(body.encode())
    while number:
        number, digit = divmod(number, 62)
        sum_ = B62[digit] + sum_
    return prefix + body + sum_.rjust(6, "0")


def github(r: Random) -> str:
    return _summed(r, r.choice(("ghp_", "gho_", "ghu_", "ghs_", "ghr_")))


def github_fine(r: Random) -> str:
    return f"github_pat_{some(r, UPPER + DIGITS, 22)}_{some(r, ALNUM, 59)}"


def npm(r: Random) -> str:
    return _summed(r, "npm_")


def gitlab(r: Random) -> str:
    prefix = r.choice(("glpat-", "gldt-", "glrt-", "glsoat-", "glft-", "glimt-", "GR1348941", "glagent-"))
    return prefix + edge(r, 50 if prefix == "glagent-" else 20)


def gitlab_job(r: Random) -> str:
    return f"glcbt-{some(r, HEX, 2)}_{edge(r, 20)}"


def slack_bot(r: Random) -> str:
    ids = f"{r.randint(10**11, 10**12 - 1)}-{r.randint(10**12, 10**13 - 1)}"
    return r.choice(
        (f"xoxb-{ids}-{some(r, ALNUM, 24)}", f"xoxp-{ids}-{r.randint(10**12, 10**13)}-{some(r, HEX, 32)}")
    )


def slack_app(r: Random) -> str:
    return f"xapp-1-A{some(r, UPPER + DIGITS, 10)}-{r.randint(10**12, 10**13)}-{some(r, HEX, 64)}"


def slack_hook(r: Random) -> str:
    return f"T{some(r, UPPER + DIGITS, 10)}/B{some(r, UPPER + DIGITS, 10)}/{mixed(r, ALNUM, 24)}"


def stripe(r: Random) -> str:
    return f"{r.choice(('sk', 'rk'))}_{r.choice(('live', 'test'))}_{mixed(r, ALNUM, r.choice((24, 99)))}"


def stripe_hook(r: Random) -> str:
    return "whsec_" + mixed(r, ALNUM, 32)


def openai(r: Random) -> str:
    old = f"sk-{some(r, ALNUM, 20)}T3BlbkFJ{some(r, ALNUM, 20)}"
    return r.choice(
        (
            old,
            f"sk-proj-{edge(r, 74)}T3BlbkFJ{edge(r, 74)}",
            f"sk-svcacct-{edge(r, 58)}T3BlbkFJ{edge(r, 58)}",
        )
    )


def anthropic(r: Random) -> str:
    return f"sk-ant-{r.choice(('api03', 'admin01'))}-{some(r, B64URL, 93)}AA"


def twilio_sid(r: Random) -> str:
    return "SK" + some(r, HEX, 32)


def hex32(r: Random) -> str:
    return some(r, HEX, 32)


def hex40(r: Random) -> str:
    return some(r, HEX, 40)


def hex64(r: Random) -> str:
    return some(r, HEX, 64)


def hex128(r: Random) -> str:
    return some(r, HEX, 128)


def sendgrid(r: Random) -> str:
    return f"SG.{edge(r, 22)}.{edge(r, 43)}"


def pypi(r: Random) -> str:
    return "pypi-AgEIcHlwaS5vcmc" + some(r, B64URL, 139) + some(r, ALNUM, 1)


def docker_pat(r: Random) -> str:
    return f"dckr_{r.choice(('pat', 'oat'))}_{edge(r, 27)}"


def huggingface(r: Random) -> str:
    return "hf_" + mixed(r, ALNUM, 34)


def mailgun(r: Random) -> str:
    return "key-" + some(r, HEX, 32)


def mailchimp(r: Random) -> str:
    return f"{some(r, HEX, 32)}-us{r.randint(1, 21)}"


def telegram(r: Random) -> str:
    return f"{r.randint(10**9, 10**10 - 1)}:AA{edge(r, 33)}"


def discord_bot(r: Random) -> str:
    user = base64.b64encode(str(r.randint(10**17, 10**18 - 1)).encode()).decode().rstrip("=")
    return f"{user}.G{some(r, ALNUM, 5)}.{edge(r, 38)}"


def discord_hook(r: Random) -> str:
    return f"{r.randint(10**18, 10**19 - 1)}/{edge(r, 68)}"


def shopify(r: Random) -> str:
    return f"shp{r.choice(('at', 'ca', 'pa', 'ss'))}_{some(r, HEX, 32)}"


def square(r: Random) -> str:
    return r.choice((f"sq0atp-{edge(r, 22)}", f"sq0csp-{edge(r, 43)}", f"EAAA{edge(r, 60)}"))


def vault(r: Random) -> str:
    return r.choice((f"hvs.CAESI{edge(r, 90)}", f"hvb.AAAAAQ{edge(r, 130)}"))


def vault_old(r: Random) -> str:
    return "s." + mixed(r, ALNUM, 24)


def terraform(r: Random) -> str:
    return f"{some(r, ALNUM, 14)}.atlasv1.{edge(r, 67)}"


def doppler(r: Random) -> str:
    return f"dp.pt.{mixed(r, ALNUM, 43)}"


def grafana(r: Random) -> str:
    return r.choice(
        (f"glsa_{some(r, ALNUM, 32)}_{some(r, HEX, 8)}", "glc_eyJvIjoi" + some(r, ALNUM, 90) + "==")
    )


def newrelic(r: Random) -> str:
    return r.choice((f"NRAK-{some(r, UPPER + DIGITS, 27)}", f"{some(r, HEX, 36)}NRAL"))


def sentry(r: Random) -> str:
    return f"sntryu_{some(r, HEX, 64)}"


def linear(r: Random) -> str:
    return "lin_api_" + mixed(r, ALNUM, 40)


def uuid(r: Random) -> str:
    return str(UUID(int=r.getrandbits(128), version=4))
