"""Keys whose issuer gave them a shape: recognised wherever they stand, with no key name beside them.

One row per kind: class, the literal that must be there (in lower case), and the pattern. A later row
never matches what an earlier one has taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from re import Pattern

_EDGE, _END = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"

SHAPES: tuple[tuple[str, str, str], ...] = (
    ("jwt", "eyj", r"eyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*){1,3}"),
    ("aws-key", "akia asia abia acca", r"A(?:KI|SI|BI|CC)A[A-Z0-9]{16}"),
    ("github-token", "ghp_ gho_ ghu_ ghs_ ghr_", r"gh[pousr]_[A-Za-z0-9]{20,255}"),
    ("github-token", "github_pat_", r"github_pat_\w{22,255}"),
    (
        "gitlab-token",
        "glpat- gldt- glrt- glrtr- glcbt- glptt- glft- glsoat- glimt- glagent- gloas- glffct-",
        r"gl(?:pat|dt|rt|rtr|cbt|ptt|ft|soat|imt|agent|oas|ffct)-[\w.-]{20,300}",
    ),
    ("slack-token", "xox", r"xox[a-z](?:\.xox[a-z])?-[\w-]{10,300}"),
    ("slack-token", "xapp-", r"xapp-[\w-]{10,300}"),
    ("slack-webhook", "hooks.slack.com",
     r"hooks\.slack\.com\\?/(?:services|workflows|triggers)\\?/([\w/\\]{16,})"),
    ("webhook", "/webhookb2/", r"/webhookb2/([\w@/-]{40,})"),
    ("webhook", "hooks.zapier.com", r"hooks\.zapier\.com/hooks/catch/(\d+/\w+)"),
    ("discord-webhook", "/api/webhooks/", r"/api/webhooks/(\d{15,22}/[\w-]{40,})"),
    ("stripe-key", "sk_live_ sk_test_ rk_live_ rk_test_ pk_live_ pk_test_",
     r"[rsp]k_(?:live|test)_[A-Za-z0-9]{10,250}"),
    ("stripe-key", "whsec_", r"whsec_[A-Za-z0-9+/=]{16,}"),
    ("google-key", "aiza", r"AIza[\w-]{30,45}"),
    ("google-key", "gocspx-", r"GOCSPX-[\w-]{20,}"),
    ("google-token", "ya29.", r"ya29\.[\w-]{20,}"),
    ("openai-key", "sk-", r"sk-(?:proj-|svcacct-|admin-|ant-|or-|lf-)?[A-Za-z0-9_-]{20,250}"),
    ("npm-token", "npm_", r"npm_[A-Za-z0-9]{30,}"),
    ("pypi-token", "pypi-", r"pypi-[\w-]{16,}"),
    ("docker-token", "dckr_pat_ dckr_oat_", r"dckr_[po]at_[\w-]{20,}"),
    ("sendgrid-key", "sg.", r"SG\.[\w-]{16,}\.[\w-]{16,}"),
    ("twilio-key", " ".join(f"sk{c}" for c in "0123456789abcdef"), r"SK[0-9a-f]{32}"),
    ("mailgun-key", "key-", r"key-[0-9a-f]{32}"),
    ("mailchimp-key", "-us", r"[0-9a-f]{32}-us\d{1,2}"),
    ("digitalocean-token", "dop_v1_ doo_v1_ dor_v1_", r"do[opr]_v1_[0-9a-f]{64}"),
    ("huggingface-token", "hf_", r"hf_[A-Za-z0-9]{30,}"),
    ("databricks-token", "dapi", r"dapi[0-9a-f]{32}(?:-\d)?"),
    ("shopify-token", "shpat_ shpca_ shppa_ shpss_", r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}"),
    ("square-token", "sq0", r"sq0[a-z]{3}-[\w-]{22,}"),
    ("vault-token", "hvs. hvb. hvr.", r"hv[sbr]\.[\w-]{20,}"),
    ("terraform-token", ".atlasv1.", r"[A-Za-z0-9]{14}\.atlasv1\.[\w-]{40,}"),
    ("doppler-token", "dp.", r"dp\.(?:pt|st|ct|sa|scim|audit)\.[\w.-]{30,}"),
    ("grafana-token", "glsa_ glc_", r"gl(?:sa|c)_[A-Za-z0-9+/=_]{30,}"),
    ("newrelic-key", "nrak- nrii- nriq- nrra-", r"NR(?:AK|II|IQ|RA)-[\w-]{25,}"),
    ("planetscale-token", "pscale_", r"pscale_(?:tkn|pw|oauth)_[\w.-]{30,}"),
    ("postman-key", "pmak-", r"PMAK-[0-9a-f]{24}-[0-9a-f]{34}"),
    ("sentry-token", "sntrys_ sntryu_", r"sntry[su]_[A-Za-z0-9+/=_-]{30,}"),
    ("atlassian-token", "atatt3", r"ATATT3[\w=+/-]{30,}"),
    ("age-key", "age-secret-key-", r"AGE-SECRET-KEY-1[0-9A-Z]{50,}"),
    ("tailscale-key", "tskey-", r"tskey-[a-z]+-[\w-]{20,}"),
    ("linear-key", "lin_api_", r"lin_api_[A-Za-z0-9]{30,}"),
    ("supabase-key", "sbp_ sb_secret_", r"sb(?:p|_secret)_[A-Za-z0-9_]{20,}"),
    ("telegram-token", ":aa", r"(?:bot)?\d{8,10}:AA[\w-]{33}"),
    ("circleci-token", "ccipat_", r"CCIPAT_\w{30,}"),
    ("alibaba-key", "ltai", r"LTAI[A-Za-z0-9]{16,24}"),
    ("airtable-token", "airtable", r"pat[A-Za-z0-9]{14}\.[0-9a-f]{64}"),
    ("brevo-key", "xkeysib- xsmtpsib-", r"x(?:key|smtp)sib-[0-9a-f]{64}-\w{16}"),
    ("buildkite-token", "bkua_ bkpt_", r"bk(?:ua|pt)_\w{30,}"),
    ("figma-token", "figd_", r"figd_[\w-]{30,}"),
    ("groq-key", "gsk_", r"gsk_[A-Za-z0-9]{40,}"),
    ("heroku-key", "hrku-", r"HRKU-[\w-]{30,}"),
    ("jfrog-token", "akcp cmvmd", r"(?:AKCp|cmVmd)[A-Za-z0-9]{40,}"),
    ("netlify-token", "nfp_", r"nfp_[A-Za-z0-9]{30,}"),
    ("notion-token", "ntn_", r"ntn_[A-Za-z0-9]{40,}"),
    ("notion-token", "secret_", r"secret_[A-Za-z0-9]{40,}"),
    ("perplexity-key", "pplx-", r"pplx-[A-Za-z0-9]{40,}"),
    ("pulumi-token", "pul-", r"pul-[0-9a-f]{40}"),
    ("replicate-token", "r8_", r"r8_[A-Za-z0-9]{30,}"),
    ("resend-key", "re_", r"re_[A-Za-z0-9]{8}_[A-Za-z0-9]{20,}"),
    ("typeform-token", "tfp_", r"tfp_[\w-]{40,}"),
    ("xai-key", "xai-", r"xai-[A-Za-z0-9]{60,}"),
    ("google-hmac", "goog1e", r"GOOG1E[A-Z0-9]{50,}"),
    ("google-token", "1//0", r"1//0[\w-]{40,}"),
    ("azure-secret", "q~", r"[\w.~-]{3}[78]Q~[\w.~-]{30,40}"),
    ("dropbox-token", "sl.u. dropbox", r"sl\.(?:u\.)?[\w-]{80,}"),
    ("facebook-token", "eaa", r"EAA[A-Za-z0-9]{60,}"),
    ("square-token", "eaaa", r"EAAA[\w-]{50,}"),
    ("nuget-key", "oy2", r"oy2[a-z0-9]{43}"),
    ("crates-token", "cio", r"cio[A-Za-z0-9]{32}"),
    ("fly-token", "fm1r_ fm2_ fo1_", r"f(?:m1r|m2|o1)_[\w+/=-]{40,}"),
    ("discord-token", "discord", r"[MNO][A-Za-z\d]{23,27}\.[\w-]{6}\.[\w-]{27,40}"),
    ("launchdarkly-key", "sdk- api- mob-",
     r"(?:sdk|api|mob)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
    ("plaid-token", "access-", r"access-(?:sandbox|development|production)-[0-9a-f-]{36}"),
    ("razorpay-key", "rzp_live_ rzp_test_", r"rzp_(?:live|test)_[A-Za-z0-9]{10,}"),
    ("sonar-token", "squ_ sqp_ sqa_", r"sq[upa]_[0-9a-f]{40}"),
    ("onepassword-token", "ops_ey", r"ops_ey[\w+/=-]{60,}"),
    ("onepassword-key", "a3-", r"A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}"),
    ("bitbucket-token", "atbb", r"ATBB[A-Za-z0-9]{24,}"),
    ("bitbucket-token", "atctt3", r"ATCTT3[\w=+/-]{30,}"),
    ("newrelic-key", "nral", r"[0-9a-f]{36}NRAL"),
    ("rubygems-key", "rubygems_", r"rubygems_[0-9a-f]{48}"),
    ("cloudflare-key", "v1.0-", r"v1\.0-[0-9a-f]{24}-[0-9a-f]{100,}"),
    ("contentful-token", "cfpat-", r"CFPAT-[\w-]{40,}"),
    ("dynatrace-token", "dt0c01.", r"dt0c01\.[A-Z0-9]{24}\.[A-Z0-9]{64}"),
    ("sourcegraph-token", "sgp_", r"sgp_[\w]{40,}"),
    ("posthog-key", "phx_", r"phx_[A-Za-z0-9]{40,}"),
    ("clojars-token", "clojars_", r"CLOJARS_[a-z0-9]{60}"),
    ("bedrock-key", "absk", r"ABSK[A-Za-z0-9+/=]{100,}"),
    ("yandex-key", "aqvn", r"AQVN[\w-]{30,}"),
    ("easypost-key", "ezak ezat", r"EZ[AT]K[A-Za-z0-9]{54}"),
    ("huggingface-token", "api_org_", r"api_org_[A-Za-z0-9]{30,}"),
    ("wallet-key", "xprv", r"xprv[1-9A-Za-z]{90,115}"),
    ("wallet-key", "nsec1", r"nsec1[a-z0-9]{58}"),
    ("paseto", "v1.local. v2.local. v3.local. v4.local. v2.public. v3.public. v4.public.", r"v[1-4]\.(?:local|public)\.[\w-]{40,}"),
    ("intercom-token", "dg9roj", r"dG9rOj[\w+/=]{40,}"),
    ("hubspot-token", "pat-na1- pat-na2- pat-eu1-", r"pat-(?:na|eu|ap)\d-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    ("mapbox-token", "sk.eyj pk.eyj tk.eyj", r"[spt]k\.eyJ[\w-]{20,}\.[\w-]{20,}"),
    ("render-key", "rnd_", r"rnd_[A-Za-z0-9]{28,}"),
    ("nexus-token", "npmtoken.", r"NpmToken\.[0-9a-f-]{36}"),
    ("adafruit-key", "aio_", r"aio_[A-Za-z0-9]{28}"),
    ("yandex-token", "y0_", r"y0_[\w-]{50,}"),
    ("braintree-token", "access_token$", r"access_token\$(?:production|sandbox)\$[a-z0-9]{16}\$[0-9a-f]{32}"),
    ("ntlm-hash", "aad3b435b51404ee", r"aad3b435b51404ee[0-9a-f]{16}:[0-9a-f]{32}"),
    ("password-hash", "$krb5", r"\$krb5(?:tgs|asrep|pa)\$\S{40,8000}"),
    ("password-hash", "md5", r"md5[0-9a-f]{32}"),
    ("password-hash", " ".join(f"*{c}" for c in "0123456789abcdef"), r"\*[0-9A-F]{40}"),
    ("password-hash", "pbkdf2_sha bcrypt_sha256$", r"(?:pbkdf2_sha\d+|bcrypt_sha256)\$[\w./+=$]{20,200}"),
    ("password-hash", "scrypt: pbkdf2:sha", r"(?:scrypt:\d+:\d+:\d+|pbkdf2:sha\d+:\d+)\$\w+\$[0-9a-f]{32,}"),
    ("password-hash", "{ssha {sha {smd5} {crypt} {pbkdf2", r"\{(?:SSHA|SHA|SMD5|CRYPT|PBKDF2)[\w-]{0,12}\}[\w+/=$.]{20,}"),
    ("scram-secret", "scram-sha-", r"SCRAM-SHA-(?:1|256)\$\d+:[\w+/=]+\$[\w+/=]+:[\w+/=]+"),
    (
        "password-hash",
        "$1$ $5$ $6$ $2a$ $2b$ $2x$ $2y$ $y$ $apr1$ $argon2 $pbkdf2 $scrypt$",
        r"\$(?:1|5|6|2[abxy]|y|apr1|argon2(?:id|i|d)|pbkdf2[\w-]*|scrypt)\$[\w./+=,$-]{12,300}",
    ),
)  # fmt: skip

#: Shapes that lie inside something longer and have no edges of their own.
_INSIDE = ("slack-webhook", "discord-webhook", "webhook", "password-hash")
#: Before its literal a match has at most this many characters.
_BEFORE = 40
_TOKEN = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9_.+/=-]{32,}")


@cache
def rows() -> tuple[tuple[str, str, str, bool], ...]:
    """Class, literal, pattern, and whether a match begins with the literal: one row for each literal."""
    return tuple(
        (kind, literal, pattern, _begins_with(pattern, literal))
        for kind, literals, pattern in SHAPES
        for literal in literals.split()
    )


def has_edge(kind: str, literal: str, pattern: str) -> bool:
    """True where every match begins with the literal, and no letter or digit may stand before it."""
    return kind not in _INSIDE and _begins_with(pattern, literal)


def _begins_with(pattern: str, literal: str) -> bool:
    """Whether a match begins right where the literal does: the pattern matches only text with it in front."""
    plain = pattern.replace("\\", "").lower()
    return plain.startswith((literal[:1], "[rsp]k"))


@cache
def _compiled(kind: str, pattern: str) -> Pattern[str]:
    return re.compile(pattern if kind in _INSIDE else _EDGE + pattern + _END)


def find(text: str, where: Mapping[str, Sequence[int]]) -> Iterator[tuple[int, int, str]]:
    """Spans of all keys of a known shape: start, end, value. `where`: literal -> its places in `text`."""
    for kind, literal, pattern, begins in rows():
        end = 0
        for at in where.get(literal, ()):
            if at < end:
                continue
            shape = _compiled(kind, pattern)
            match = shape.match(text, at) if begins else shape.search(text, max(0, at - _BEFORE), at + 400)
            if match:
                group = 1 if shape.groups else 0
                end = match.end()
                yield match.start(group), match.end(group), match.group(group)


def class_of(value: str) -> str:
    """The class in a value's mark, told from the value alone: a known shape, `token` or `password`."""
    lower = value.lower()
    there = {one for pair in _pairs().keys() & set(zip(lower, lower[1:])) for one in _pairs()[pair]}
    for _, literal, kind, pattern in sorted(there):
        if literal in lower and _compiled(kind, pattern).fullmatch(value):
            return kind
    return "token" if _TOKEN.fullmatch(value) else "password"


@cache
def _pairs() -> dict[tuple[str, str], list[tuple[int, str, str, str]]]:
    """By the first two characters of a literal: number of the row, the literal, class and pattern."""
    found: dict[tuple[str, str], list[tuple[int, str, str, str]]] = {}
    for number, (kind, literals, pattern) in enumerate(SHAPES):
        for literal in literals.split() if kind not in _INSIDE[:3] else ():
            found.setdefault((literal[0], literal[1]), []).append((number, literal, kind, pattern))
    return found
