"""A web page with the output in <pre>."""

import html


def mangle(text: str) -> str:
    return f"<html><body><p>Hello,</p><pre>{html.escape(text)}</pre><p>Bob</p></body></html>\n"
