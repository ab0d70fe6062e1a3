"""Lines as they stand in logs, with what somebody may want hidden in each: run through the redactor for the
security pack, which shows what comes of them. A sample is a line here; what becomes of it is found out."""

from __future__ import annotations

#: What it is, the line, and the part of it in question.
SAMPLES: tuple[tuple[str, str, str], ...] = (
    ("password in a URL", "connect postgres://app:Tr0ub4dor-3@db.internal:5432/x", "Tr0ub4dor-3"),
    ("password by its key", 'config: {"db_password": "Tr0ub4dor-3"}', "Tr0ub4dor-3"),
    (
        "bearer token",
        "Authorization: Bearer 9f8a7c6b5d4e3f2a1b0c9d8e7f6a5b4c",
        "9f8a7c6b5d4e3f2a1b0c9d8e7f6a5b4c",
    ),
    (
        "session cookie",
        "Cookie: sessionid=8c1f2e3d4b5a69788796a5b4c3d2e1f0",
        "8c1f2e3d4b5a69788796a5b4c3d2e1f0",
    ),
    ("cloud access key", "using AKIA" + "IOSFODNN7EXAMPLE for the upload", "AKIA" + "IOSFODNN7EXAMPLE"),
    ("password on a command line", "+ mysql -u app --password=Tr0ub4dor-3 billing", "Tr0ub4dor-3"),
    ("e-mail address", "mail to jane.doe@customer.example bounced", "jane.doe@customer.example"),
    ("telephone number", "called back at +49 30 901820", "+49 30 901820"),
    ("payment card", "charged card 4111 1111 1111 1111", "4111 1111 1111 1111"),
    ("bank account", "iban=DE89370400440532013000 refused", "DE89370400440532013000"),
    ("social security number", "ssn: 078-05-1120", "078-05-1120"),
    ("medical record number", "MRN: 00481516 admitted", "00481516"),
    ("IPv4 address", "refused by 10.20.30.40:5432", "10.20.30.40"),
    ("IPv6 address", "refused by [2001:db8::8a2e:370:7334]:5432", "2001:db8::8a2e:370:7334"),
    ("MAC address", "eth0 link/ether 52:54:00:6b:3c:58", "52:54:00:6b:3c:58"),
    ("host name", "host=erp-prod-07.corp.customer.example up", "erp-prod-07.corp.customer.example"),
    ("user name", "session opened for user jdoe by uid=0", "jdoe"),
    ("user name in a path", "open /home/jdoe/export.csv failed", "jdoe"),
    ("name of a person", "Jane Doe asked for the export", "Jane Doe"),
    ("name of a company", "invoice of Initech GmbH failed", "Initech GmbH"),
    (
        "password in prose",
        "the new one is correct horse battery, please tell nobody",
        "correct horse battery",
    ),
    ("value in an SQL statement", "INSERT INTO patient VALUES ('influenza', 7)", "influenza"),
    ("amount of money", "balance 1,250,000.00 EUR after booking", "1,250,000.00"),
    ("name of a project", "branch of Project Falcon merged", "Project Falcon"),
    ("random text without a name", "handle 7Gq2xLm9Rt4v", "7Gq2xLm9Rt4v"),
)
