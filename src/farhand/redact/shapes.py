"""Keys whose issuer gave them a shape: recognised wherever they stand, with no key name beside them.

One row per kind: class, the literal that must be there (in lower case), and the pattern. A later row
never matches what an earlier one has taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from re import Pattern

_EDGE, _END = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"

SHAPES: tuple[tuple[str, str, str], ...] = (
    ("jwt", "eyj", r"eyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*){1,3}"),
    ("aws-key", "akia", r"AKIA[A-Z0-9]{16}"),
    ("aws-key", "asia", r"ASIA[A-Z0-9]{16}"),
    ("aws-key", "abia", r"ABIA[A-Z0-9]{16}"),
    ("aws-key", "acca", r"ACCA[A-Z0-9]{16}"),
    ("github-token", "gh", r"gh[pousr]_[A-Za-z0-9]{20,255}"),
    ("github-token", "github_pat_", r"github_pat_\w{22,255}"),
    ("gitlab-token", "gl", r"gl(?:pat|dt|rt|rtr|cbt|ptt|ft|soat|imt|agent|oas|ffct)-[\w.-]{20,300}"),
    ("slack-token", "xox", r"xox[a-z](?:\.xox[a-z])?-[\w-]{10,300}"),
    ("slack-token", "xapp-", r"xapp-[\w-]{10,300}"),
    ("slack-webhook", "hooks.slack.com", r"(?<=hooks\.slack\.com/services/)[\w/]{16,}"),
    ("discord-webhook", "/webhooks/", r"(?<=/api/webhooks/)\d{15,22}/[\w-]{40,}"),
    ("stripe-key", "k_", r"[rsp]k_(?:live|test)_[A-Za-z0-9]{10,250}"),
    ("stripe-key", "whsec_", r"whsec_[A-Za-z0-9+/=]{16,}"),
    ("google-key", "aiza", r"AIza[\w-]{30,45}"),
    ("google-key", "gocspx-", r"GOCSPX-[\w-]{20,}"),
    ("google-token", "ya29.", r"ya29\.[\w-]{20,}"),
    ("openai-key", "sk-", r"sk-(?:proj-|svcacct-|admin-|ant-|or-|lf-)?[A-Za-z0-9_-]{20,250}"),
    ("npm-token", "npm_", r"npm_[A-Za-z0-9]{30,}"),
    ("pypi-token", "pypi-", r"pypi-[\w-]{16,}"),
    ("sendgrid-key", "sg.", r"SG\.[\w-]{16,}\.[\w-]{16,}"),
    ("twilio-key", "sk", r"SK[0-9a-f]{32}"),
    ("mailgun-key", "key-", r"key-[0-9a-f]{32}"),
    ("mailchimp-key", "-us", r"[0-9a-f]{32}-us\d{1,2}"),
    ("digitalocean-token", "_v1_", r"do[opr]_v1_[0-9a-f]{64}"),
    ("huggingface-token", "hf_", r"hf_[A-Za-z0-9]{30,}"),
    ("databricks-token", "dapi", r"dapi[0-9a-f]{32}(?:-\d)?"),
    ("shopify-token", "shp", r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}"),
    ("square-token", "sq0", r"sq0[a-z]{3}-[\w-]{22,}"),
    ("vault-token", "hv", r"hv[sbr]\.[\w-]{20,}"),
    ("terraform-token", ".atlasv1.", r"[A-Za-z0-9]{14}\.atlasv1\.[\w-]{40,}"),
    ("doppler-token", "dp.", r"dp\.(?:pt|st|ct|sa|scim|audit)\.[\w.-]{30,}"),
    ("grafana-token", "gl", r"gl(?:sa|c)_[A-Za-z0-9+/=_]{30,}"),
    ("newrelic-key", "nr", r"NR(?:AK|II|IQ|RA)-[\w-]{25,}"),
    ("planetscale-token", "pscale_", r"pscale_(?:tkn|pw|oauth)_[\w.-]{30,}"),
    ("postman-key", "pmak-", r"PMAK-[0-9a-f]{24}-[0-9a-f]{34}"),
    ("sentry-token", "sntry", r"sntry[su]_[A-Za-z0-9+/=_-]{30,}"),
    ("atlassian-token", "atatt3", r"ATATT3[\w=+/-]{30,}"),
    ("age-key", "age-secret-key-", r"AGE-SECRET-KEY-1[0-9A-Z]{50,}"),
    ("tailscale-key", "tskey-", r"tskey-[a-z]+-[\w-]{20,}"),
    ("linear-key", "lin_api_", r"lin_api_[A-Za-z0-9]{30,}"),
    ("supabase-key", "sb", r"sb(?:p|_secret)_[A-Za-z0-9_]{20,}"),
    ("telegram-token", ":aa", r"\d{8,10}:AA[\w-]{33}"),
    ("scram-secret", "scram-sha-", r"SCRAM-SHA-(?:1|256)\$\d+:[\w+/=]+\$[\w+/=]+:[\w+/=]+"),
    (
        "password-hash",
        "$",
        r"\$(?:1|5|6|2[abxy]|y|apr1|argon2(?:id|i|d)|pbkdf2[\w-]*|scrypt)\$[\w./+=,$-]{12,300}",
    ),
)

#: Shapes that lie inside something longer and have no edges of their own.
_INSIDE = ("slack-webhook", "discord-webhook", "password-hash")


def has_edge(kind: str, literal: str, pattern: str) -> bool:
    """True where every match begins with the literal, and no letter or digit may stand before it."""
    return kind not in _INSIDE and pattern.replace("\\", "").lower().startswith(literal)


@cache
def _compiled(kind: str, pattern: str) -> Pattern[str]:
    return re.compile(pattern if kind in _INSIDE else _EDGE + pattern + _END)


def find(text: str, lower: str) -> Iterator[tuple[int, int, str]]:
    """Spans of all keys of a known shape: start, end, value. `lower` is `text` in lower case."""
    for kind, literal, pattern in SHAPES:
        if literal in lower:
            for match in _compiled(kind, pattern).finditer(text):
                yield match.start(), match.end(), match.group()


_TOKEN = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9_.+/=-]{32,}")


def class_of(value: str) -> str:
    """The class in a value's mark, told from the value alone: a known shape, `token` or `password`."""
    lower = value.lower()
    for kind, literal, pattern in SHAPES:
        if literal in lower and kind not in _INSIDE[:2] and _compiled(kind, pattern).fullmatch(value):
            return kind
    return "token" if _TOKEN.fullmatch(value) else "password"
