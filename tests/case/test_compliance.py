"""What the site's answers about its data allow."""

from __future__ import annotations

import pytest

from farhand.case import compliance
from farhand.redact.policy import PROFILES
from tests.case.made import Book


@pytest.mark.parametrize(
    ("choice", "text", "profile"),
    [
        ("none", "", "default"),
        ("soc2", "", "default"),
        ("hipaa", "", "hipaa"),
        ("gdpr", "", "gdpr"),
        ("pci", "", "pci"),
        ("other", "HIPAA and PCI DSS", "strict"),
        ("other", "BaFin KAIT", "strict"),
        ("", "we fall under the GDPR", "gdpr"),
        ("don't know", "", "default"),
    ],
)
def test_the_profile(choice: str, text: str, profile: str) -> None:
    book = Book()
    book.add("10:00", "told", id="map.compliance", choice=choice, text=text)
    rules = compliance.of(book.rows)
    assert rules.profile == profile
    assert rules.attachments
    assert rules.profile in PROFILES


def test_nothing_said_leaves_it_to_the_declaration() -> None:
    assert compliance.of([]) == compliance.Rules("", True, "")


@pytest.mark.parametrize(
    ("id", "choice", "text"),
    [
        ("map.residency", "yes", "Germany"),
        ("map.residency", "", "no data may leave our network"),
        ("map.residency", "", "everything stays on our premises"),
        ("map.compliance", "hipaa", "records must not be sent to anybody"),
        ("map.compliance", "other", "no attachments"),
    ],
)
def test_data_that_stays_is_not_attached_until_somebody_agrees(id: str, choice: str, text: str) -> None:
    book = Book()
    book.add("10:00", "told", id=id, choice=choice, text=text)
    rules = compliance.of(book.rows)
    assert not rules.attachments
    assert (text or choice) in rules.because
    book.add("11:00", "approval", of=id, says="our officer agrees")
    assert compliance.of(book.rows).attachments
    book.add("12:00", "told", id=id, choice=choice, text=text)  # said again: it has to be agreed to again
    assert not compliance.of(book.rows).attachments


def test_the_last_answer_counts() -> None:
    book = Book()
    book.add("10:00", "told", id="map.residency", choice="yes")
    book.add("11:00", "told", id="map.residency", choice="no")
    assert compliance.of(book.rows).attachments
