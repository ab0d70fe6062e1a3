"""Writes src/farhand/paste/tongues.txt: what the C library and bash say in other languages.

python -m tests.answer.tongues    needs Debian's packages libc-l10n and bash; what is not there is left out
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from pathlib import Path

LOCALE = Path("/usr/share/locale")
TARGET = Path(__file__).parents[2] / "src" / "farhand" / "paste" / "tongues.txt"
_NAME = re.compile(r"%s\s?[:：]\s?")
LANGUAGES = (
    "de",
    "fr",
    "es",
    "it",
    "pt_BR",
    "nl",
    "sv",
    "pl",
    "ru",
    "uk",
    "cs",
    "tr",
    "ja",
    "ko",
    "zh_CN",
    "zh_TW",
)
#: Catalogue and message. What ends a line of a tool is enough: the tool's own words are before it.
MESSAGES = {
    "libc": (
        "Connection refused",
        "Connection timed out",
        "Connection reset by peer",
        "No route to host",
        "Network is unreachable",
        "Cannot assign requested address",
        "Permission denied",
        "Operation not permitted",
        "No such file or directory",
        "Not a directory",
        "Too many levels of symbolic links",
        "File name too long",
        "Input/output error",
        "Stale file handle",
        "Transport endpoint is not connected",
        "Host is down",
        "Read-only file system",
        "No space left on device",
        "Too many open files",
        "Cannot allocate memory",
        "Name or service not known",
        "Temporary failure in name resolution",
        "No address associated with hostname",
        "Address already in use",
    ),
    "bash": ("command not found", "%s: command not found"),
}


def rows() -> Iterator[str]:
    for catalogue, messages in MESSAGES.items():
        for language in LANGUAGES:
            file = LOCALE / language / "LC_MESSAGES" / f"{catalogue}.mo"
            if file.is_file():
                with file.open("rb") as opened:
                    known = gettext.GNUTranslations(opened)
                yield from _of(known, messages, language)


def _of(known: gettext.GNUTranslations, messages: tuple[str, ...], language: str) -> Iterator[str]:
    for message in messages:
        said = known.gettext(message)
        if said != message:
            yield f"{language}\t{message.replace('%s: ', '')}\t{_NAME.sub('', said)}"


if __name__ == "__main__":
    TARGET.write_text("\n".join(dict.fromkeys(rows())) + "\n", "utf-8")
