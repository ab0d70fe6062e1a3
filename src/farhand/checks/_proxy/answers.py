"""Whose answer is it, the proxy's or the service's, and did the request get through?  Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from farhand.model import NOTHING, Facts

#: Statuses of a proxy that cannot get to what is behind it.
BEHIND = (500, 502, 503, 504)
#: What the system's look-up says of a resolver that gives no answer (EAI_AGAIN of glibc and musl).
EAI_AGAIN = -3
_BLOCK_PAGE = re.compile(
    r"\bblocked\b|access (is )?denied|\bforbidden\b|not (allowed|permitted)|(web|content|url) ?filter"
    r"|gesperrt|verweigert",
    re.IGNORECASE,
)
#: Statuses that a proxy may also give for itself where the service is plain http.
_EITHER = (400, 403, 405, 451, *BEHIND, 301, 302, 303, 307, 308)


def own(answer: Mapping[str, Any], alive: Mapping[str, Any]) -> bool:
    """Is the answer to a plain http request the proxy's own, and not the service's?

    `alive` is what the proxy said when it was asked something that it had to answer itself.
    """
    status, headers = answer.get("status", 0), answer.get("headers", NOTHING)
    if status == 407 or is_block_page(answer):
        return True
    if status not in _EITHER:
        return False
    if "x-squid-error" in headers or "proxy-status" in headers:
        return True
    if not alive.get("status"):
        return False
    theirs, mine = headers.get("server"), alive.get("headers", NOTHING).get("server")
    if theirs or mine:
        return bool(theirs == mine)
    return "via" not in headers and status in (403, *BEHIND)


def is_resolver(answer: Mapping[str, Any]) -> bool:
    """The look-up of the proxy's name failed for want of an answer, not because there is no such name."""
    return answer["at"] == "resolve" and (answer["result"] == "silent" or answer.get("errno") == EAI_AGAIN)


def is_block_page(answer: Mapping[str, Any]) -> bool:
    """A page with status 200 that says that something is not allowed: filters answer so to plain http."""
    page = "html" in " ".join(answer.get("headers", NOTHING).get("content-type", ()))
    return page and bool(answer.get("status") == 200) and bool(_BLOCK_PAGE.search(answer.get("title", "")))


def gets_through(facts: Facts) -> bool:
    """Did a request of the app's kind reach the service?"""
    answer, alive = facts["answer"], facts.get("alive", NOTHING)
    if answer.get("ok"):
        return True
    if answer["at"] == "after":
        return _left_to_tls(answer, facts.get("direct", NOTHING))
    if facts["scheme"] == "https" or answer["at"] != "ask":
        return False
    if answer["result"] == "answered":
        same = facts.get("direct", NOTHING).get("status") == answer["status"]
        return not own(answer, alive) or (same and answer["status"] != 407)
    return answer["result"] == "silent" and bool(facts.get("tunnel", NOTHING).get("ok"))


def _left_to_tls(answer: Mapping[str, Any], direct: Mapping[str, Any]) -> bool:
    """Behind an open tunnel, what the service may do on the direct way, too, is not the proxy's doing."""
    if direct.get("ok"):
        return False
    same = direct.get("at") == "after" and direct.get("result") == answer["result"]
    return same or bool(answer["result"] != "silent")


def won(row: Mapping[str, Any]) -> bool:
    """Did another proxy get through? Only what cannot be its own refusal counts."""
    answer = row["answer"]
    answered = answer["at"] == "ask" and answer["result"] == "answered"
    return bool(answer.get("ok")) or (answered and answer["status"] not in (*_EITHER, 407))
