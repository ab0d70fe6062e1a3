"""Messages in other languages: the words of the C library and of bash are put into English.  Pure.

The commands run under LC_ALL=C; what was run by hand often was not. What stays foreign is not judged.
`tongues.txt` is made by tests/answer/tongues.py from the catalogues themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

FOREIGN = "the output is in another language: run it again with LC_ALL=C"

_TOOLS = (
    "bash|sh|dash|ksh|zsh|curl|wget|psql|pg_isready|openssl|ls|stat|df|cat|timeout|nc|getent|dig|nslookup|host|ping|"
    "python3?|redis-cli|mysql|sudo|ssh|docker|kubectl|systemctl|date|env|grep|head"
)
_SAYS = re.compile(rf"^(?:\S*/)?(?:{_TOOLS})(?:\[\d+\])?: ")
_HEADS = re.compile(
    r"\b(?:FEHLER|ERREUR|ERRORE|ERRO|FATAL|ОШИБКА|エラー|错误|錯誤|오류|HATA|FEL|BŁĄD|ПОМИЛКА|FOUT|CHYBA|ВАЖНО|KRITISCH)"
    r" ?[:：]"
)
_LETTER = re.compile(r"[^\W\d_]")


@lru_cache(maxsize=1)
def _known() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    text = resources.files(__package__).joinpath("tongues.txt").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines()]
    words = {said.rstrip(".。").lower(): (language, message) for language, message, said in reversed(rows)}
    longest = sorted(words, key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, longest))})[.。]?", re.IGNORECASE), words


def translated(lines: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """The lines with what is known in English, and the languages that were found in them."""
    pattern, words = _known()
    languages: dict[str, None] = {}

    def english(found: re.Match[str]) -> str:
        language, message = words[found.group().lower().rstrip(".。")]
        languages[language] = None
        return message

    made = [pattern.sub(english, line) if _may_be(line) else line for line in lines]
    return made, tuple(languages)


def foreign(lines: Sequence[str]) -> str:
    """The first message of a tool that is in no language that is understood; else nothing."""
    return next((line for line in lines if _is_foreign(line)), "")


def _may_be(line: str) -> bool:
    return not line.startswith("body=") and len(line) < 2000


def _is_foreign(line: str) -> bool:
    if not _may_be(line):
        return False
    line = line.rpartition(" said=")[2]  # what a tool said, in the line of a command
    strange = any(_LETTER.match(char) for char in line if ord(char) > 127)
    if _SAYS.match(line):
        head = _HEADS.search(line)
        return strange or bool(head and not head.group().startswith("FATAL"))
    return strange and bool(_HEADS.search(line))
