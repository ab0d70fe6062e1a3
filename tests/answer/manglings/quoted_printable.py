"""The source of a mail in quoted-printable."""

import quopri


def mangle(text: str) -> str:
    return quopri.encodestring(text.encode()).decode()
