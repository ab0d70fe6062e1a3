"""What is hidden besides secrets, for whom: profiles, and the customer's own words and exceptions.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: Groups of classes. A rule says which group it belongs to; secrets are hidden always.
SECRET, PERSON, HEALTH, CARD, PLACE = "secret", "person", "health", "card", "identifier"

#: Profile -> the groups that it hides. `identifier`: host names, addresses, MAC addresses, user names.
PROFILES: Mapping[str, frozenset[str]] = {
    "secrets": frozenset({SECRET}),
    "default": frozenset({SECRET, PERSON, CARD}),
    "strict": frozenset({SECRET, PERSON, CARD, HEALTH, PLACE}),
    "hipaa": frozenset({SECRET, PERSON, CARD, HEALTH, PLACE}),
    "gdpr": frozenset({SECRET, PERSON, CARD, HEALTH, PLACE}),
    "pci": frozenset({SECRET, PERSON, CARD}),
}


@dataclass(frozen=True)
class Policy:
    """What one redactor hides. Without any: secrets only, as where evidence is captured."""

    profile: str = "secrets"
    words: tuple[str, ...] = ()  # hidden wherever they stand, in any case: "Project Falcon"
    patterns: tuple[str, ...] = ()  # regular expressions of the customer's; a match is hidden
    keep: tuple[str, ...] = ()  # never hidden as an identifier or personal: a public host, a test address
    hosts: tuple[str, ...] = ()  # declared host names; they stay readable

    @property
    def groups(self) -> frozenset[str]:
        """Raises ValueError for a profile that does not exist."""
        if self.profile not in PROFILES:
            raise ValueError(f"there is no profile {self.profile!r}; there are: {', '.join(PROFILES)}")
        return PROFILES[self.profile]
