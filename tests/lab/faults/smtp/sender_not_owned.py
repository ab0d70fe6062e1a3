"""The login is right, but may not send as the declared sender."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("smtp.sender_refused", owner="customer-platform", subject="mail")


def world(lab: Lab) -> None:
    lab.serve(
        "smtp",
        port=587,
        users={"app": "app-secret"},
        maps={"owners": ["/^billing@/ other@lab.test"]},
        main="smtpd_sender_login_maps = regexp:{folder}/owners\n"
        "smtpd_sender_restrictions = reject_sender_login_mismatch",
    )
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://app:app-secret@10.77.2.2:587"
            from = "billing@lab.test"
            to = "ops@lab.test"
        """)
