"""Which type an expression has, where that is certain; pure.

Only what is written out counts: casts, literals, functions and operators with one possible result, and
columns that have the same type in every table that the app's own SQL makes. Everything else is None: it may
be anything.
"""

from __future__ import annotations

from farhand.mirror.knowledge import catalogue
from farhand.mirror.knowledge.catalogue import Function
from farhand.mirror.sql.model import Own
from farhand.mirror.sql.nodes import Node, words

#: Deeper expressions are not looked through.
_DEEPEST = 6
_ELEMENT = ("anyelement", "anynonarray")
_CONSTANTS = {"ival": "int4", "boolval": "bool"}


def type_of(node: object, own: Own, major: int, deep: int = 0) -> str | None:
    """The name in `pg_type`, or None."""
    if not isinstance(node, Node) or deep > _DEEPEST:
        return None
    if node.kind == "TypeCast":
        return named(node.node("type_name"), own)
    if node.kind == "A_Const":
        return next((name for key, name in _CONSTANTS.items() if key in node.fields), None)
    if node.kind == "ColumnRef":
        return own.columns.get((words(node.many("fields")) or ("",))[-1])
    if node.kind == "FuncCall":
        return _of_call(node, own, major, deep)
    if node.kind == "A_Expr":
        return _of_operator(node, own, major, deep)
    return None


def named(node: Node | None, own: Own) -> str | None:
    """A written type's name; None for the app's own types and those of extensions."""
    names = words(node.many("names")) if node else ()
    if not names or (len(names) > 1 and names[0] != "pg_catalog") or names[-1] in own.types:
        return None
    assert node
    if names[-1] not in catalogue.load().types:
        return None
    return "_" * bool(node.many("array_bounds")) + names[-1]


def fits(wanted: str, given: str | None, major: int) -> bool:
    """Whether an argument of type `given` can go where `wanted` is; in doubt it can."""
    if given is None or wanted == given or (wanted.startswith("_") and given.startswith("_")):
        return True
    if wanted.startswith("any"):
        return _fits_any(wanted, given)
    return catalogue.load().casts_silently(given, wanted, major)


def _fits_any(wanted: str, given: str) -> bool:
    """`given` is a type of the server: of its own it has no enum."""
    if wanted == "anyenum":
        return False
    if wanted.endswith("multirange"):
        return given.endswith("multirange")
    if wanted.endswith("range"):
        return given.endswith("range") and not given.endswith("multirange")
    return not wanted.endswith("array") or wanted.endswith("nonarray") or given[0] == "_" or "vector" in given


def takes(function: Function, given: list[str | None], major: int, as_array: bool = False) -> bool:
    """Whether it can be called with arguments of these types; `as_array`: the last is written VARIADIC."""
    if as_array:
        return function.variadic and len(given) == len(function.takes)
    if not function.accepts(len(given)):
        return False
    wanted = [function.type_at(at) for at in range(len(given))]
    return _agree(wanted, given) and all(fits(*pair, major) for pair in zip(wanted, given, strict=True))


def _agree(wanted: list[str], given: list[str | None]) -> bool:
    """Arguments of type `anyelement` must all have one type; those of type `anycompatible` need not."""
    elements = {one for name, one in zip(wanted, given, strict=True) if one and name in _ELEMENT}
    elements |= {one[1:] for name, one in zip(wanted, given, strict=True) if one and name == "anyarray"}
    return len(elements) <= 1


def _of_call(node: Node, own: Own, major: int, deep: int) -> str | None:
    names = words(node.many("funcname"))
    if not names or names[-1] in own.functions or (len(names) > 1 and names[0] != "pg_catalog"):
        return None
    given = [type_of(one, own, major, deep + 1) for one in node.many("args")]
    found = {f.gives for f in catalogue.load().functions.get(names[-1], ()) if takes(f, given, major)}
    return _one(found)


def _of_operator(node: Node, own: Own, major: int, deep: int) -> str | None:
    name = words(node.many("name"))
    if node.get("kind") != "AEXPR_OP" or len(name) != 1 or name[0] in own.operators:
        return None
    left, right = (type_of(node.get(side), own, major, deep + 1) for side in ("lexpr", "rexpr"))
    if left is None or not node.node("rexpr"):
        return None
    right = left if right is None and name[0] not in ("->", "->>", "#>", "#>>", "-") else right
    return _one(
        {
            one.gives
            for one in catalogue.load().operators.get(name[0], ())
            if one.left == left and (right is None or one.right == right)
        }
    )


def _one(found: set[str]) -> str | None:
    """The only one, if it says something: polymorphic results do not."""
    return found.pop() if len(found) == 1 and not next(iter(found)).startswith("any") else None
