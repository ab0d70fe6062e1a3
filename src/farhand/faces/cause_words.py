"""What faces say of a cause, in the reader's language.  Pure.

Titles and explanations are looked up by the cause's id. The steps of a finding are filled in already when a
face gets them, so each is found again among the steps of the knowledge base and filled in anew; what a check
wrote itself is looked up as a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from farhand import causes
from farhand.model import Finding
from farhand.words import _, marked, of_cause, said

OWNERS = {
    "customer-network": marked("the customer's network team"),
    "customer-security": marked("the customer's security team"),
    "customer-platform": marked("the customer's platform team (hosts, containers, configuration)"),
    "customer-dba": marked("the customer's database team"),
    "vendor-engineering": marked("the vendor's engineering"),
    "vendor-product": marked("the vendor's product team"),
}


def owner(name: str) -> str:
    return _(OWNERS[name]) if name in OWNERS else name


def owners(found: Sequence[Finding]) -> str:
    """Who is next at work, each once."""
    return "; ".join(owner(name) for name in sorted({f.owner for f in found}))


def title(cause_id: str) -> str:
    return of_cause(cause_id, causes.get(cause_id).title)


def plain(cause_id: str) -> str:
    """The explanation, with its holes."""
    return of_cause(cause_id, causes.get(cause_id).plain)


def fix(finding: Finding) -> tuple[str, ...]:
    """The steps, in their order."""
    known = {causes.fill(step, finding.params): step for step in causes.get(finding.cause).fix}
    return tuple(_step(finding, step, known.get(step, "")) for step in finding.fix)


def _step(finding: Finding, step: str, template: str) -> str:
    if not template:
        return said(step)
    other = of_cause(finding.cause, template)
    return step if other == template else causes.fill(other, finding.params)
