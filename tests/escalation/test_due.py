"""By when, in whose hours, and who is reminded."""

from __future__ import annotations

from typing import Any

import pytest

from farhand import escalation
from farhand.case.entry import Entry
from farhand.case.story import Story
from farhand.case.story import of as story_of
from farhand.escalation.hours import deadline
from farhand.faces import escalation as face
from farhand.model import Diagnosis, Waiver
from tests.escalation.made import NOW, finding

BERLIN = ("mon-fri 09:00-17:00", "Europe/Berlin")
FRIDAY_16 = "2026-11-27T15:30:00Z"  # half past four in Berlin


def story(*rows: tuple[str, str, dict[str, Any]]) -> Story:
    return story_of(Entry("ann", n, at, kind, body) for n, (at, kind, body) in enumerate(rows, 1))


def person(**told: str) -> dict[str, str]:
    return {"id": "nina", "name": "Nina", "side": "customer", "role": "network", "zone": BERLIN[1],
            "hours": BERLIN[0], "contact": "nina@acme.example", **told}  # fmt: skip


def test_a_span_is_counted_by_the_clock_and_in_working_hours() -> None:
    told = deadline(FRIDAY_16, 3600, "", *BERLIN)
    assert told.at == "2026-11-27T16:30:00Z"
    assert told.in_hours == "2026-11-30T08:30:00Z"
    assert told.local == "Mon 2026-11-30 09:30 Europe/Berlin"


@pytest.mark.parametrize("hours", ["", "whenever", "sun 10:00-10:01"])
def test_hours_that_say_nothing_leave_the_clock(hours: str) -> None:
    told = deadline(FRIDAY_16, 3600 * 24 * 30, "", hours, "Mars/Olympus" if hours == "" else "")
    assert told.at == "2026-12-27T15:30:00Z"
    assert told.in_hours == ""


def test_the_change_to_summer_time_is_in_it() -> None:
    told = deadline("2026-03-27T15:30:00Z", 3600, "", *BERLIN)  # Friday 16:30; on Sunday the clocks change
    assert told.in_hours == "2026-03-30T07:30:00Z"
    assert told.local == "Mon 2026-03-30 09:30 Europe/Berlin"


def test_a_firewall_goes_out_in_the_first_hour_after_it_was_found() -> None:
    cause = {"id": "tcp.timeout", "subject": "payments", "confidence": 0.95, "role": "root"}
    known = story(
        (FRIDAY_16, "person", person()),
        (FRIDAY_16, "finding", {"causes": [cause], "verdict": "fault"}),
    )
    found = Diagnosis("fault", (finding("tcp.timeout", "payments"),))
    (one,) = escalation.due(known, found, "2026-11-27T16:31:00Z")
    assert (one.since, one.by.at) == (FRIDAY_16, "2026-11-27T16:30:00Z")
    assert one.by.in_hours == "2026-11-30T08:30:00Z"
    assert (one.person, one.contact) == ("Nina", "nina@acme.example")
    assert one.overdue
    assert not escalation.due(known, found, "2026-11-27T16:29:00Z")[0].overdue


def test_nothing_is_handed_over_while_it_is_undecided() -> None:
    sure = finding("tcp.timeout", "payments")
    assert escalation.due(Story(), Diagnosis("undecided", (sure,)), NOW) == []
    unsure = finding("tcp.timeout", "payments", confidence=0.4)
    warned = finding("clock.ntp", "clock", critical=False)
    waived = finding("fs.full", "data", waived=Waiver("fs.full", "known", "ann", "2027-01-01"))
    symptom = finding("http.timeout", "payments", role="symptom")
    assert escalation.due(Story(), Diagnosis("fault", (unsure, warned, waived, symptom)), NOW) == []


def test_several_roots_are_several_packets_the_most_urgent_first() -> None:
    roots = (finding("app.bug", "app"), finding("postgres.auth"), finding("tcp.timeout", "payments"))
    found = escalation.due(Story(), Diagnosis("fault", roots), NOW)
    assert [one.owner for one in found] == ["customer-dba", "customer-network", "vendor-engineering"]
    assert len({one.id for one in found}) == 3


def test_what_was_handed_over_is_waited_for_then_done() -> None:
    found = Diagnosis("fault", (finding("tcp.timeout", "payments"),))
    (one,) = escalation.due(Story(), found, NOW)
    sent = (NOW, "escalated", {"id": one.id, "owner": one.owner, "to": "x", "by": one.by.at, "what": "w"})
    assert escalation.due(story(sent), found, NOW)[0].state == escalation.WAITING
    done = story(sent, ("2026-11-27T11:00:00Z", "done", {"of": one.id}))
    assert escalation.due(done, found, NOW)[0].state == escalation.DONE


def test_a_case_that_is_opened_again_hands_over_anew() -> None:
    found = Diagnosis("fault", (finding("tcp.timeout", "payments"),))
    (one,) = escalation.due(Story(), found, NOW)
    rows = [(NOW, "escalated", {"id": one.id, "owner": one.owner}), ("2026-11-27T11:00:00Z", "closed", {})]
    assert escalation.due(story(*rows), found, NOW)[0].state == escalation.DONE
    again = story(*rows, ("2026-12-01T11:00:00Z", "reopened", {"says": "it is back"}))
    assert escalation.due(again, found, NOW)[0].state == escalation.OPEN


def handed(at: str) -> tuple[str, str, dict[str, Any]]:
    body = {
        "id": "escalation.tcp.timeout@payments",
        "owner": "customer-network",
        "to": "Nina",
        "what": "a rule",
    }
    return (at, "escalated", body)


def test_somebody_is_reminded_after_so_much_silence_of_their_working_day() -> None:
    known = story((FRIDAY_16, "person", person()), handed(FRIDAY_16))
    assert escalation.reminders(known, "2026-11-28T12:00:00Z") == [], "it is Saturday"
    assert escalation.reminders(known, "2026-11-30T11:29:00Z") == []
    (one,) = escalation.reminders(known, "2026-11-30T11:31:00Z")
    assert (one.to, one.what, one.contact) == ("Nina", "a rule", "nina@acme.example")
    assert one.worked_minutes == pytest.approx(241)
    text = " ".join(face.reminder(one).split())
    assert "2 days" in text
    assert "4 hours were working hours" in text


def test_a_reminder_that_has_left_starts_the_wait_anew() -> None:
    reminded = ("2026-11-30T11:31:00Z", "sent", {"id": "reminder.escalation.tcp.timeout@payments"})
    known = story((FRIDAY_16, "person", person()), handed(FRIDAY_16), reminded)
    assert escalation.reminders(known, "2026-11-30T15:00:00Z") == []
    (one,) = escalation.reminders(known, "2026-12-01T08:00:00Z")
    assert one.times == 1
    assert "second time" in " ".join(face.reminder(one).split())


def test_a_question_has_the_patience_of_its_channel() -> None:
    asked = (NOW, "asked", {"id": "database", "subject": "database", "check": "postgres", "channel": "call"})
    assert escalation.reminders(story(asked), "2026-11-27T10:29:00Z") == []
    assert len(escalation.reminders(story(asked), "2026-11-27T10:31:00Z")) == 1
    answered = ("2026-11-27T10:05:00Z", "answered", {"id": "database", "text": "ok"})
    assert escalation.reminders(story(asked, answered), "2026-11-28T10:31:00Z") == []


def test_nobody_is_reminded_in_a_closed_case() -> None:
    closed = story(handed(NOW), ("2026-11-27T10:01:00Z", "closed", {"says": "done"}))
    assert escalation.reminders(closed, "2026-12-27T10:01:00Z") == []
