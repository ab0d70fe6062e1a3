"""The server puts off everyone whom it does not know yet."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("smtp.deferred", owner="customer-platform", subject="mail")


def world(lab: Lab) -> None:
    lab.serve(
        "smtp",
        maps={"grey": ["/./ 450 4.2.0 Greylisted, see http://postgrey.schweikert.ch/help/lab.test.html"]},
        main="smtpd_recipient_restrictions = check_recipient_access regexp:{folder}/grey",
    )
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://10.77.2.2"
            from = "billing@lab.test"
            to = "ops@lab.test"
        """)
