"""Handing over: which root cause goes to whom, by when, and the text that goes with it.  Pure.

due(story, diagnosis, now)  -> what is to be handed over (rules.toml: to whom, by when)
about(finding, app, env)    -> what is known of one of these
packet(escalation, about)   -> the paragraph, the evidence, the exact request (requests/)
reminders(story, now)       -> the waits that have gone on for too long
"""

from farhand.escalation.about import About
from farhand.escalation.about import of as about
from farhand.escalation.due import due, id_of, limit_of, person_for, reminders, roots
from farhand.escalation.hours import stamp
from farhand.escalation.nouns import (
    DONE,
    OPEN,
    WAITING,
    Deadline,
    Escalation,
    Excluded,
    Packet,
    Reminder,
    Request,
)
from farhand.escalation.packet import packet
from farhand.escalation.rules import Rules, over, shipped

__all__ = [
    "DONE",
    "OPEN",
    "WAITING",
    "About",
    "Deadline",
    "Escalation",
    "Excluded",
    "Packet",
    "Reminder",
    "Request",
    "Rules",
    "about",
    "due",
    "id_of",
    "limit_of",
    "over",
    "packet",
    "person_for",
    "reminders",
    "roots",
    "shipped",
    "stamp",
]
