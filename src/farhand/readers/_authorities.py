"""Names of certificate authorities: public ones, intermediates, and devices that decrypt TLS.

The same error text stands for a missing intermediate and for an unknown authority; whose name the last
issuer of a chain has, and what kind of name it is, tells them apart.
"""

from __future__ import annotations

import re

_INSPECTION = re.compile(
    r"zscaler|netskope|fortigate|fortinet|palo ?alto|blue ?coat|symantec web|umbrella|mcafee web"
    r"|skyhigh|forcepoint"
    r"|websense|barracuda|sophos|check ?point|sonicwall|watchguard|untangle|squid|iboss|menlo|cato networks"
    r"|(?:ssl|tls|https)[ -]?(?:inspection|decrypt\w*|intercept\w*|proxy|visibility)|(?:proxy"
    r"|inspection|mitm|decryption"
    r"|forward ?trust|web ?gateway|secure ?web)\b.{0,20}\bca\b|\bdeep inspection|man in the middle|mitmproxy",
    re.IGNORECASE,
)
_PUBLIC = re.compile(
    r"let's encrypt|isrg|digicert|sectigo|comodo|usertrust|globalsign|godaddy|go daddy|starfield"
    r"|amazon|entrust"
    r"|google trust|\bgts\b|identrust|geotrust|thawte|rapidssl|verisign|baltimore|quovadis|buypass"
    r"|actalis|zerossl"
    r"|microsoft (?:azure|rsa|ecc|tls)|t-?telesec|d-trust|swisssign|certum|ssl\.com|harica|cloudflare",
    re.IGNORECASE,
)
_INTERMEDIATE = re.compile(
    r"\b(?:intermediate|issuing|issuer|sub-?ca|subordinate|server ca|tls (?:rsa|ecc|dv|ov|ev)|domain "
    r"validation"
    r"|organization validation|extended validation|secure (?:server|certificate)|rsa 2048 m\d\d)\b"
    r"|cn=(?:r|e|wr|we)\d{1,2}\b|encryption everywhere",
    re.IGNORECASE,
)
_ROOT = re.compile(r"\broot\b", re.IGNORECASE)


def is_inspection(name: str) -> bool:
    return bool(_INSPECTION.search(name))


def is_public(name: str) -> bool:
    return bool(_PUBLIC.search(name))


def is_intermediate(name: str) -> bool:
    """An authority that is not in any store itself. A public one that is no root is one."""
    return not _ROOT.search(name) and bool(_INTERMEDIATE.search(name) or is_public(name))
