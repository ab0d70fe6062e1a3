"""Where an object store is asked and how: endpoint, bucket, region and the style of its addresses.  Pure.

A bucket stands in the path (http://ENDPOINT/BUCKET) or before the host's name (http://BUCKET.ENDPOINT).
Clients choose by themselves: the second for Amazon, the first for any other endpoint.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from farhand.target import Target
from farhand.target.hosts import is_address
from farhand.wire import s3 as wire
from farhand.wire.s3 import Keys

#: BUCKET.s3.REGION.amazonaws.com, also of China; dualstack and FIPS stand between.
_AMAZON = re.compile(r"(?:(?P<bucket>.+)\.)?(?P<end>s3(?P<rest>[.-][a-z0-9.-]+)?\.amazonaws\.com(?:\.cn)?)$")
_REGION = re.compile(r"[.-]([a-z]{2}(?:-[a-z]+)+-\d)(?:$|\.)")
#: A bucket that may stand in a host's name, and below a certificate of *.ENDPOINT.
_FITS = re.compile(r"[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$")
DEFAULT_REGION = "us-east-1"


@dataclass(frozen=True)
class Store:
    """`endpoint`: the host without a bucket; `base`: the endpoint's own path, if it has one."""

    scheme: str
    endpoint: str
    port: int
    bucket: str
    region: str
    virtual: bool
    prefix: str
    base: str = ""
    guessed: bool = False  # the region is declared nowhere

    @property
    def host(self) -> str:
        return f"{self.bucket}.{self.endpoint}" if self.virtual else self.endpoint

    @property
    def path(self) -> str:
        inside = "" if self.virtual or not self.bucket else f"/{wire.escaped(self.bucket)}"
        return f"{self.base}{inside}" or "/"

    @property
    def query(self) -> str:
        """One key of the list is asked for. Without a bucket: the list of buckets, which has no words."""
        if not self.bucket:
            return ""
        words = {"list-type": "2", "max-keys": "1"}
        return wire.query_of({**words, "prefix": self.prefix} if self.prefix else words)

    @property
    def url(self) -> str:
        name = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{name}:{self.port}{self.path}{'?' if self.query else ''}{self.query}"

    def facts(self) -> dict[str, Any]:
        return {"bucket": self.bucket, "region": self.region, "endpoint": self.endpoint,
                "virtual": self.virtual, "prefix": self.prefix,
                **({"region_guessed": True} if self.guessed else {})}  # fmt: skip


def store_of(target: Target, settings: Mapping[str, Any]) -> Store:
    """`settings` are those of the dependency, filled in."""
    said = {key: str(settings.get(key) or "") for key in ("bucket", "region", "style", "prefix")}
    scheme, host, port, base = _endpoint(target, said["region"])
    bucket = said["bucket"]
    if target.url and target.scheme == "s3":
        bucket, said["prefix"] = target.host, said["prefix"] or target.path.strip("/")
        base = ""
    amazon = _AMAZON.match(host)
    if amazon and amazon["bucket"]:
        bucket, host = bucket or amazon["bucket"], amazon["end"]
    elif not bucket and base:
        bucket, base = base.strip("/").partition("/")[0], ""
    virtual = bool(bucket) and (
        said["style"] == "virtual" or (said["style"] != "path" and bool(amazon and _FITS.match(bucket)))
    )
    known = said["region"] or ("" if target.url and target.scheme == "s3" else _region(host))
    region, guessed = known or DEFAULT_REGION, not known
    return Store(scheme, host, port, bucket, region, virtual, said["prefix"], base, guessed)


def _endpoint(target: Target, region: str) -> tuple[str, str, int, str]:
    if target.url and target.scheme == "s3":
        return "https", f"s3.{region or DEFAULT_REGION}.amazonaws.com", 443, ""
    scheme = "http" if target.scheme == "http" else "https"
    base = target.path.rstrip("/") if target.url else ""
    return scheme, target.host, target.port or {"http": 80, "https": 443}[scheme], base


def _region(host: str) -> str:
    amazon = _AMAZON.match(host)
    found = _REGION.search(amazon["rest"] or "") if amazon else None
    return found.group(1) if found else ""


def keys_of(target: Target, settings: Mapping[str, Any]) -> Keys:
    return Keys(target.user, target.password, str(settings.get("session_token") or ""))


def numbered(store: Store) -> bool:
    """True where the bucket would stand before an address, which is no name."""
    return store.virtual and is_address(store.endpoint)
