"""The DNS codec: real questions, real answers, and answers that are made to break it."""

from __future__ import annotations

import struct

import pytest
from dnslib import AAAA, CNAME, QTYPE, RR, A, DNSRecord
from hypothesis import given
from hypothesis import strategies as st

from farhand.wire import dns

ASKED = dns.question("api.lab.test", "A")


def reply(*records: RR, asked: bytes = ASKED) -> DNSRecord:
    made = DNSRecord.parse(asked).reply()
    for record in records:
        made.add_answer(record)
    return made


def test_reads_addresses_and_aliases() -> None:
    made = reply(
        RR("api.lab.test", QTYPE.CNAME, rdata=CNAME("www.lab.test")),
        RR("www.lab.test", QTYPE.A, rdata=A("10.0.0.1")),
        RR("www.lab.test", QTYPE.AAAA, rdata=AAAA("fd00::1")),
    )
    said = dns.answer(ASKED, made.pack())
    assert (said.rcode, said.addresses, said.names) == ("NOERROR", ("10.0.0.1", "fd00::1"), ("www.lab.test",))


def test_an_answer_to_another_question_is_none() -> None:
    other = reply(RR("evil.test", QTYPE.A, rdata=A("10.0.0.1")), asked=dns.question("evil.test", "A")).pack()
    with pytest.raises(dns.Garbled, match="another question"):
        dns.answer(ASKED, other)
    with pytest.raises(dns.Garbled, match="another question"):
        dns.answer(ASKED, ASKED[:2] + other[2:])


def test_the_case_of_the_name_does_not_matter() -> None:
    data = reply(RR("api.lab.test", QTYPE.A, rdata=A("10.0.0.1"))).pack()
    assert dns.answer(ASKED, data.replace(b"\x03api", b"\x03API")).addresses == ("10.0.0.1",)


def test_names_that_point_in_circles_end() -> None:
    head = ASKED[:2] + struct.pack("!HHHHH", 0x8180, 1, 1, 0, 0) + ASKED[12:]
    circle = struct.pack("!H", 0xC000 | len(head))
    with pytest.raises(dns.Garbled):
        dns.answer(ASKED, head + circle + struct.pack("!HHIH", 1, 1, 0, 4) + b"\1\2\3\4")


def test_half_a_message_is_garbled_unless_it_says_so() -> None:
    data = reply(*(RR("api.lab.test", QTYPE.A, rdata=A(f"10.0.0.{n}")) for n in range(9))).pack()
    with pytest.raises(dns.Garbled):
        dns.answer(ASKED, data[:-3])
    said = dns.answer(ASKED, data[:2] + bytes([data[2] | 2]) + data[3:-3])
    assert said.truncated
    assert len(said.addresses) == 8


@given(st.binary(max_size=600))
def test_noise_never_breaks_it(noise: bytes) -> None:
    for data in (
        noise,
        ASKED[:2] + b"\x81\x80" + noise,
        ASKED[:2] + b"\x81\x80\0\1\0\x09\0\0\0\0" + ASKED[12:] + noise,
    ):
        try:
            dns.answer(ASKED, data)
        except dns.Garbled:
            pass


@pytest.mark.parametrize(
    ("name", "why"),
    [("a..b", "empty"), ("x" * 64 + ".test", "63"), ("a b", "character"), ("http://a", "character"),
     ("", "empty"), (".".join(["abcdefgh"] * 30), "253"), ("user@host", "character"), ("a\nb", "character")],
)  # fmt: skip
def test_what_can_be_no_name_says_why(name: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        dns.ascii_name(name)


def test_odd_names_that_are_names() -> None:
    assert dns.ascii_name("API_1.Lab.Test.") == "API_1.Lab.Test."
    assert dns.ascii_name("münchen.example") == "xn--mnchen-3ya.example"
    assert dns.wire_name("a.b.") == b"\1a\1b\0"
