"""What is hidden and what is not: rules as they are, and examples as the redactor makes of them just now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from farhand.bundle.pack import Block, Code, Lines, Scope, Table, _samples
from farhand.redact import Policy, Redactor, rules, shapes
from farhand.redact.policy import PROFILES

TITLE, ORDER = "What is hidden, and what is not", 50
#: The samples always have the same marks, so that two packs can be compared.
_KEY = b"a key for the samples only"


def part(scope: Scope) -> Iterator[Block]:
    chosen = scope.policy
    yield (
        f"The profile is `{chosen.profile}`. Redaction happens in memory, before anything is written. "
        "It fails "
        "closed: what cannot be redacted is withheld, with the reason. A hidden value is replaced by "
        "a mark of "
        "its class, which is the same for the same value within one bundle."
    )
    yield Table(("Profile", "Hides"), tuple((name, ", ".join(sorted(g))) for name, g in PROFILES.items()))
    yield Table(("Rule", "Group", "Looks for"), tuple(_rule(rule) for rule in rules.every()))
    kinds = sorted({shape[0] for shape in shapes.SHAPES})
    yield f"Keys of {len(kinds)} issuers are known by their shape, wherever they stand: {', '.join(kinds)}."
    yield from _own(chosen)
    yield "Examples, as this redactor makes of them. `hidden` and `stays` are found out by running it:"
    profiles = list(PROFILES)
    rows = (( what, line, *(_fate(line, part_, replace(chosen, profile=p)) for p in profiles))
            for what, line, part_ in _samples.SAMPLES)  # fmt: skip
    yield Table(("What", "Line", *profiles), tuple(rows))
    yield from _of_chosen(chosen)


def _of_chosen(policy: Policy) -> Iterator[Block]:
    stays = [
        (what, _run(line, policy)) for what, line, value in _samples.SAMPLES if value in _run(line, policy)
    ]
    hidden = [_run(line, policy) for _, line, value in _samples.SAMPLES if value not in _run(line, policy)]
    yield Code(f"How the hidden ones leave under `{policy.profile}`:", "\n".join(hidden) or "(none)")
    if stays:
        width = max(len(what) for what, _ in stays)
        lines = "\n".join(f"{what.ljust(width)}  {line}" for what, line in stays)
        yield Code(f"Not hidden under `{policy.profile}`; these leave as they are:", lines)
    yield (
        "No redactor finds everything: a secret without a name, a shape or a declaration looks like "
        "any other "
        "word. Declare what is secret (`secret = true` hides its value wherever it stands), name "
        "words of your "
        "own in `[redact] words`, and read the review before anything leaves."
    )


def _own(policy: Policy) -> Iterator[Block]:
    """What the customer added: how much of it, not what it is."""
    told = [
        f"{len(policy.words)} words of your own are hidden wherever they stand." if policy.words else "",
        f"{len(policy.patterns)} patterns of your own are hidden." if policy.patterns else "",
        f"Kept by your own wish: {', '.join(policy.keep)}." if policy.keep else "",
        f"Declared hosts stay readable: {', '.join(policy.hosts)}." if policy.hosts else "",
    ]
    lines = tuple(line for line in told if line)
    if lines:
        yield Lines(lines)


def _rule(rule: rules.Rule) -> tuple[str, str, str]:
    told = (getattr(rule, "__doc__", "") or "").strip().partition("\n")[0]
    return str(getattr(rule, "__name__", "")).rpartition(".")[2], rules.group(rule), told


def _fate(line: str, value: str, policy: Policy) -> str:
    return "stays" if value in _run(line, policy) else "hidden"


def _run(line: str, policy: Policy) -> str:
    return Redactor(key=_KEY, policy=policy).text(line)
