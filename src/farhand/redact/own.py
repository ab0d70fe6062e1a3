"""What a customer wants hidden besides: words in any case, and patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farhand.redact.policy import Policy
from farhand.redact.rules import Span


class Own:
    """The words and patterns of a policy. Raises ValueError for a pattern that cannot be read."""

    def __init__(self, policy: Policy) -> None:
        words = sorted((re.escape(word) for word in policy.words if word.strip()), key=len, reverse=True)
        # A blank may be any white space, a hyphen or an underscore: "Project Falcon", "project_falcon".
        joined = "|".join(word.replace(r"\ ", r"[\s_-]{1,8}") for word in words)
        self._patterns = [_compiled(rf"(?i:{joined})")] if joined else []
        self._patterns += [_compiled(pattern) for pattern in policy.patterns]

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def find(self, text: str) -> Iterator[Span]:
        for pattern in self._patterns:
            for match in pattern.finditer(text):
                if match.end() > match.start():
                    yield Span(match.start(), match.end(), _plain(match.group()), "word")


def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise ValueError(f"the pattern {pattern!r} cannot be read: {error}") from None


def _plain(value: str) -> str:
    """One spelling for all: the same word has the same mark."""
    return re.sub(r"[\s_-]+", " ", value).lower()
