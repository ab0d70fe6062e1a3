"""The plan of a bundle: everything that would be read, run and asked, before anything is.  Pure but for stat.

A plan can be saved, shown to a security team and given back: the run then refuses to do anything else.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from fnmatch import fnmatchcase
from typing import Any

from farhand import __version__
from farhand.bundle import items
from farhand.bundle.model import PLAN_SCHEMA, Budgets, Item, Plan
from farhand.bundle.site import Site
from farhand.errors import Mistake
from farhand.redact import Redactor
from farhand.when import Window

#: Items of one plan: what is longer than that nobody reads before saying yes.
MOST_ITEMS = 200
_ODD = re.compile(r"[^A-Za-z0-9._+@=,<>:/-]+")


def make(
    site: Site, budgets: Budgets = Budgets(), only: Collection[str] = (), skip: Collection[str] = ()
) -> Plan:
    """The plan for a site. `only`, `skip`: sources (`logs`) or names with * (`logs/*`). Raises Mistake."""
    found = list(items.planned(site))
    _known([*only, *skip], found)
    kept = [item for source, item in found if _is_wanted(source, item, only, skip)]
    if len(kept) > MOST_ITEMS:
        raise Mistake(
            f"{len(kept)} items are more than anybody reads; leave some out with --skip, at most {MOST_ITEMS}"
        )
    return Plan(
        app=site.app.name,
        version=site.app.version,
        profile=site.redactor.policy.profile,
        budgets=budgets,
        items=tuple(_distinct(kept)),
        tool=f"farhand {__version__}",
        around=site.window.around,
        since=site.window.since,
        until=site.window.until,
    )


def _is_wanted(source: str, item: Item, only: Collection[str], skip: Collection[str]) -> bool:
    if only and not any(_names(word, source, item) for word in only):
        return False
    return not any(_names(word, source, item) for word in skip)


def _names(word: str, source: str, item: Item) -> bool:
    return word.replace("-", "_") == source or fnmatchcase(item.name, word)


def _known(words: Sequence[str], found: Sequence[tuple[str, Item]]) -> None:
    for word in words:
        if word.replace("-", "_") not in items.names() and not any(_names(word, s, i) for s, i in found):
            raise Mistake(
                f"{word!r} names nothing in the plan; sources: {', '.join(items.names())}; "
                "names: see `farhand bundle plan`"
            )


def _distinct(found: Sequence[Item]) -> list[Item]:
    """No two of one name: app.log of two folders are app.log and app-2.log."""
    taken: set[str] = set()
    made = []
    for item in found:
        name, number = safe(item.name), 1
        while name in taken:
            number += 1
            stem, dot, end = safe(item.name).rpartition(".")
            name = f"{stem}-{number}.{end}" if dot and "/" not in end else f"{stem}{end}-{number}"
        taken.add(name)
        made.append(replace(item, name=name))
    return made


def safe(name: str) -> str:
    """A name that unpacks below the folder it is unpacked in, on every system's terminal."""
    parts = [p for p in posixpath.normpath(_ODD.sub("_", name)).split("/") if p not in ("", ".", "..")]
    return "/".join(p[:120] for p in parts) or "unnamed"


def struck(plan: Plan, words: Sequence[str]) -> frozenset[str]:
    """Names of the items that the customer has struck out, each word with * as it may be. Raises Mistake."""
    for word in words:
        if not any(fnmatchcase(item.name, word) for item in plan.items):
            raise Mistake(f"--strike {word!r} names nothing in the plan; see `farhand bundle plan`")
    return frozenset(i.name for i in plan.items if any(fnmatchcase(i.name, word) for word in words))


@dataclass(frozen=True)
class Approved:
    """A plan as somebody has approved it. Where secrets in it were hidden, only its hash can be compared."""

    plan: Plan
    hash: str


def saved(plan: Plan, redactor: Redactor) -> dict[str, Any]:
    """The plan as the document that is shown and approved. A path or a command may hold a secret."""
    raw = plan.as_json()
    hidden = redactor.facts(raw)
    return {**hidden, "redacted": json.dumps(raw) != json.dumps(hidden), "hash": plan.hash}


def read(document: object, name: str) -> Approved:
    """A saved plan. Raises Mistake where it is none, or was changed after it was made."""
    if not isinstance(document, dict) or document.get("schema") != PLAN_SCHEMA:
        raise Mistake(f"{name} is no plan; save one with `farhand bundle plan --json`")
    try:
        made = parsed(document)
    except (TypeError, ValueError, KeyError) as error:
        raise Mistake(
            f"{name} is a damaged plan ({error}); make it again with `farhand bundle plan --json`"
        ) from None
    if made.hash != document.get("hash") and document.get("redacted") is not True:
        raise Mistake(f"{name} was changed after it was made: its items do not have the hash that it names")
    return Approved(made, str(document.get("hash")))


def parsed(document: Mapping[str, Any]) -> Plan:
    """Raises TypeError, ValueError or KeyError."""
    known = {f.name for f in fields(Plan)}
    rows = [_item(row) for row in document["items"]]
    simple = {k: v for k, v in document.items() if k in known and k not in ("items", "budgets")}
    return Plan(**simple, budgets=Budgets(**document["budgets"]), items=tuple(rows))


def _item(row: Mapping[str, Any]) -> Item:
    plain: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    return Item(**plain)


def window_of(plan: Plan) -> Window:
    return Window(plan.around, plan.since, plan.until)


def differences(approved: Plan, now: Plan) -> list[str]:
    """What the run would do otherwise than approved, one line each; empty: nothing."""
    before, after = ({item.name: item for item in plan.items} for plan in (approved, now))
    told = [
        f"{name} is not in the approved plan ({after[name].source})" for name in after if name not in before
    ]
    told += [f"{name} of the approved plan is not there any more" for name in before if name not in after]
    for name in before.keys() & after.keys():
        told += [f"{name}: {line}" for line in _changed(before[name], after[name], ("size", "name"))]
    return told + _changed(approved, now, ("items",))


def _changed(before: Any, after: Any, without: Collection[str]) -> list[str]:
    return [
        f"{f.name} was {getattr(before, f.name)!r}, is {getattr(after, f.name)!r}"
        for f in fields(before)
        if f.name not in without and getattr(before, f.name) != getattr(after, f.name)
    ]
