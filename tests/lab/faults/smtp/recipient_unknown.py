"""There is no such mailbox."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ()
EXPECT = Expect("smtp.recipient_refused", owner="customer-platform", subject="mail")


def world(lab: Lab) -> None:
    lab.serve(
        "smtp",
        maps={"boxes": ["/^sales@lab.test$/ sales"]},
        main="local_recipient_maps = regexp:{folder}/boxes",
    )
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://10.77.2.2"
            from = "billing@lab.test"
            to = "ops@lab.test"
        """)
