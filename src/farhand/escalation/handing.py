"""From a diagnosis to all packets of it: what the command line and the hub have in common.  Pure."""

from __future__ import annotations

from dataclasses import replace

from farhand import causes
from farhand.case.story import CUSTOMER, Story
from farhand.escalation.about import of as about
from farhand.escalation.due import due, id_of, person_for
from farhand.escalation.nouns import Escalation, Packet
from farhand.escalation.packet import packet
from farhand.escalation.rules import Rules
from farhand.evidence import Opinion
from farhand.look import Environment
from farhand.model import App, Diagnosis, Facts, Finding, Result
from farhand.redact import Redactor
from farhand.words import ENGLISH, languages, speaking


def packets(
    opinion: Opinion,
    story: Story,
    now: str,
    rules: Rules | None = None,
    app: App | None = None,
    env: Environment | None = None,
    site: str = "",
) -> list[dict[str, Packet]]:
    """The packet of each root cause that somebody has to act on, by language; the most urgent first."""
    known = {id_of(finding): finding for finding in opinion.diagnosis.causes if finding.role == "root"}

    def made(one: Escalation, code: str) -> Packet:
        with speaking(code):
            told = about(known[one.id], app, env, opinion.results, site or story.site)
            return packet(one, told, story.ruled_out)

    found = due(story, opinion.diagnosis, now, rules)
    return [{code: made(one, code) for code in languages()} for one in found]


def language(story: Story, owner: str) -> str:
    """What the person of the case reads whom the owner's packets go to; else the customer's contact."""
    person, contact = person_for(story, owner), story.contact()
    own = person.lang if person else ""
    theirs = contact.lang if contact and owner.partition("-")[0] == CUSTOMER else ""
    told = own or theirs
    return told if told in languages() else ENGLISH


def chosen(packets: dict[str, Packet], story: Story, lang: str = "") -> Packet:
    """Of the languages of one packet the one that is asked for, else that of its receiver."""
    return packets[lang or language(story, packets[ENGLISH].escalation.owner)]


def redacted(opinion: Opinion, redactor: Redactor) -> Opinion:
    """The same with all texts of the evidence masked as the redactor's policy wants it."""
    found = opinion.diagnosis
    causes = tuple(_finding(one, redactor) for one in found.causes)
    results = tuple(_result(row, redactor) for row in opinion.results)
    mask = redactor.text
    steps = tuple(replace(s, question=mask(s.question), command=mask(s.command)) for s in found.next)
    diagnosis: Diagnosis = replace(found, causes=causes, next=steps)
    return replace(opinion, diagnosis=diagnosis, results=results, clues=())


def _finding(one: Finding, redactor: Redactor) -> Finding:
    mask, params = redactor.text, redactor.facts(one.params)
    return replace(
        one,
        why=mask(one.why),
        says=mask(one.says),
        owner_because=mask(one.owner_because),
        params=params,
        fix=_fix(one, params, redactor),
        evidence=tuple(replace(q, source=mask(q.source), text=mask(q.text)) for q in one.evidence),
    )


def _fix(one: Finding, params: Facts, redactor: Redactor) -> tuple[str, ...]:
    """Our own words are filled in anew, so that only what came from the evidence is masked in them."""
    general = causes.get(one.cause).fix
    if one.fix == tuple(causes.fill(step, one.params) for step in general):
        return tuple(causes.fill(step, params) for step in general)
    return tuple(map(redactor.text, one.fix))


def _result(row: Result, redactor: Redactor) -> Result:
    findings = tuple(_finding(one, redactor) for one in row.findings)
    return replace(row, says=redactor.text(row.says), because=redactor.text(row.because),
                   facts=redactor.facts(row.facts), findings=findings)  # fmt: skip
