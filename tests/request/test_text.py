"""A request is read the same whatever a mail does to it, and not at all once anything else was changed."""

from __future__ import annotations

import html
import quopri
import textwrap
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farhand.bundle import keys
from farhand.errors import Mistake
from farhand.request import canonical, text, trust
from farhand.request.model import Refused, Request
from tests.request.exchange import MANY, signed, step, unsigned

Mangle = Callable[[str], str]


@pytest.fixture(scope="module")
def request_(tmp_path_factory: pytest.TempPathFactory) -> Request:
    key = tmp_path_factory.mktemp("keys") / "vendor.pem"
    keys.write(keys.new(keys.SIGNING), key)
    steps = (
        step("check", "database", stage="dns", timeout="5s"),
        step("question", "logs", contains='two  blanks [why] > | \\ "q" --- ü', level="ERROR"),
    )
    return signed(
        unsigned(*steps, purpose='why is [app] no > invoice - "saved" | since 14:00, für Köln?'), key
    )


def quoted(sign: str) -> Mangle:
    return lambda made: "".join(f"{sign}{line}" for line in made.splitlines(keepends=True))


def wrapped(columns: int) -> Mangle:
    """As a mail program breaks lines: at blanks only."""

    def wrap(made: str) -> str:
        options = {"break_long_words": False, "break_on_hyphens": False}
        return "\n".join("\n".join(textwrap.wrap(line, columns, **options)) for line in made.split("\n"))

    return wrap


MANGLED: dict[str, Mangle] = {
    "as it is": lambda made: made,
    "CRLF": lambda made: made.replace("\n", "\r\n"),
    "old Mac": lambda made: made.replace("\n", "\r"),
    "quoted": quoted("> "),
    "quoted without blanks": quoted(">"),
    "quoted three times": lambda made: quoted("> ")(quoted("> ")(quoted(">")(made))),
    "quoted with bars": quoted("| "),
    "indented": quoted("        "),
    "wrapped at 60": wrapped(60),
    "wrapped at 40": wrapped(40),
    "quoted, then wrapped": lambda made: wrapped(60)(quoted("> ")(made)),
    "wrapped, then quoted": lambda made: quoted("> ")(wrapped(50)(made)),
    "one line": lambda made: " ".join(made.split()),
    "blank lines between": lambda made: made.replace("\n", "\n\n"),
    "blanks at the ends": lambda made: made.replace("\n", "   \n"),
    "no-break spaces": lambda made: made.replace("   ", "\u00a0 \u00a0"),
    "smart quotes": lambda made: made.replace(' "', " \u201c").replace('" ', "\u201d "),
    "smart dashes": lambda made: made.replace(" - ", " \u2013 "),
    "em dashes at the ends": lambda made: made.replace("-----", "\u2014-\u2014"),
    "quoted-printable": lambda made: quopri.encodestring(made.encode()).decode(),
    "web mail": lambda made: "<div>" + html.escape(made).replace("\n", "<br>\n") + "</div>",
    "decomposed": lambda made: made.replace("ü", "u\u0308").replace("ö", "o\u0308"),
    "in a mail": lambda made: f"Hello,\n\nplease run this:\n\n{made}\nThank you\n-- \nthe vendor\n",
    "with BOM": lambda made: f"\ufeff{made}",
}


@pytest.mark.parametrize("how", MANGLED)
def test_what_a_mail_does_is_undone(how: str, request_: Request) -> None:
    back = text.read(MANGLED[how](text.render(request_)))
    assert back == request_
    assert trust.holds(back)


def test_lines_fit_into_a_mail(request_: Request) -> None:
    assert max(map(len, text.render(request_).splitlines())) <= 76


def outcome(made: str, request: Request) -> str:
    """What becomes of a changed text: the same request, refused, unreadable; or believed although changed."""
    try:
        back = text.read(made)
    except Refused:
        return "refused"
    except Mistake:
        return "unreadable"
    if back == request:
        return "same"
    return (
        "believed"
        if back.signature and trust.holds(back) and back.signed_by == request.signed_by
        else "refused"
    )


@given(
    at=st.integers(0, 10_000),
    sign=st.characters(codec="utf-8") | st.sampled_from("[]\\>|-\"'{}= \n\t\x1b\u202e"),
)
@settings(max_examples=250 * MANY)
def test_one_changed_sign_is_never_believed(request_: Request, at: int, sign: str) -> None:
    made = text.render(request_)
    at %= len(made)
    for changed in (
        made[:at] + sign + made[at + 1 :],
        made[:at] + sign + made[at:],
        made[:at] + made[at + 1 :],
    ):
        assert outcome(changed, request_) != "believed"


def test_every_single_sign_flipped_is_never_believed(request_: Request) -> None:
    made = text.render(request_)
    told = [outcome(made[:at] + chr(ord(made[at]) ^ 1) + made[at + 1 :], request_) for at in range(len(made))]
    assert "believed" not in told
    assert told.count("refused") > 0.6 * len(made)


def test_cut_anywhere_it_is_unreadable_and_says_so(request_: Request) -> None:
    lines = text.render(request_).splitlines(keepends=True)
    for count in range(1, len(lines)):
        with pytest.raises(Mistake, match="cut off"):
            text.read("".join(lines[:count]))
    with pytest.raises(Mistake, match="there is no request in it"):
        text.read("".join(lines[1:]))


def test_a_line_taken_out_or_moved_is_refused(request_: Request) -> None:
    lines = [line for line in text.render(request_).splitlines() if line]
    for at in range(1, len(lines) - 1):
        with pytest.raises(Refused):
            text.read("\n".join(lines[:at] + lines[at + 1 :]))
        if at < len(lines) - 3:
            moved = [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]
            assert outcome("\n".join(moved), request_) == "refused"


def test_two_requests_and_two_signatures_are_refused(request_: Request) -> None:
    made = text.render(request_)
    with pytest.raises(Refused, match="there are 2 requests"):
        text.read(made + made)
    signature = made[made.index("[signed-by]") : made.index("-----END")]
    with pytest.raises(Refused, match="two signatures"):
        text.read(made.replace("-----END", f"{signature}-----END"))


def test_the_last_bits_of_a_signature_have_one_spelling(request_: Request) -> None:
    """Base64 would take Q== and R== for the same bytes."""
    one = request_.signature
    other = one[:-3] + chr(ord(one[-3]) + 1) + one[-2:]
    assert outcome(text.render(request_).replace(one[44:], other[44:]), request_) == "refused"


@given(
    purpose=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=80),
    value=st.text(max_size=60),
    id=st.text(st.characters(codec="utf-8"), min_size=1, max_size=20),
)
@settings(max_examples=150 * MANY)
def test_whatever_is_written_is_read_the_same_or_not_at_all(purpose: str, value: str, id: str) -> None:
    made = unsigned(step("check", id, x=value), purpose=canonical.canonical_value(purpose))
    try:
        back = text.read(text.render(made))
    except (Mistake, Refused):  # a purpose whose own normal form is not stable; nothing was misread
        return
    assert (back.purpose, dict(back.steps[0].params), back.steps[0].id) == (made.purpose, {"x": value}, id)


def test_other_forms_are_refused(request_: Request) -> None:
    """What Farhand does not write is not read, even where the digest is right."""
    import hashlib

    said = text.said(request_)
    for changed in (
        said.replace("[minutes] 0.5", "[minutes] 0.50"),
        said.replace("[minutes] 0.5", "[minutes] nan"),
        said.replace("request 1", "request 2"),
        said.replace("1 of 2", "2 of 2"),
        said.replace('{"stage": "dns", "timeout": "5s"}', '{"timeout": "5s", "stage": "dns"}'),
        said.replace('{"stage": "dns", "timeout": "5s"}', '{"stage": ["dns"]}'),
        said.replace('{"stage": "dns"', '{"x": "\\ud800", "stage": "dns"'),
        said.replace("[site] any", "[site] any [site] other"),
        said.replace(request_.nonce, "0" * 31),
        said.replace(request_.expires, "2020-01-01T00:00:00Z"),
        said.replace("[purpose]", "[purpose] " + "x" * 7000),
        said.replace("[read-only] yes", "[read-only] perhaps", 1),
        f"{said} [command] touch-it",
    ):
        assert changed != said
        sha = hashlib.sha256(changed.encode()).hexdigest()
        with pytest.raises(Refused):
            text.read(
                f"-----BEGIN FARHAND REQUEST----- {changed} [sha256] {sha} -----END FARHAND REQUEST-----"
            )


@given(
    st.text(max_size=300) | st.binary(max_size=300).map(lambda data: data.decode("utf-8", "surrogateescape"))
)
@settings(max_examples=150 * MANY)
def test_whatever_is_no_request_is_told_so(garbage: str) -> None:
    for made in (garbage, f"-----BEGIN FARHAND REQUEST-----{garbage}-----END FARHAND REQUEST-----"):
        with pytest.raises((Mistake, Refused)):
            text.read(made)
