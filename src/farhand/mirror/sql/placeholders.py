"""What drivers, psql and templates put into SQL, replaced by what the grammar knows; pure."""

from __future__ import annotations

import re

#: Text in quotes, comments and casts stay as they are; what is left may be a placeholder. What never ends
#: is taken to the end, so that no text is gone through twice.
_PLACES = re.compile(
    r"""(?P<keep> '(?:[^']|'')*' | "(?:[^"]|"")*" | --[^\n]* | /\*(?:.*?\*/|.*\Z) | :: | :=
                | (?P<tag>\$(?:[A-Za-z_]\w*)?\$)(?:.*?(?P=tag)|.*\Z) )
      | (?P<escaped> %% )
      | (?P<hole> %s | %\(\w+\)s | (?<![\w:'")\]]):[A-Za-z_]\w* | \$\{?[A-Za-z_]\w*\}? )""",
    re.VERBOSE | re.DOTALL,
)
_COPIED = re.compile(
    r"^(?P<copy>copy\b[^;]{0,2000}?\bfrom\s+stdin\b[^;]{0,500};)(?:.*?^\\\.[ \t\r]*$|.*\Z)",
    re.I | re.M | re.S,
)
_PSQL = re.compile(r"^[ \t]*\\[^\n]*", re.MULTILINE)


def filled(text: str) -> str:
    """`%s`, `%(name)s`, `:name` become `$1`; lines for psql and the data after COPY become empty."""
    if "\\" in text:
        text = _COPIED.sub(
            lambda found: found["copy"] + "\n" * (found[0].count("\n") - found["copy"].count("\n")), text
        )
        text = _PSQL.sub("", text)
    percent = "%s" in text or "%(" in text

    def put(found: re.Match[str]) -> str:
        if found["escaped"]:
            return "%" if percent else "%%"
        return found[0] if found["keep"] else "$1"

    return _PLACES.sub(put, text)
