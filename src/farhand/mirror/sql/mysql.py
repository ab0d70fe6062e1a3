"""SQL for MySQL and MariaDB against a version of theirs, by what is known of their versions; pure.

Their grammar is read by sqlglot, which is more generous than the servers are: what it does not read is told
as unread, and only what `knowledge/versions` knows, with its source, is called missing. Functions are looked
for among the tokens, because the parser gives several of them one name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from farhand.errors import Mistake
from farhand.mirror.knowledge import versions
from farhand.mirror.knowledge.versions import Known
from farhand.mirror.sql.model import Checked, Lack, Piece
from farhand.mirror.sql.placeholders import filled
from farhand.mirror.sql.reading import too_much

#: Words after which a name with a bracket is no call.
_NO_CALL = {
    "TABLE",
    "INTO",
    "FUNCTION",
    "PROCEDURE",
    "EXISTS",
    "KEY",
    "INDEX",
    "REFERENCES",
    "VIEW",
    "ON",
    "AS",
    ".",
}
_TOLD = 300
#: Name of a fact of syntax -> whether a tree shows it.
SYNTAX: dict[str, Callable[[Any, Any], bool]] = {
    "WITH (common table expressions)": lambda tree, exp: tree.find(exp.With) is not None,
    "window functions: OVER (…)": lambda tree, exp: tree.find(exp.Window) is not None,
    "INTERSECT": lambda tree, exp: tree.find(exp.Intersect) is not None,
    "EXCEPT": lambda tree, exp: tree.find(exp.Except) is not None,
    "INSERT … RETURNING": lambda tree, exp: isinstance(tree, exp.Insert) and bool(tree.args.get("returning")),
    "SKIP LOCKED": lambda tree, exp: any(one.args.get("wait") is False for one in tree.find_all(exp.Lock)),
    "LATERAL": lambda tree, exp: tree.find(exp.Lateral) is not None,
}


def check(pieces: Iterable[Piece], kind: str, version: str) -> Checked:
    """What `kind` (mariadb, mysql) of this version lacks. Raises Mistake without the parser."""
    sqlglot = _parser()
    missing = versions.lacking(kind, version)
    lacks: dict[Lack, None] = {}
    unread: list[tuple[str, int, str]] = []
    read = 0
    for piece in pieces:
        for text, line, tokens, why in _statements(sqlglot, filled(piece.text).replace("$1", "?")):
            tree, why = (None, why) if why else _tree(sqlglot, text)
            if tree is None:
                if piece.sure:
                    unread.append((piece.source, piece.line + line, why))
                continue
            read += 1
            for one in _found(missing, tokens, tree, sqlglot.exp):
                lacks[_lack(one, piece.source, piece.line + line, text)] = None
    return Checked(f"{kind}:{version}", tuple(lacks), read, tuple(unread))


def _parser() -> Any:
    try:
        import sqlglot
    except ImportError:
        raise Mistake(
            "SQL of MySQL and MariaDB is read by sqlglot, which is not installed; "
            "install it with: pip install 'farhand[mirror]'"
        ) from None
    return sqlglot


def _statements(sqlglot: Any, text: str) -> Iterator[tuple[str, int, list[Any], str]]:
    """Text, lines before it, tokens, and why it cannot be read, if so."""
    try:
        tokens = [] if too_much(text) else sqlglot.tokenize(text, read="mysql")
    except sqlglot.errors.SqlglotError as error:
        yield text, 0, [], str(error)[:_TOLD]
        return
    if too_much(text):
        yield text[:_TOLD], 0, [], too_much(text)
    part: list[Any] = []
    for token in [*tokens, None]:
        if token is not None and token.text != ";":
            part.append(token)
        elif part:
            yield text[part[0].start : part[-1].end + 1], part[0].line - 1, part, ""
            part = []


def _tree(sqlglot: Any, text: str) -> tuple[Any, str]:
    try:
        return sqlglot.parse_one(text, dialect="mysql"), ""
    except (sqlglot.errors.SqlglotError, RecursionError, ValueError) as error:
        return None, str(error).partition("\n")[0][:_TOLD]
    except Exception as error:  # a fault of the parser is no reason to read nothing
        return None, f"the parser failed: {type(error).__name__}"


def _found(missing: Iterable[Known], tokens: list[Any], tree: Any, exp: Any) -> Iterator[Known]:
    calls, words = set(_calls(tokens)), {token.text.lower() for token in tokens}
    for one in missing:
        if (
            (one.kind == "function" and one.name in calls)
            or (one.kind == "syntax" and one.name in SYNTAX and SYNTAX[one.name](tree, exp))
            or (one.kind == "setting" and isinstance(tree, exp.Set) and one.name in words)
            or (one.kind == "type" and any(_is(kind, one.name) for kind in tree.find_all(exp.DataType)))
        ):
            yield one


def _calls(tokens: list[Any]) -> Iterator[str]:
    before = ""
    for token, after in zip(tokens, tokens[1:], strict=False):
        if after.text == "(" and before.upper() not in _NO_CALL and token.token_type.name != "STRING":
            yield token.text.upper()
        before = token.text


def _is(kind: Any, name: str) -> bool:
    return str(getattr(kind.this, "value", kind.this)).upper() == name


def _lack(one: Known, source: str, line: int, text: str) -> Lack:
    has = (f"{one.program} {one.since or one.absent_before} and later",) if not one.until else ()
    has = has or (f"{one.program} before {one.until}",)
    return Lack(one.kind, one.name, has, one.instead, source, line, " ".join(text.split())[:_TOLD])
