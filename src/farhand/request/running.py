"""Carries out what a person has agreed to, and tells it redacted. It fails closed.  I/O."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timezone

from farhand import run as probing
from farhand import selftest
from farhand.bundle.site import Site
from farhand.errors import Mistake
from farhand.plan import make
from farhand.request import asks, ledger, validity
from farhand.request.ledger import Ledger
from farhand.request.model import COMMAND, DECLINED, EDITED, FAILED, RAN, Done, Ran, Request, Step
from farhand.request.policy import Policy

#: Longest reason that a person gives.
_REASON = 500


@dataclass(frozen=True)
class Choice:
    """What a person said to one step: what to run, or why not."""

    run: Step | None
    why: str = ""


#: Asks a person about step `number`: the one asked, and as this copy would do it.
Chooser = Callable[[int, Step, Step], Choice]


def every(request: Request, site: Site, policy: Policy, book: Ledger, choose: Chooser) -> list[Done]:
    """Each step, chosen, carried out and written down before the next."""
    return [_one(n, step, request, site, policy, book, choose) for n, step in enumerate(request.steps, 1)]


def _one(
    number: int, step: Step, request: Request, site: Site, policy: Policy, book: Ledger, choose: Chooser
) -> Done:
    choice = _choice(number, step, site, policy, choose)
    about = {"nonce": request.nonce, "step": number, "asked": step.as_json()}
    if choice.run is None:
        why = site.redactor.text(choice.why[:_REASON])
        book.add(ledger.DECLINED, **about, why=why)
        return Done(number, step, DECLINED, why=why, at=now())
    book.add(ledger.APPROVED, **about, ran=choice.run.as_json())
    done = carried_out(number, step, choice.run, site, policy)
    sha = hashlib.sha256(json.dumps(done.as_json(), sort_keys=True, default=str).encode()).hexdigest()
    book.add(ledger.RAN, nonce=request.nonce, step=number, outcome=done.outcome, sha256=sha)
    return done


def _choice(number: int, step: Step, site: Site, policy: Policy, choose: Chooser) -> Choice:
    """What this copy does not know or allow is declined without asking anybody."""
    try:
        own = asks.checked(site.app, step)
    except Mistake as wrong:
        return Choice(None, f"this copy does not take it: {wrong}")
    if step.kind == COMMAND and not policy.free_commands:
        return Choice(None, "this site's policy does not allow free commands")
    return choose(number, step, own)


def carried_out(number: int, asked: Step, step: Step, site: Site, policy: Policy) -> Done:
    """Run it. Never raises for what the step does; an edited step is told as another one than asked."""
    edited = dict(step.params) != dict(asks.checked(site.app, asked).params)
    try:
        ran = asks.find(step.kind).run(step, site, policy)
        says = site.redactor.text(ran.says)
    except selftest.Interrupted:
        raise KeyboardInterrupt from None
    except Mistake as wrong:
        ran, says = Ran(failed=True), site.redactor.text(str(wrong))
    except Exception as error:  # a step that fails costs only itself, and nothing of it leaves
        ran, says = Ran(failed=True), f"the step itself failed ({type(error).__name__})"
    outcome = FAILED if ran.failed and not ran.report else EDITED if edited else RAN
    return Done(
        number, asked, outcome, replace(step, why="", words=asked.words), says, now(), ran.report, ran.texts
    )


def clock(site: Site) -> str:
    """What the site's time servers and peers say of this machine's clock, if any can be reached."""
    plan = make(site.app, ["clock"])
    report = selftest.self_test(site.app, plan, probing.Settings(env=site.env, seconds=4.0, step_seconds=4.0))
    return "; ".join(dict.fromkeys(r.says for r in report.results if r.says))


def now() -> str:
    return validity.stamp(datetime.now(timezone.utc))
