"""Colours and cursor codes of a terminal."""


def mangle(text: str) -> str:
    rows = text.replace("farhand", "\x1b[01;31m\x1b[Kfarhand\x1b[m\x1b[K").splitlines()
    return "\x1b]0;root@web-1\x07" + "".join(f"\x1b[?2004l{row}\x1b[0m\n" for row in rows)
