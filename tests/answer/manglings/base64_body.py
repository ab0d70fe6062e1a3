"""The source of a mail in base64."""

import base64


def mangle(text: str) -> str:
    return base64.encodebytes(text.encode()).decode()
