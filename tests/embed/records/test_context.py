"""Trace and request ids: by the W3C's rules, and from a real OpenTelemetry."""

from __future__ import annotations

import asyncio
import contextvars

import pytest

from farhand.embed.records import context

TRACE, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"


@pytest.mark.parametrize(
    ("header", "valid"),
    [
        (f"00-{TRACE}-{SPAN}-01", True),
        (f"00-{TRACE}-{SPAN}-00", True),
        (f" 00-{TRACE}-{SPAN}-01\t", True),
        (f"cc-{TRACE}-{SPAN}-01", True),
        (f"cc-{TRACE}-{SPAN}-01-what-the-future-brings", True),
        (f"00-{TRACE}-{SPAN}-01-more", False),
        (f"cc-{TRACE}-{SPAN}-01.more", False),
        (f"ff-{TRACE}-{SPAN}-01", False),
        (f"00-{'0' * 32}-{SPAN}-01", False),
        (f"00-{TRACE}-{'0' * 16}-01", False),
        (f"00-{TRACE.upper()}-{SPAN}-01", False),
        (f"00-{TRACE[:-1]}-{SPAN}-01", False),
        (f"00-{TRACE}-{SPAN}", False),
        (f"0-{TRACE}-{SPAN}-01", False),
        (f"00-{TRACE}-{SPAN}-1", False),
        (f"00-{TRACE}-{SPAN}-0g", False),
        (f"00-{TRACE}-{SPAN}-01\n", False),
        ("", False),
        ("x" * 100_000, False),
    ],
)
def test_the_header(header: str, valid: bool) -> None:
    assert context.parsed(header) == ((TRACE, SPAN) if valid else ("", ""))


@pytest.mark.parametrize("given", ["", "two\nlines", "\x1b[31m", "x" * 129, "ä", " "])
def test_a_request_id_that_could_forge_a_line_is_replaced(given: str) -> None:
    token = context.begin("", given)
    assert context.ids()[2] not in ("", given)
    context.end(token)
    assert context.ids() == ("", "", "")


def test_requests_side_by_side_do_not_mix() -> None:
    async def request(name: str) -> str:
        token = context.begin("", name)
        await asyncio.sleep(0.01)
        try:
            return context.ids()[2]
        finally:
            context.end(token)

    async def all_of_them() -> list[str]:
        return await asyncio.gather(*(request(f"r{n}") for n in range(20)))

    assert asyncio.run(all_of_them()) == [f"r{n}" for n in range(20)]


def test_an_end_in_another_context_raises_nothing() -> None:
    token = contextvars.copy_context().run(context.begin, "", "elsewhere")
    context.end(token)
    assert context.ids() == ("", "", "")


def test_the_span_of_a_real_opentelemetry() -> None:
    trace = pytest.importorskip("opentelemetry.trace")
    sdk = pytest.importorskip("opentelemetry.sdk.trace")
    tracer = sdk.TracerProvider().get_tracer("t")
    token = context.begin(f"00-{TRACE}-{SPAN}-01", "r1")
    with tracer.start_as_current_span("work") as span:
        of_span = span.get_span_context()
        expected = (trace.format_trace_id(of_span.trace_id), trace.format_span_id(of_span.span_id), "r1")
        assert context.ids() == expected
    assert context.ids() == (TRACE, SPAN, "r1")
    context.end(token)
