"""An FTP server answers on the mail server's port, which greets with 220, too."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("TCP-14",)
EXPECT = Expect("tcp.wrong_service", owner="customer-platform", subject="mail")


def world(lab: Lab) -> None:
    lab.tcp(587, b"220 ProFTPD Server (files) [10.77.2.2]\r\n")
    lab.declare("""
            [dependencies.mail]
            kind = "smtp"
            url = "smtp://10.77.2.2:587"
            from = "billing@lab.test"
            to = "ops@lab.test"
        """)
