"""The body of a request: counted as it comes in, refused once it is too much, never written to disk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

_FIELDS = 40
#: What a form brings beside its text or file, and what the encoding may add to it.
_BESIDE = 16 << 10


class Refused(Exception):
    """The body is not taken. `status` is that of HTTP."""

    def __init__(self, status: int, says: str) -> None:
        super().__init__(says)
        self.status, self.says = status, says


@dataclass(frozen=True)
class Form:
    """The fields of a form and, of an upload, the file's own name and bytes."""

    fields: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    data: bytes = b""

    def text(self, name: str, most: int = 20_000) -> str:
        """One field without white space around it. Raises Refused where it is longer than `most`."""
        value = self.fields.get(name, "").replace("\r\n", "\n").strip()
        if len(value) > most:
            raise Refused(413, f"This is longer than {most} characters.")
        return value


async def read(request: Request, kind: str, most: int, slow: float) -> Form:
    """`kind` is "form" or "upload"; `most` bytes of text or file. Raises Refused."""
    try:
        async with asyncio.timeout(slow):
            return await (_upload(request, most) if kind == "upload" else _fields(request, most))
    except TimeoutError:
        raise Refused(408, "The request took too long to arrive.") from None
    except ClientDisconnect:
        raise Refused(400, "The request ended before it was complete.") from None


async def _fields(request: Request, most: int) -> Form:
    if (
        request.headers.get("content-type", "").partition(";")[0].strip()
        != "application/x-www-form-urlencoded"
    ):
        raise Refused(415, "This is not a form of this page.")
    # A text of other letters is up to three times as long in a form.
    body = b"".join([part async for part in _counted(request, most * 3 + _BESIDE)])
    try:
        rows = parse_qsl(body.decode("ascii"), True, max_num_fields=_FIELDS, errors="replace")
    except ValueError:
        raise Refused(400, "This form cannot be read.") from None
    return Form(dict(rows))


class _InMemory(MultiPartParser):
    """What is uploaded may hold secrets: it is never spooled to a file."""

    spool_max_size = 1 << 40


async def _upload(request: Request, most: int) -> Form:
    if request.headers.get("content-type", "").partition(";")[0].strip() != "multipart/form-data":
        raise Refused(415, "This is not a form of this page.")
    parser = _InMemory(
        request.headers,
        _counted(request, most + _BESIDE),
        max_files=1,
        max_fields=_FIELDS,
        max_part_size=_BESIDE,
    )
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise Refused(400, f"This form cannot be read: {error.message}") from None
    fields = {key: value for key, value in form.multi_items() if isinstance(value, str)}
    files = [value for _, value in form.multi_items() if isinstance(value, UploadFile)]
    data = await files[0].read() if files else b""
    await form.close()
    if len(data) > most:
        raise Refused(413, _too_large(most))
    return Form(fields, files[0].filename or "" if files else "", data)


async def _counted(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    """The body, up to `most` bytes: not one more is waited for."""
    told = request.headers.get("content-length", "")
    if told.isdigit() and int(told[:18]) > most:
        raise Refused(413, _too_large(most))
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise Refused(413, _too_large(most))
        yield part


def _too_large(most: int) -> str:
    return f"This is larger than {most >> 10} KiB and was not taken. Send the part of it that matters."
