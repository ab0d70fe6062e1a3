"""How a level is recognised by the first line of a record, as extended regular expressions of awk.  Pure.

Too much rather than too little: a word in capitals anywhere in the line counts, whoever wrote it.
"""

from __future__ import annotations

#: From low to high: words, the number of pino and bunyan, the letter of klog and of Ruby's Logger.
LEVELS: dict[str, tuple[str, str, str]] = {
    "debug": ("DEBUG|FINE|TRACE", "20", "D"),
    "info": ("INFO|NOTICE|LOG", "30", "I"),
    "warning": ("WARNING|WARN", "40", "W"),
    "error": ("ERROR|ERR|SEVERE", "50", "E"),
    "critical": ("CRITICAL|CRIT|FATAL|PANIC|ALERT|EMERG", "60", "FC"),
}


def pattern(level: str) -> str:
    """An awk condition on `head` that holds for records of this level and worse; empty: for all."""
    if level in ("", "debug"):
        return ""
    names = list(LEVELS)
    worse = [LEVELS[name] for name in names[names.index(level) :]]
    words = "|".join(row[0] for row in reversed(worse))
    numbers, letters = "|".join(row[1] for row in worse), "".join(row[2] for row in worse)
    low = words.lower()
    return " ||\n    ".join(
        (
            rf"head ~ /(^|[^A-Za-z0-9_])({words})([^A-Za-z0-9_]|$)/",
            rf'tolower(head) ~ /(level|severity|lvl)[a-z._]*"?[=:] *"?({low})/',
            rf'head ~ /"level": *({numbers})[,}}]/',
            rf"head ~ /\[([a-z_0-9]+:)?({low})\]/",
            rf"head ~ /^[{letters}]((20[0-9][0-9])?[01][0-9][0-3][0-9] |, \[)/",
        )
    )
