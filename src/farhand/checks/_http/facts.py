"""What is kept of an answer: typed facts, and a little of the text.  Pure."""

from __future__ import annotations

import json
import re
import zlib
from typing import Any

from farhand.wire.banner import protocol_of
from farhand.wire.http import BODY, Answer, safe_headers
from farhand.wire.tls import printable

#: Headers that tell who answered and what is wanted. Never a cookie.
TOLD = (
    "server", "via", "content-type", "location", "retry-after", "www-authenticate", "proxy-authenticate",
    "x-squid-error", "cf-ray", "x-cache", "x-amzn-errortype", "x-request-id", "allow", "upgrade", "age",
    "x-ratelimit-remaining", "x-iinfo", "x-sucuri-id", "x-akamai-transformed", "proxy-status",
    "x-amz-request-id", "x-amz-bucket-region",
)  # fmt: skip
#: Characters of the body's text that are kept.
SHOWN = 300

_TITLE = re.compile(r"<title[^>]*>([^<]{0,200})", re.IGNORECASE)
_TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.IGNORECASE | re.DOTALL)


def answer_facts(answer: Answer, wanted: str) -> dict[str, Any]:
    """Facts of the final answer. `wanted` is the text that must be in the body, if any."""
    body = unpacked(answer)
    text = (body or b"").decode("utf-8", "replace")
    facts: dict[str, Any] = {
        "problem": answer.problem, "status": answer.status, "reason": answer.reason[:100],
        "headers": safe_headers(answer, TOLD), "body_bytes": len(answer.body),
        "expected_bytes": answer.expected, "title": title(text),
        "body_kind": "packed" if body is None else body_kind(answer, text),
        "text": words(text), "ttfb_ms": answer.ttfb_ms, "total_ms": answer.total_ms,
    }  # fmt: skip
    if wanted and (wanted in text or not (answer.cut or body is None)):
        facts["has_wanted"] = wanted in text
    if answer.problem == "garbage":
        facts.update(first=printable(answer.first), protocol=protocol_of(answer.first))
        facts["http2"] = len(answer.first) > 8 and answer.first[:2] == b"\0\0" and answer.first[3] == 4
    if answer.tls:
        facts["tls"] = {k: v for k, v in answer.tls.items() if k != "chain"}
    return facts


def unpacked(answer: Answer) -> bytes | None:
    """The body as it was before a server packed it, which some do unasked; None where it cannot be known."""
    coding = answer.header("content-encoding").strip().lower()
    if coding in ("", "identity") or not answer.body:
        return answer.body
    if coding not in ("gzip", "x-gzip", "deflate"):
        return None
    for form in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):  # gzip or zlib; deflate without a head
        try:
            return zlib.decompressobj(form).decompress(answer.body, BODY)
        except zlib.error:
            continue
    return answer.body


def body_kind(answer: Answer, text: str) -> str:
    """json, html, xml, text or empty: what it is, not what it is called."""
    start = text[:500].lstrip("\ufeff \t\r\n").lower()
    if not start:
        return "empty"
    if start[0] in '{["' or start[0].isdigit() or start[:4] in ("true", "fals", "null"):
        try:
            json.loads(text.lstrip("\ufeff"))
            return "json"
        except ValueError:
            return "json" if answer.cut and start[0] in "{[" else "text"
        except RecursionError:
            return "text"
    if start.startswith(("<!doctype html", "<html", "<head", "<body")) or "<html" in start:
        return "html"
    return "xml" if start.startswith(("<?xml", "<error")) else "text"


def title(text: str) -> str:
    found = _TITLE.search(text[:20000])
    return _line(found.group(1))[:120] if found else ""


def words(text: str) -> str:
    """The beginning of the visible text, on one line."""
    return _line(_TAGS.sub(" ", text[:20000]))[:SHOWN]


def _line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
