"""Copy text with every secret in it replaced by a steady mark such as <password:3f9a1c2b7d04>.

All else stays byte for byte, the number of lines too. The same value has the same mark everywhere in
one run, and in every run with the same --key FILE. A compressed file (.gz, .bz2, .xz, .zst) is written
decompressed. A tar or zip is written as one, with all texts, names and archives in it redacted; what is
binary is withheld, and told. With a declaration (--config), the values of variables that it calls secret
are masked as well: they are taken from the environment named by --here, --env-file or --pid, and from
nowhere else.

If anything goes wrong, nothing more is written: what has been written so far is redacted.

  farhand redact app.log > app.redacted.log
  farhand redact --key team.key --reveal '<password:3f9a1c2b7d04>' --in app.log
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import BinaryIO

from farhand.archives import Found, Limits, Meter, find, kinds
from farhand.archives.limits import UNBOUNDED
from farhand.cli._common import (
    app_if_any,
    app_of,
    config_option,
    environment_of,
    environment_options,
    redaction_key,
)
from farhand.cli._lang import lang_option
from farhand.cli._policy import policy_of, policy_options
from farhand.cli._process import tell
from farhand.errors import Mistake
from farhand.redact import Redactor, archives
from farhand.redact.odd_texts import text
from farhand.redact.sources import Damaged, opened

GROUP, SUMMARY = "customer", "copy text with every secret in it replaced by a mark"

UNREADABLE, FAULT = 2, 70
#: Members of an archive that are told one by one.
_TOLD = 50


def options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", default="-", metavar="FILE", help="what to redact (-: standard input)"
    )
    config_option(parser)
    lang_option(parser)
    environment_options(parser)
    policy_options(parser)
    parser.add_argument("--key", metavar="FILE", help="a file of 16 bytes or more: same marks in every run")
    parser.add_argument("--reveal", metavar="MARK", help="say what a mark stands for; needs --in and the key")
    parser.add_argument("--in", dest="originals", nargs="+", metavar="ORIGINAL", help="what was redacted")


def run(args: Namespace) -> int:
    redactor = Redactor(_declared(args), redaction_key(args.key), policy_of(args, app_if_any(args)))
    if args.reveal:
        return _reveal(args, redactor)
    if args.originals:
        raise Mistake("--in goes with --reveal MARK")
    meter = Meter(UNBOUNDED)
    with _raw(args.file) as source:
        found = _found(source, meter, args.file)
        if found.kind:
            meter.hold(Limits())
        elif what := kinds.binary(found.head):
            raise Mistake(f"{args.file}: withheld, nothing is written: it is {what}")
        return _copy(redactor, found, meter, args.file)


def _copy(redactor: Redactor, found: Found, meter: Meter, name: str) -> int:
    """Fails closed: whatever goes wrong in here, no byte is written after it."""
    code = 0
    try:
        if found.kind:
            outcome = archives.copy(redactor, found, sys.stdout.buffer, meter)
            code = _say(outcome, found, name)
        else:
            text(redactor, found.data, found.head, sys.stdout.buffer)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except Damaged as damage:
        tell(f"farhand redact: {name}: {damage}; what could be read is written, redacted")
        return UNREADABLE
    except OSError as error:
        tell(f"farhand redact: {name}: {error.strerror or error}; stopped there")
        return UNREADABLE
    return code


def _say(outcome: archives.Outcome, found: Found, name: str) -> int:
    """What of an archive was not copied, and why, on standard error."""
    if found.kind == "tar" and found.compressed:
        tell(f"farhand redact: {name}: written as tar.gz")
    rows = [(inner, f"withheld: {why}") for inner, why in outcome.withheld]
    rows += [(inner, f"left out: {why}") for inner, why in outcome.left_out]
    for inner, why in rows[:_TOLD]:
        tell(f"farhand redact: {name}: {inner}: {why}")
    if len(rows) > _TOLD:
        tell(f"farhand redact: {name}: {len(rows) - _TOLD} more members were withheld or left out")
    for inner, why in outcome.damaged[:_TOLD]:
        tell(f"farhand redact: {name}: {inner or 'the archive'}: {why}; what could be read is written")
    return UNREADABLE if outcome.damaged else 0


def _raw(name: str) -> BinaryIO:
    try:
        return sys.stdin.buffer if name == "-" else Path(name).open("rb")
    except OSError as error:
        raise Mistake(f"{name}: {error.strerror or error}") from None


def _found(source: BinaryIO, meter: Meter, name: str) -> Found:
    try:
        return find(source, meter)
    except (Damaged, OSError) as error:
        raise Mistake(f"{name}: {getattr(error, 'strerror', None) or error}; nothing is written") from None


def _source(name: str) -> BinaryIO:
    try:
        return opened(_raw(name))
    except OSError as error:
        raise Mistake(f"{name}: {error.strerror or error}") from None


def _declared(args: Namespace) -> set[str]:
    """Values of the variables that are declared secret, where the options say whose environment."""
    if not (args.here or args.env_file or args.pid is not None):
        return set()
    app = app_of(args)
    env = environment_of(args, app)
    if env is None:
        return set()
    secret = [v.name for v in app.env if v.secret]
    return {env.values[name] for name in secret if env.values.get(name)}


def _reveal(args: Namespace, redactor: Redactor) -> int:
    """Print the value behind a mark; exit status 1 where none of the originals has it."""
    if not args.originals or not args.key:
        raise Mistake("--reveal MARK needs --in ORIGINAL… and the --key FILE that the mark was made with")
    wanted = args.reveal.strip().strip("<>")
    for name in args.originals:
        value = _values(redactor, name).get(f"<{wanted}>")
        if value is not None:
            print(value)
            return 0
    where = ", ".join(args.originals)
    tell(f"farhand redact: nothing in {where} has the mark {args.reveal} under this key")
    return 1


def _values(redactor: Redactor, name: str) -> dict[str, str]:
    from farhand.redact.stream import values

    with _source(name) as source:
        try:
            return values(redactor, source)
        except Damaged:
            return {}
