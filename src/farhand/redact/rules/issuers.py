"""Keys with an everyday name or none, told by the name of their issuer or of their place, and by their form.

`twilio … AC… / <32 hex>`, `fastly_key: X`, `routing_key: <32 hex>`, `?appid=<32 hex>`, `/reset-password/X`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from farhand.redact import words
from farhand.redact.rules import Span, Where
from farhand.redact.rules._near import Rows, matches

#: Between an issuer's name and its key: a few words, of which one says that it is a key, and a sign.
_KEY = r"[\w .:/'\"-]{0,24}?(?:key|token|secret|auth|credentials?|pass|admin)\w{0,12}[ \t\"'\]]{0,3}(?:[:=>(,]|=>|is|(?<=[ \t]))[ \t]{0,4}[\"']?"
_AS = r"\s{0,2}[\"']?[ \t]{0,4}(?:=>|[:=])[ \t]{0,4}\\*[\"']?"
_LONG = r"(?=[\w+/=.-]{0,60}\d)[\w+/=.-]"
_END = r"(?![\w-])"

#: Literals of which one must be there, and a pattern that begins there; the secret is the last group.
_TABLE = (
    ("twilio", rf"twilio[^\n]{{0,80}}?AC[0-9a-f]{{32}}[^\w\n]{{1,12}}([0-9a-f]{{32}}){_END}"),
    ("datadog|algolia|fastly|cloudflare|pagerduty|opsgenie|rollbar|bugsnag|honeycomb|segment|mixpanel|amplitude|"
     "sumologic|loggly|papertrail|newrelic|statuspage|zendesk|freshdesk|intercom|mailjet|mandrill|postmark|sparkpost|"
     "messagebird|vonage|nexmo|plivo|mapbox|openweather|etherscan|infura|alchemy|coinbase|kraken|binance|bitfinex|"
     "adyen|braintree|paypal|klarna|linode|vultr|hetzner|scaleway|rackspace|snyk|codecov|travis|bitrise|"
     "azure|twilio|vercel|cohere|mistral|elevenlabs|deepseek|stability|pinecone",
     rf"\w+(?:-|_|\b){_KEY}({_LONG}{{20,128}}){_END}"),
    ("_key=|_key:|_key\"", r"(?<=[A-Z0-9])(?-i:_KEY)" + _AS + r"((?![0-9a-f]{40}\b|[0-9a-f]{64}\b)(?=[\w-]{0,60}\d)(?=\d{0,20}[A-Za-z])[\w-]{20,200})(?![\w/.:@-])"),
    ("assword:", r"assword:[^\n]{0,40}\n?[^\n]{0,20}?\bsend[ \t]+(?:--[ \t]+)?\"([^\"\\$\n]{4,128})"),
    ("wifi|wi-fi|wlan", r"[\w-]+[^\n]{0,30}?[\w-]{2,32} / ((?=\S*\d)(?=\S*[A-Za-z]{2})[^\s/\"'<>]{8,63})(?!\S)"),
    ("asana", r"asana[^\n]{0,40}?(?<!\w)([01]/(?:\d{10,20}:)?[0-9a-f]{32})"),
    ("asana", r"asana[^\n]{0,120}?(?<!\w)(1/\d{10,20}:[0-9a-f]{32})"),
    ("bitcoin|wif:", r"(?:bitcoin|wif)[^\n]{0,40}?\b((?-i:[5KL])[1-9A-Za-z]{50,51})" + _END),
    ("macaroon", r"macaroon\w{0,3}\W{1,6}([\w+/=-]{40,2000})"),
    ("nkey", r"nkey[^\n]{0,40}?\b((?-i:S[A-Z2-7]{55,57}))" + _END),
    ("ntlm", r"ntlm[^\n]{0,120}?::[^\s:]{0,64}:([0-9a-f]{16}:[0-9a-f]{32}:[0-9a-f]{32,4000})"),
    ("x-honeycomb-team|x-insert-key|x-query-key|x-shopify-|x-splunk-", r"[\w-]+[\"']?[ \t]*[:=][ \t]*[\"']?([\w-]{20,200})"),
    ("ably key|ably-key|ably_key|ably_api|ablykey", r"[\w -]{4,20}[\"']?[ \t]*[:=][ \t]*[\"']?([\w-]{6}\.[\w-]{6}:[\w-]{22,64})"),
    ("adyen", r"adyen[^\n]{0,30}?\b(AQE[\w+/=]{60,400})"),
    ("mandrill", r"mandrill[^\n]{0,40}?\b(md-[\w-]{20,24})" + _END),
    ("vercel", r"vercel[^\n]{0,12}?\b(vc[a-z]?_\w{20,60})"),
    ("service_key|servicekey|integration_key|integrationkey|routing_key|routingkey|write_key|writekey|ingest_key|"
     "ingestion_key|consumer_key|consumerkey|instrumentationkey|instrumentation_key|primarykey|secondarykey|host_key|"
     "primary_key|secondary_key",
     rf"\w+{_AS}((?-i:[0-9a-f]{{32}}|(?=[A-Za-z]*\d)[A-Za-z0-9]{{32,64}}|[A-Za-z0-9+/_-]{{43,86}}={{0,2}})){_END}"),
    ("instrumentationkey", rf"\w+=([0-9a-f-]{{36}}){_END}"),
    ("encrypt = \"|encrypt\": \"|encrypt\":\"|gossip_key|gossip-key|primary_gossip",
     r"[\w-]+[\"']?[ \t]*[:=][ \t]*[\"']?([\w+/-]{22,86}={0,2})(?![\w+/=])"),
    ("?appid=|&appid=|?key=|&key=|?auth=|&auth=|?apptoken=|?hash=|&sign=",
     r"[?&]\w+=((?![0-9a-f]{40}\b|[0-9a-f]{64}\b)(?=[\w-]{0,60}\d)(?=[\w-]{0,60}[A-Za-z])[\w-]{20,200})" + _END),
    ("/verify/|/verify-email/|/reset/|/reset-password/|/reset_password/|/password-reset/|/confirm/|/activate/|/invite/|"
     "/invitation/|/invitations/|/magic/|/magic-link/|/unsubscribe/|/confirmation/",
     rf"[\w/-]+/((?=[\w.-]{{0,60}}\d)[\w.-]{{20,400}}){_END}"),
    ("bundle_", r"BUNDLE_[A-Z0-9_]{1,60}__[A-Z]{2,20}[\"']?(?:=|:[ \t])[ \t]*[\"']?([^\s\"']{6,256})"),
    ("saslstart|saslcontinue", r"[^\n]{0,80}?payload[\"']?[ \t]*:[ \t]*(?:BinData\(0,[ \t]*|Binary\()?[\"']?([\w+/=]{12,400})"),
    ("\"jwt\": {|jwtsettings|jwtconfig|jwtoptions|jwtbearer|tokenoptions",
     r"[\"']?\w+[\"']?[ \t]*[:=]\s{0,8}\{[^{}]{0,300}?[\"']?key[\"']?[ \t]*[:=][ \t]*[\"']([^\"'\n]{8,512})[\"']"),
    ("'crypt'", r"'crypt'\s{0,8}=>\s{0,8}(?:\[|array\s?\()\s{0,40}'key'\s{0,8}=>\s{0,8}'([^'\n]{16,128})'"),
    ("jwt:key|jwt__key|jwt.key", r"[\w:.]+[\"']?[ \t]*[:=][ \t]*[\"']?([^\s\"',;]{8,512})"),
)  # fmt: skip
ANCHORS = tuple(dict.fromkeys(one for literals, _ in _TABLE for one in literals.split("|")))
_ROWS = Rows(literals.split("|") for literals, _ in _TABLE)
_NO_KEY = re.compile(
    r"(?:public|pub|cache|sort|partition|idempotency|foreign|kms|object|row|map|index)_key\W{0,6}$", re.I
)
_SAYS_WHAT = re.compile(
    r"trace|span|request|commit|digest|sha\d|md5|version|public|\bid\b|_id\b|checksum", re.I
)


def find(text: str, where: Where) -> Iterator[Span]:
    for row, places in _ROWS(where):
        for match in matches(_compiled(_TABLE[row][1]), text, places, 0, 900):
            before = match.group()[: match.start(1) - match.start()]
            if not (
                words.is_blank(match.group(1))
                or _SAYS_WHAT.search(before)
                or _NO_KEY.search(text[max(0, match.start() - 40) : match.start(1)])
                or _in_arn(text, match.start())
            ):
                yield Span(match.start(1), match.end(1), match.group(1))


def _in_arn(text: str, at: int) -> bool:
    """A name of Amazon's, which may have `/invite/` in it."""
    before = text[max(0, at - 160) : at]
    return "arn:" in before and not any(map(str.isspace, before[before.rindex("arn:") :]))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)
