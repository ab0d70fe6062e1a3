"""Who asks, and what each role may do.  Pure."""

from __future__ import annotations

from dataclasses import dataclass

VIEWER, ENGINEER, LEAD, CUSTOMER = "viewer", "engineer", "lead", "customer"
#: Roles of the vendor's people. A customer has no user: a link makes one, for one case.
ROLES = (VIEWER, ENGINEER, LEAD)

#: What a view names as its WHO.
ANYBODY = frozenset({"", *ROLES, CUSTOMER})
USERS = frozenset(ROLES)
WRITERS = frozenset({ENGINEER, LEAD})
LEADS = frozenset({LEAD})
CUSTOMERS = frozenset({CUSTOMER})


@dataclass(frozen=True)
class Who:
    """The one behind a request. All is empty for somebody who has not said who they are."""

    name: str = ""
    role: str = ""
    case: str = ""  # the only one that a customer sees
    link: str = ""
    session: str = ""  # the digest of the session's token
    csrf: str = ""
    lang: str = "en"  # of what is written to them

    @property
    def author(self) -> str:
        """As whom entries are written: a customer as the participant whom the link is for, if named."""
        return self.name or f"customer-{self.link}"


NOBODY = Who()
