"""What goes over the wire to an object store that speaks as Amazon S3: signature and errors.  Pure.

Sources: AWS, S3 API reference: "Authenticating Requests (AWS Signature Version 4)", "Error responses".
"""

from __future__ import annotations

import hashlib
import hmac
import html
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

#: The digest of a body without a byte.
EMPTY = hashlib.sha256(b"").hexdigest()
#: Elements of an error that tell something, and of answers that only such a store gives.
_TOLD = ("Code", "Message", "Region", "Endpoint", "BucketName", "Bucket", "RequestTime", "ServerTime",
         "MaxAllowedSkewMilliseconds", "HostId", "RequestId")  # fmt: skip
_ROOT = re.compile(r"<(?!\?|!)(?:\w+:)?(\w+)")


@dataclass(frozen=True)
class Keys:
    """An access key; `token` belongs to keys that end (of a role)."""

    access: str = ""
    secret: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


def escaped(text: str, safe: str = "") -> str:
    """Percent-encoded as the signature wants it: all but letters, digits and - . _ ~"""
    return quote(text.encode("utf-8", "surrogateescape"), safe=safe + "-._~")


def query_of(words: Mapping[str, str]) -> str:
    """A query in the order in which it is signed."""
    return "&".join(f"{escaped(key)}={escaped(value)}" for key, value in sorted(words.items()))


def signed(
    host: str, path: str, query: str, keys: Keys, region: str, at: float, method: str = "GET"
) -> dict[str, str]:
    """The headers of a request without a body. `at`: seconds since 1970; `path` and `query` are escaped.

    Without an access key: none, which is how an anonymous client asks.
    """
    if not keys.access:
        return {}
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(at))
    headers = {"host": host, "x-amz-content-sha256": EMPTY, "x-amz-date": stamp}
    if keys.token:
        headers["x-amz-security-token"] = keys.token
    names = ";".join(sorted(headers))
    rows = "".join(f"{name}:{headers[name].strip()}\n" for name in sorted(headers))
    asked = "\n".join((method, path, query, rows, names, EMPTY))
    scope = f"{stamp[:8]}/{region}/s3/aws4_request"
    text = "\n".join(("AWS4-HMAC-SHA256", stamp, scope, hashlib.sha256(asked.encode()).hexdigest()))
    mark = hmac.new(_key(keys.secret, scope), text.encode(), hashlib.sha256).hexdigest()
    login = f"AWS4-HMAC-SHA256 Credential={keys.access}/{scope}, SignedHeaders={names}, Signature={mark}"
    return {"Authorization": login, **{name: value for name, value in headers.items() if name != "host"}}


def _key(secret: str, scope: str) -> bytes:
    made = f"AWS4{secret}".encode()
    for word in scope.split("/"):
        made = hmac.new(made, word.encode(), hashlib.sha256).digest()
    return made


def answer_of(text: str) -> dict[str, str]:
    """What the XML of an answer says: `root`, and of an error its elements. {} for anything else."""
    root = _ROOT.search(text[:2000])
    if not root or "<html" in text[:2000].lower():
        return {}
    found = {"root": root.group(1)}
    if root.group(1) == "Error":
        for name in _TOLD:
            row = re.search(rf"<{name}>([^<]{{0,300}})", text[:20000])
            found.update({name: " ".join(html.unescape(row.group(1)).split())} if row else {})
    return found
