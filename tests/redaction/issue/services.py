"""Tokens of services, by the form that each gives them; the second half of the alphabet of them."""

from __future__ import annotations

import base64
import json
from random import Random

from tests.redaction.issue.chars import ALNUM, DIGITS, HEX, LOW36, WORDY, edge, mixed, some
from tests.redaction.issue.saas import uuid


def notion(r: Random) -> str:
    return r.choice((f"ntn_{some(r, DIGITS, 11)}{mixed(r, ALNUM, 35)}", "secret_" + mixed(r, ALNUM, 43)))


def figma(r: Random) -> str:
    return "figd_" + edge(r, 40)


def postman(r: Random) -> str:
    return f"PMAK-{some(r, HEX, 24)}-{some(r, HEX, 34)}"


def atlassian(r: Random) -> str:
    return f"ATATT3xFfGF0{edge(r, 171)}={some(r, HEX.upper(), 8)}"


def bitbucket(r: Random) -> str:
    return r.choice((f"ATBB{mixed(r, ALNUM, 28)}", f"ATCTT3xFfGN0{edge(r, 171)}={some(r, HEX.upper(), 8)}"))


def airtable(r: Random) -> str:
    return f"pat{mixed(r, ALNUM, 14)}.{some(r, HEX, 64)}"


def dropbox(r: Random) -> str:
    return "sl." + edge(r, 140)


def facebook(r: Random) -> str:
    return "EAA" + mixed(r, ALNUM, 140)


def groq(r: Random) -> str:
    return "gsk_" + mixed(r, ALNUM, 52)


def replicate(r: Random) -> str:
    return "r8_" + mixed(r, ALNUM, 37)


def perplexity(r: Random) -> str:
    return "pplx-" + mixed(r, ALNUM, 48)


def xai(r: Random) -> str:
    return "xai-" + mixed(r, ALNUM, 80)


def rubygems(r: Random) -> str:
    return "rubygems_" + some(r, HEX, 48)


def nuget(r: Random) -> str:
    return "oy2" + some(r, LOW36, 43)


def crates(r: Random) -> str:
    return "cio" + mixed(r, ALNUM, 32)


def pulumi(r: Random) -> str:
    return "pul-" + some(r, HEX, 40)


def tailscale(r: Random) -> str:
    return f"tskey-{r.choice(('auth', 'api', 'client'))}-k{mixed(r, ALNUM, 11)}CNTRL-{mixed(r, ALNUM, 32)}"


def fly(r: Random) -> str:
    return "FlyV1 fm2_lJPE" + base64.b64encode(r.randbytes(120)).decode()


def netlify(r: Random) -> str:
    return "nfp_" + mixed(r, ALNUM, 36)


def supabase(r: Random) -> str:
    return r.choice((f"sbp_{some(r, HEX, 40)}", f"sb_secret_{edge(r, 22)}_{some(r, ALNUM, 8)}"))


def planetscale(r: Random) -> str:
    return f"pscale_{r.choice(('tkn', 'pw', 'oauth'))}_{edge(r, 43)}"


def databricks(r: Random) -> str:
    return f"dapi{some(r, HEX, 32)}{r.choice(('', '-2'))}"


def onepassword(r: Random) -> str:
    said = json.dumps({"signInAddress": "example.1password.com", "secret": some(r, ALNUM, 160)})
    return "ops_" + base64.b64encode(said.encode()).decode()


def sonar(r: Random) -> str:
    return f"sq{r.choice('pua')}_{some(r, HEX, 40)}"


def jfrog(r: Random) -> str:
    return r.choice((f"AKCp{mixed(r, ALNUM, 69)}", f"cmVmd{mixed(r, ALNUM, 59)}"))


def circleci(r: Random) -> str:
    return f"CCIPAT_{some(r, ALNUM, 22)}_{some(r, HEX, 40)}"


def buildkite(r: Random) -> str:
    return "bkua_" + some(r, HEX, 40)


def launchdarkly(r: Random) -> str:
    return f"{r.choice(('sdk', 'api'))}-{uuid(r)}"


def mapbox(r: Random) -> str:
    said = json.dumps({"u": "acme", "a": some(r, LOW36, 25)}, separators=(",", ":"))
    return f"sk.{base64.urlsafe_b64encode(said.encode()).decode().rstrip('=')}.{edge(r, 22)}"


def plaid(r: Random) -> str:
    return f"access-{r.choice(('production', 'sandbox'))}-{uuid(r)}"


def razorpay(r: Random) -> str:
    return "rzp_live_" + mixed(r, ALNUM, 14)


def adyen(r: Random) -> str:
    return "AQE" + base64.b64encode(r.randbytes(60)).decode().rstrip("=")


def brevo(r: Random) -> str:
    return f"xkeysib-{some(r, HEX, 64)}-{mixed(r, ALNUM, 16)}"


def resend(r: Random) -> str:
    return f"re_{some(r, ALNUM, 8)}_{mixed(r, ALNUM, 24)}"


def pagerduty(r: Random) -> str:
    return f"u+{edge(r, 18)}"


def opsgenie(r: Random) -> str:
    return uuid(r)


def teams_hook(r: Random) -> str:
    return f"{uuid(r)}@{uuid(r)}/IncomingWebhook/{some(r, HEX, 32)}/{uuid(r)}"


def zapier_hook(r: Random) -> str:
    return f"{r.randint(10**6, 10**7)}/{some(r, LOW36, 7)}"


def sentry_dsn_key(r: Random) -> str:
    return some(r, HEX, 32)


def typeform(r: Random) -> str:
    return f"tfp_{edge(r, 44)}_{some(r, ALNUM, 13)}"


def elastic_key(r: Random) -> str:
    return base64.b64encode(f"{edge(r, 20)}:{edge(r, 22)}".encode()).decode()


def wordy(r: Random) -> str:
    return mixed(r, WORDY, 40)
