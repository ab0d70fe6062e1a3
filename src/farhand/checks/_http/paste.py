"""How what that script printed is read.  Pure; part of the `http` check.

curl is another client than the app: it has its own list of authorities. Its phases and its exit status tell
how far the request came, not whether the app would come as far.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from farhand.checks._http import facts as _facts
from farhand.checks._sections import words_of
from farhand.checks._tls import paste as _tls_paste
from farhand.checks._tls.meaning import when
from farhand.model import NOTHING, Seen
from farhand.wire.banner import protocol_of
from farhand.wire.http import Answer

#: curl's exit status, where it is about the HTTP part.
_EXITS = {0: "", 1: "garbage", 8: "garbage", 16: "garbage", 18: "truncated", 28: "silent", 47: "",
          52: "closed",          55: "reset", 56: "reset", 63: "", 92: "truncated"}  # fmt: skip
#: Statuses that lead to another place.
_ELSEWHERE = (301, 302, 303, 307, 308)
_NOT_ASKED = ("with nothing", "there is neither curl nor another tool to ask with")


def read_part(lines: Sequence[str], settings: Mapping[str, Any] = NOTHING, via: str = "") -> Iterator[Seen]:
    """The `http` stage of the lines of that part."""
    head = lines[0].split() if lines else []
    if not head:
        return
    if _NOT_ASKED[0] in lines:
        yield Seen("http", {}, unknown=_NOT_ASKED[1])
        return
    about = _about(head[0], settings, via)
    answers = list(_answers(lines))
    end = words_of(next((line for line in lines if line.startswith("end ")), ""))
    problem = _problem(lines, end, answers)
    if problem is None:
        error = next((line[6:] for line in lines if line.startswith("error ")), "")
        yield Seen("http", about, unknown=error or "the request did not come as far as an answer")
        return
    facts = {**about, **_answer(lines, answers, end, problem, settings), "problem": problem}
    facts.update(hops=_hops(head[0], facts["method"], answers, end, lines), **_again(lines, problem))
    yield Seen("http", {**facts, **clock(lines, answers, facts)})


def _about(url: str, settings: Mapping[str, Any], via: str) -> dict[str, Any]:
    parts = urlsplit(url)
    try:
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 80)
    except ValueError:
        port = 80
    expect = settings.get("expect")
    headers = settings.get("headers")
    names = {str(k).lower(): str(v) for k, v in headers.items()} if isinstance(headers, Mapping) else {}
    return {
        "host": parts.hostname or "", "port": port, "scheme": parts.scheme or "http", "kind": "http",
        "via": via,
        "method": str(settings.get("method", "GET")).upper(), "path": parts.path or "/",
        "expect": _listed(expect),
        "expect_body": bool(settings.get("expect_body")), "timeout_ms": 12000.0,
        "wants_json": bool(settings.get("expect_json")) or "json" in names.get("accept", "").lower(),
        "sent_login": bool({"authorization", "cookie"} & set(names)) or "@" in str(settings.get("url", "")),
    }  # fmt: skip


def _listed(expect: Any) -> list[Any]:
    return [] if expect in (None, "") else list(expect) if isinstance(expect, (list, tuple)) else [expect]


def _answers(lines: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Status line and headers of every answer, in order."""
    status, headers = "", dict[str, str]()
    for line in (line[5:] for line in lines if line.startswith("head ")):
        if re.match(r"HTTP/[\d.]+ ", line):
            if status:
                yield status, headers
            status, headers = line, {}
        else:
            name, _, value = line.partition(":")
            headers.setdefault(name.strip().lower(), value.strip())
    if status:
        yield status, headers


def _status(line: str) -> int:
    found = re.match(r"HTTP/[\d.]+ (\d{3})", line)
    return int(found.group(1)) if found else 0


def _problem(lines: Sequence[str], end: Mapping[str, str], answers: Sequence[Any]) -> str | None:
    """The word for how the exchange ended; None where it did not come to HTTP."""
    if "exit" not in end and not _exit(lines):
        return _by_hand(lines, end, answers)
    number = int(end.get("exit", "0")) if end.get("exit", "").isdigit() else _exit(lines)
    if number in (28, 56, 52) and float(end.get("tcp") or 0) == 0:
        return None
    if number == 28 and answers and _goes_on(*answers[-1]):
        return ""
    if number in (28, 56, 52, 18, 92) and answers:
        return "late" if number == 28 else "truncated"
    if number in (35, 60) and len(answers) > 0:
        return ""
    if number == 56 and any("alert" in line for line in lines if line.startswith("error ")):
        return "alert"
    return _EXITS.get(number) if number or answers else None


def _goes_on(status: str, headers: Mapping[str, str]) -> bool:
    """An answer that has no end: another protocol, as it was asked for, or events."""
    return _status(status) == 101 or headers.get("content-type", "").startswith("text/event-stream")


def _by_hand(lines: Sequence[str], end: Mapping[str, str], answers: Sequence[Any]) -> str | None:
    """The same for a request that was sent without curl: None where the answer tells too little."""
    ended = end.get("hand") in ("124", "137", "143")
    if answers and _goes_on(*answers[-1]):
        return ""
    if answers and _short(lines, answers[-1][1]):
        return None  # cut off, or not there yet when the tool ended
    if answers and _status(answers[-1][0]) in _ELSEWHERE and answers[-1][1].get("location"):
        return None  # it leads on, and nobody followed
    if answers and _status(answers[-1][0]) < 400 and "transfer-encoding" in answers[-1][1]:
        return None  # its body is in pieces that no tool has put together
    if answers:
        return "late" if ended else ""
    took = end.get("ms", "")
    waited = ended or (took.isdigit() and int(took) > 3500)
    # Silence by hand is not told apart from a port that waits for TLS.
    return "garbage" if text_of(lines).strip() else None if waited else "closed"


def _short(lines: Sequence[str], headers: Mapping[str, str]) -> bool:
    """Is the body shorter than its head says? An answer to HEAD, which has none, is not asked by hand."""
    length, told = (
        headers.get("content-length", ""),
        next((x[6:] for x in lines if x.startswith("bytes ")), ""),
    )
    # One more is counted for each line end.
    return length.isdigit() and told.isdigit() and 1 < int(told) <= int(length)


def _exit(lines: Sequence[str]) -> int:
    found = re.search(r"curl: \((\d+)\)", "\n".join(line for line in lines if line.startswith("error ")))
    return int(found.group(1)) if found else 0


def text_of(lines: Sequence[str]) -> str:
    """The beginning of the body, as it came."""
    found = next((line[5:] for line in lines if line.startswith("body ")), "")
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], found)


def _answer(
    lines: Sequence[str], answers: Sequence[tuple[str, dict[str, str]]], end: Mapping[str, str], problem: str,
    settings: Mapping[str, Any],
) -> dict[str, Any]:  # fmt: skip
    """The facts of the last answer, as the probe has them."""
    status, headers = answers[-1] if answers else ("", {})
    text = text_of(lines)
    if len(answers) == 1 and re.fullmatch(r"\d{1,12}", end.get("size", "")):
        # Behind the body curl prints the lines that may follow it.
        text = text.encode("utf-8", "replace")[: int(end["size"])].decode("utf-8", "ignore")
    size = end.get("size") or next((line[6:] for line in lines if line.startswith("bytes ")), "")
    length = headers.get("content-length", "")
    made = Answer(status=_status(status), headers=list(headers.items()), body=text.encode("utf-8", "replace"))
    packed = headers.get("content-encoding", "identity") not in ("", "identity")
    facts: dict[str, Any] = {
        "status": _status(status), "reason": " ".join(status.split()[2:])[:100],
        "headers": {k: v for k, v in headers.items() if k in _facts.TOLD},
        "body_bytes": int(float(size)) if re.fullmatch(r"[\d.]{1,12}", size) else len(text),
        "expected_bytes": int(length) if length.isdigit() else None, "title": _facts.title(text),
        "body_kind": "packed" if packed else _facts.body_kind(made, text), "text": _facts.words(text),
        "ttfb_ms": _ms(end, "ttfb"), "total_ms": _ms(end, "total"),
    }  # fmt: skip
    if len(text) >= 2900 and text[:1] in "{[" and facts["body_kind"] == "text":
        facts["body_kind"] = "json"  # cut off by ourselves
    wanted = next((line.split()[1] for line in lines if line.startswith("wanted ")), "")
    if wanted and settings.get("expect_body") and not packed:
        facts["has_wanted"] = wanted == "1"
    if problem == "garbage":
        facts.update(_garbage(lines, text))
    return facts


def _garbage(lines: Sequence[str], text: str) -> dict[str, Any]:
    said = {line.partition(" ")[0]: line.partition(" ")[2] for line in lines if " " in line}
    first = text or said.get("untouched", "").partition("ms=")[2].partition(" ")[2] or said.get("plain", "")
    return {"first": first[:60], "protocol": protocol_of(first.encode("utf-8", "replace")),
            "http2": said.get("http2", "000") not in ("", "000")}  # fmt: skip


def _hops(
    url: str,
    method: str,
    answers: Sequence[tuple[str, dict[str, str]]],
    end: Mapping[str, str],
    lines: Sequence[str],
) -> list[dict[str, Any]]:
    """The redirects that curl went along, and how the last one ended."""
    rows: list[dict[str, Any]] = []
    followed = int(end.get("hops", "0")) if end.get("hops", "").isdigit() else 0
    at = url
    for status, headers in [a for a in answers if 300 <= _status(a[0]) < 400][: followed + 1]:
        place = headers.get("location", "")
        to = _joined(at, place)
        if _status(status) == 303 or (_status(status) in (301, 302) and method == "POST"):
            method = "GET"
        rows.append({"status": _status(status), "from": _shown(at), "to": _shown(to), "method": method,
                     "dropped_login": urlsplit(at).hostname != urlsplit(to).hostname})  # fmt: skip
        at = to
    number = int(end.get("exit", "0")) if end.get("exit", "").isdigit() else _exit(lines)
    last_redirects = bool(answers) and 300 <= _status(answers[-1][0]) < 400
    if number == 47 and rows:
        return [*rows[:-1], {**rows[-1], "problem": "loop"}]
    if not followed and number == 0:
        if last_redirects and not answers[-1][1].get("location") and rows:
            return [{**rows[-1], "problem": "nowhere"}]
        return []
    if number and last_redirects and rows:
        return [*rows[:-1], {**rows[-1], **_stopped(number, lines)}]
    return rows


def _stopped(number: int, lines: Sequence[str]) -> dict[str, Any]:
    """What curl met at the place that a redirect leads to."""
    words = {3: "nowhere", 6: "gaierror", 7: "ConnectionRefusedError", 28: "TimeoutError", 35: "tls: error",
             60: "tls: untrusted"}  # fmt: skip
    found: dict[str, Any] = {"problem": words.get(number, f"curl {number}")}
    if number == 60:
        found["tls"] = untrusted(lines)
    return found


def untrusted(lines: Sequence[str]) -> dict[str, Any]:
    """What the `tls` stage has of a certificate that curl refused, told by curl's words."""
    error = next((line for line in lines if line.startswith("error ")), "").lower()
    code = (
        18
        if "self-signed certificate" in error and "chain" not in error
        else 10
        if "expired" in error
        else 20
    )
    code = (
        62
        if "subject name" in error or "match" in error
        else 19
        if "in certificate chain" in error
        else code
    )
    return {"result": "untrusted", "verify": {"code": code, "text": error[-80:]}, "chain": []}


def _joined(url: str, place: str) -> str:
    try:
        return urljoin(url, place) if place else ""
    except ValueError:
        return ""


def _shown(url: str) -> str:
    """Without login and query, which may hold secrets."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"[:300] if url else ""


def _again(lines: Sequence[str], problem: str) -> dict[str, Any]:
    """What was asked once more where no proper answer came."""
    found: dict[str, Any] = {}
    there = "\n".join(line[11:] for line in lines if line.startswith("try there: "))
    if there:
        outcome = _tls_paste.outcome(there, verified=True)
        found["tls_there"] = str(
            outcome.get("alert", {}).get("name") or outcome.get("result") or "unreachable"
        )
    for line in lines:
        word, _, rest = line.partition(" ")
        if word == "simple" and rest.strip():
            found["simple"] = rest.split()[0] if rest.split()[0] != "000" else "silent"
        elif word == "small":
            found["small_segments"] = rest
        elif word == "untouched":
            found["untouched"] = _tls_paste.untouched(rest)
        elif word == "redis" and rest.startswith(("+PONG", "-NOAUTH", "-DENIED", "-ERR")):
            found["speaks"] = "Redis"
        elif word == "postgres" and rest.strip(".") in ("S", "N"):
            found["speaks"] = "PostgreSQL"
    if problem == "alert":
        error = next((line for line in lines if line.startswith("error ")), "")
        name = re.search(r"alert ([a-z ]+)", error)
        found["tls"] = {
            "result": "alert",
            "alert": _tls_paste.alert_of(name.group(1).strip() if name else ""),
        }
    return found


def clock(
    lines: Sequence[str], answers: Sequence[tuple[str, dict[str, str]]], facts: Mapping[str, Any]
) -> dict[str, Any]:
    """How far the clock of the host is from that of the peer: both were printed."""
    told = dict(line.partition(" ")[::2] for line in lines if line.startswith(("asked ", "answered ")))
    mine, after = when(told.get("asked")), when(told.get("answered"))
    date = answers[-1][1].get("date", "") if answers else ""
    if not mine or not after or not date:
        return {}
    try:
        theirs = parsedate_to_datetime(date).timestamp()
    except (ValueError, TypeError, OverflowError):
        return {}
    age = answers[-1][1].get("age", "0")
    offset = (mine.timestamp() + after.timestamp()) / 2 - theirs - (float(age) if age.isdigit() else 0.0)
    error = 1.0 + (after - mine).total_seconds() / 2
    return {"peer_clock": {"peer": facts["host"], "offset_s": round(offset, 1), "error_s": error}}


def _ms(words: Mapping[str, str], key: str) -> float:
    text = words.get(key, "0")
    return round(float(text) * 1000, 1) if re.fullmatch(r"\d{1,6}(\.\d{1,9})?", text) else 0.0
