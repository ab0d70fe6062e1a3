"""Mail, a licence of one year and an API, on a host whose clock is two seconds off."""

from __future__ import annotations

import json

from tests.lab import needs
from tests.lab.expect import Expect
from tests.lab.lab import Lab, Outcome
from tests.lab.licences import day, declared, licence

TAXONOMY: tuple[str, ...] = ()
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    users = {"app": "app-secret"}
    lab.serve("smtp", port=587, tls=lab.cert("10.77.2.2"), users=users, main="smtpd_tls_auth_only = yes")
    lab.trust()
    lab.http(8080)
    path = licence(lab, json.dumps({"licensee": "Example Corp", "expires": day(300)}))
    mail = {"url": "smtp://app:app-secret@10.77.2.2:587", "starttls": True, "from": "billing@lab.test"}
    lab.declare(
        needs.need("smtp", "mail", **mail) + declared(path) + needs.http("http://10.77.2.2:8080/ping")
    )


def run(lab: Lab) -> Outcome:
    return lab.self_test(faketime="+2s")
