"""A request as the text of a mail, and back: one text for each request, up to blanks and quotes.  Pure.

-----BEGIN FARHAND REQUEST-----
[farhand]   request 1
[purpose]   find out why no invoice is saved since this morning
[app]       billing
...
[step]      1 of 2: check database
[with]      {"timeout": "5s"}
...
[sha256]    of the canonical form of all above
[signature] of the same, Ed25519
-----END FARHAND REQUEST-----
"""

from __future__ import annotations

import hashlib
import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote, unquote

from farhand.errors import Mistake
from farhand.request import canonical
from farhand.request.model import Refused, Request, Step, Words

#: Signs of a file, steps of a request, signs of one value; longer than that nobody reads.
MOST_TEXT, MOST_STEPS, MOST_VALUE = 128_000, 20, 6000
_COLUMNS, _INDENT = 72, 12
_HEAD = ("farhand", "purpose", "app", "site", "nonce", "issued", "expires", "after")
_STEP = ("step", "with", "why", "runs", "leaves", "minutes", "approval", "read-only")
_FORM = "request 1"
_BEGIN, _END = "-----BEGIN FARHAND REQUEST-----", "-----END FARHAND REQUEST-----"
_BEGINS = re.compile(r"-{1,8}BEGIN FARHAND REQUEST-{1,8}")
_ENDS = re.compile(r"-{1,8}END FARHAND REQUEST-{1,8}")
_SEALED = re.compile(
    r"(?P<said>.*) \[sha256\] (?P<sha>[0-9a-f]{64})"
    r"(?: \[signed-by\] (?P<key>[A-Za-z0-9+/=]{44,60}) \[signature\] (?P<one>\S{44}) (?P<two>\S{44}))?"
)
_TITLE = re.compile(r"(\d{1,2}) of (\d{1,2}): ([a-z]{1,20})(?: (\S{1,200}))?")
_HEX, _TIME = re.compile(r"[0-9a-f]{32}"), re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
ALTERED = "the request was altered on its way: what it says has another SHA-256; ask for it again, as a file"
CUT = "the request is cut off: its END line is missing; ask for the whole mail"


def said(request: Request) -> str:
    """What is signed: the canonical form of all but digest and signature."""
    return canonical.written(_fields(request))


def digest(request: Request) -> str:
    return hashlib.sha256(said(request).encode()).hexdigest()


def render(request: Request) -> str:
    """The text that is sent. Lines of at most 72 columns, but for words that are longer."""
    made = [*_fields(request), ("sha256", digest(request))]
    if request.signature:
        halves = f"{request.signature[:44]} {request.signature[44:]}"
        made += [("signed-by", request.signed_by), ("signature", halves)]
    lines = [line for label, value in made for line in _laid_out(label, value)]
    return "\n".join([_BEGIN, *lines, _END, ""])


def read(text: str) -> Request:
    """The one request in a text. Raises Mistake where none is there or it is cut off, Refused where it was
    altered. Whether its signature holds is not looked at.
    """
    if len(text) > MOST_TEXT:
        raise Mistake(f"it is longer than {MOST_TEXT} signs; this is no request")
    first: Exception | None = None
    for form in canonical.forms(text):
        try:
            return _one(canonical.canonical(form))
        except (Mistake, Refused) as error:
            first = first or error
    raise first or Mistake("there is nothing in it")


def _one(plain: str) -> Request:
    begins, ends = list(_BEGINS.finditer(plain)), list(_ENDS.finditer(plain))
    if not begins:
        raise Mistake(f"there is no request in it; one begins with {_BEGIN}")
    if len(begins) > 1 or len(ends) > 1:
        raise Refused(f"there are {max(len(begins), len(ends))} requests in it; give one file for each")
    if not ends or ends[0].start() < begins[0].end():
        raise Mistake(CUT)
    return _sealed(plain[begins[0].end() : ends[0].start()].strip())


def _sealed(inside: str) -> Request:
    parts = _SEALED.fullmatch(inside)
    if not parts:
        many = inside.count(" [signature] ") > 1
        raise Refused("the request has two signatures; only one person signs it" if many else ALTERED)
    if hashlib.sha256(parts["said"].encode("utf-8", "surrogatepass")).hexdigest() != parts["sha"]:
        raise Refused(ALTERED)
    request = _request(parts["said"])
    if said(request) != parts["said"]:
        raise Refused("the request is not in the form that Farhand writes; it is not taken")
    signature = f"{parts['one']}{parts['two']}" if parts["one"] else ""
    return replace(request, signed_by=parts["key"] or "", signature=signature, digest=parts["sha"])


def _request(said: str) -> Request:
    try:
        rows = canonical.fields(said)
        head, rest = rows[: len(_HEAD)], rows[len(_HEAD) :]
        values = dict(_labelled(head, _HEAD))
        steps = [rest[at : at + len(_STEP)] for at in range(0, len(rest), len(_STEP))]
        if values["farhand"] != _FORM or not 1 <= len(steps) <= MOST_STEPS:
            raise ValueError(f"it is of the form {values['farhand'][:40]!r}, with {len(steps)} steps")
        _right(values)
        made = tuple(_step(dict(_labelled(rows, _STEP)), n, len(steps)) for n, rows in enumerate(steps, 1))
    except (ValueError, RecursionError) as error:
        raise Refused(f"the request cannot be read by this version of Farhand: {str(error)[:200]}") from None
    return Request(**{key: values[key] for key in _HEAD[1:]}, steps=made)


def _labelled(rows: Sequence[tuple[str, str]], labels: Sequence[str]) -> Iterator[tuple[str, str]]:
    if [label for label, _ in rows] != list(labels):
        raise ValueError(f"its fields are not those of a request, near [{rows[0][0] if rows else 'end'}]")
    for label, value in rows:
        if len(value) > MOST_VALUE:
            raise ValueError(f"[{label}] is longer than {MOST_VALUE} signs")
        yield label, value


def _right(values: Mapping[str, str]) -> None:
    if not _HEX.fullmatch(values["nonce"]):
        raise ValueError("its nonce is none")
    for label in ("issued", "expires"):
        if not _TIME.fullmatch(values[label]):
            raise ValueError(f"[{label}] is no time in UTC")
    if values["issued"] >= values["expires"]:
        raise ValueError("it expires before it is issued")


def _step(values: Mapping[str, str], number: int, count: int) -> Step:
    title = _TITLE.fullmatch(values["step"])
    params = json.loads(values["with"])
    if not title or (int(title[1]), int(title[2])) != (number, count):
        raise ValueError(f"step {number} is called {values['step'][:60]!r}")
    if not isinstance(params, dict) or not all(isinstance(one, str) for one in params.values()):
        raise ValueError(f"the parameters of step {number} are no table of texts")
    "".join([*params, *params.values()]).encode()  # UnicodeEncodeError, a ValueError: half a character
    minutes = float(values["minutes"])
    if not 0 <= minutes <= 600:
        raise ValueError(f"the minutes of step {number} are no number of minutes")
    told = Words(values["runs"], values["leaves"], minutes, values["approval"], values["read-only"] == "yes")
    return Step(title[3], unquote(title[4] or ""), params, values["why"], told)


def _fields(request: Request) -> list[tuple[str, str]]:
    head = [("farhand", _FORM), *((label, getattr(request, label)) for label in _HEAD[1:])]
    count = len(request.steps)
    return head + [row for n, step in enumerate(request.steps, 1) for row in _step_fields(step, n, count)]


def _step_fields(step: Step, number: int, count: int) -> list[tuple[str, str]]:
    words = step.words
    title = f"{number} of {count}: {step.kind} {quote(step.id, safe='')}".strip()
    told = (title, _table(step.params), step.why, words.runs, words.leaves, f"{words.minutes:g}")
    return list(zip(_STEP, (*told, words.approval, "yes" if words.read_only else "no")))


def _table(params: Mapping[str, str]) -> str:
    """JSON in which several blanks in a row outlive a mail."""
    text = json.dumps(dict(sorted(params.items())), ensure_ascii=True)
    return re.sub(r"(?<= ) ", r"\\u0020", text)


def _laid_out(label: str, value: str) -> list[str]:
    first = f"[{label}]".ljust(_INDENT)
    lines = textwrap.wrap(
        canonical.escaped(value),
        _COLUMNS,
        initial_indent=first,
        subsequent_indent=" " * _INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )
    space = [""] if label in ("step", "sha256") else []
    return [*space, *(lines or [first.rstrip()])]
