"""The sentences that a source file makes, found in its syntax tree.  Pure.

An f-string is a form: `f"{host}:{port} refuses"` gives `{host}:{port} refuses`. Where a part has two fixed
values (`'s' if n != 1 else ''`) there are two forms. What is no prose is left out: a single word, patterns,
shell, SQL.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator

#: Forms of one string, at most; of one with more choices only the holes are known.
_MOST = 8
_WORD = re.compile(r"(?<![\w{])[A-Za-z]{2,}(?![\w}])")
#: Signs and words of patterns, scripts and statements.
_NO_PROSE = re.compile(
    r"[\n\\^$]|\(\?|\.\*|\[\^|%[sd]\b|\b(?:printf|SELECT|FROM pg_|WHERE)\b"
    r"|^\W*(?:select|show|grep|awk|sed|if) |=\{\}|</|^\s*-\w|\becho |2>|&&|\|\||;;|^#"
)
#: Calls whose strings are compared with texts, never shown.
_COMPARED = {
    "compile",
    "search",
    "match",
    "startswith",
    "endswith",
    "split",
    "replace",
    "partition",
    "strptime",
    "_",
    "marked",
    "ngettext",
    "add_argument",
    "add",
}
#: Where the words of a command are; its script is none of them.
_TOLD = ("why", "prints", "hides")
_HOLE = re.compile(r"\{[a-z_]+(?:\|[^}]*)?\}")


def marked(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Singular and plural, empty where there is none, of all that stands in `_`, `marked` and `ngettext`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in ("_", "marked", "ngettext"):
            texts = [one.value for one in node.args if isinstance(one, ast.Constant)]
            if texts and isinstance(texts[0], str):
                yield texts[0], str(texts[1]) if _name(node.func) == "ngettext" else ""


def of_module(tree: ast.Module) -> Iterator[str]:
    """Every sentence of a file but those in docstrings."""
    yield from _sentences(tree, _docstrings(tree))


def of_commands(tree: ast.Module) -> Iterator[str]:
    """Only what is told of a command: why, what it prints and what it hides."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) == "Command":
            wanted = [k.value for k in node.keywords if k.arg in _TOLD]
            for value in [*wanted, *node.args[1:2], *node.args[3:5]]:
                yield from _sentences(value, set())


def of_mistakes(tree: ast.Module) -> Iterator[str]:
    """Only what is told of mistakes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in ("Mistake", "Refused", "NotVisible", "tell"):
            for value in node.args:
                yield from _sentences(value, set())


def _sentences(tree: ast.AST, skipped: set[int]) -> Iterator[str]:
    waiting = [tree]
    while waiting:
        node = waiting.pop(0)
        if id(node) in skipped or (isinstance(node, ast.Call) and _name(node.func) in _COMPARED):
            continue
        forms = _forms(node)
        yield from (form for form in forms if is_prose(form))
        waiting += _holes(node) if forms else list(ast.iter_child_nodes(node))


def is_prose(text: str) -> bool:
    """Two words with a blank between them at least, and nothing of a pattern or a script."""
    head, step, _rest = text.partition(": ")
    if step and text[:1].isupper() and len(_WORD.findall(head)) > 2:
        text = head  # a step: words, then the command
    bare = _HOLE.sub("0", text)
    return " " in bare.strip() and len(_WORD.findall(bare)) >= 2 and not _NO_PROSE.search(text)


def _forms(node: ast.AST) -> list[str]:
    """The forms of a string expression; none where it is another expression."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if not isinstance(node, (ast.JoinedStr, ast.BinOp)) or not _is_text(node):
        return []
    names: dict[str, str] = {}
    made = ["".join(one) for one in itertools.islice(_joined(node, names), _MOST + 1)]
    return made if len(made) <= _MOST else ["".join(next(_joined(node, names, open_=True)))]


def _is_text(node: ast.AST) -> bool:
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Add) and (_is_text(node.left) or _is_text(node.right))
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _joined(node: ast.AST, names: dict[str, str], open_: bool = False) -> Iterator[tuple[str, ...]]:
    choices = [_choices(part, names, open_) for part in _parts(node)]
    return itertools.product(*choices)


def _parts(node: ast.AST) -> list[ast.AST]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [*_parts(node.left), *_parts(node.right)]
    if isinstance(node, ast.JoinedStr):
        return [part.value if isinstance(part, ast.FormattedValue) else part for part in node.values]
    return [node]


def _choices(node: ast.AST, names: dict[str, str], open_: bool) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp) and not open_:
        return [*_choices(node.body, names, False), *_choices(node.orelse, names, False)]
    if isinstance(node, ast.JoinedStr) and not open_:
        return ["".join(one) for one in _joined(node, names)]
    return ["{" + _hole(node, names) + "}"]


def _hole(node: ast.AST, names: dict[str, str]) -> str:
    """A name for what stands there: the last word of the expression, with a number where it is taken."""
    text = ast.unparse(node)
    if text not in names:
        words = re.findall(r"[a-z_][a-z0-9_]*", text.lower()) or ["value"]
        word = next(
            (w for w in reversed(words) if w.strip("_") and w not in ("get", "join", "str", "or")), "value"
        )
        word = word.strip("_0123456789") or "value"
        taken = sum(name.rstrip("0123456789") == word for name in names.values())
        names[text] = f"{word}{taken + 1}" if taken else word
    return names[text]


def _holes(node: ast.AST) -> list[ast.AST]:
    """What may hold sentences inside of a string expression."""
    return [part for part in _parts(node) if not isinstance(part, ast.Constant)] if _is_text(node) else []


def _name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _docstrings(tree: ast.Module) -> set[int]:
    """Ids of the nodes that are docstrings, also of names (`X = 1` and a text below)."""
    found = set()
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                found.add(id(child.value))
    return found
