"""What to do about each code of a malformed value or address, with the variable's name filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def fix_of(row: Mapping[str, str], names: Sequence[str]) -> tuple[str, ...]:
    """Steps for this very code; none where the knowledge base's general ones do."""
    name = names[0] if names else row.get("setting") or "the setting"
    steps = _STEPS.get(row["code"])
    return tuple(step.replace("{name}", name) for step in steps) if steps else ()


_SEE = "See the exact characters where the app runs (this shows the value): printenv {name} | od -c | tail -3"
_RESTART = "Restart the app, so that it gets the new value."
_STEPS = {
    "carriage_return": ("Take the carriage returns out of the file: sed -i 's/\\r$//' .env", _SEE, _RESTART),
    "line_ends": ("Save the file with Unix line ends: sed -i 's/\\r$//' .env",),
    "bom_of_file": ("Save the file as UTF-8 without byte-order mark: sed -i '1s/^\\xEF\\xBB\\xBF//' .env",),
    "utf16": (
        "Save the file as UTF-8 without byte-order mark: iconv -f UTF-16 -t UTF-8 .env -o .env.new",
        "In PowerShell: Set-Content -Encoding utf8NoBOM instead of >",
        _RESTART,
    ),
    "newline": (
        "Set {name} again without the line break: use printf, or echo -n, when the secret is made.",
        _SEE,
        _RESTART,
    ),
    "quoted": (
        "Take the quotes around the value of {name} away: docker --env-file keeps them, a shell does not.",
        _SEE,
        _RESTART,
    ),
    "quote_open": (
        "Take the single quote at one end of the value of {name} away, or add the other one.",
        _SEE,
        _RESTART,
    ),
    "bom": (
        "Save the file as UTF-8 without byte-order mark: sed -i '1s/^\\xEF\\xBB\\xBF//' .env",
        "See it: head -c 3 .env | od -c",
        _RESTART,
    ),
    "trailing_blank": ("Take the blank at the end of the value of {name} away.", _SEE, _RESTART),
    "leading_blank": ("Take the blank at the begin of the value of {name} away.", _SEE, _RESTART),
    "comment": (
        "Put the comment in {name} on a line of its own: docker and systemd keep what follows the value.",
        _RESTART,
    ),
    "placeholder": ("Replace the placeholder in {name} by the real value for this site.", _RESTART),
    "unescaped": (
        "Write @ as %40, : as %3A, / as %2F, # as %23, ? as %3F in the password inside {name}. This does it: "
        "python3 -c 'import getpass, urllib.parse; print(urllib.parse.quote(getpass.getpass(), safe=\"\"))'",
        _RESTART,
    ),
    "unescaped_percent": ("Write % as %25 in the password inside {name}.", _RESTART),
    "host_has_scheme": (
        "Leave only the host's name in {name}: no scheme such as http://, no path.",
        _RESTART,
    ),
    "host_has_port": ("Leave only the host's name in {name}; the port has a setting of its own.", _RESTART),
    "port_bad": ("Put a number between 1 and 65535 where {name} has its port.", _RESTART),
    "port_type": ("Set {name} to a number between 1 and 65535, with nothing after it.", _RESTART),
}
