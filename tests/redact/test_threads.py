"""Several threads redact with the same rules: a self-test looks at all dependencies at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from farhand.redact import Redactor

TEXT = "connection to postgres://app:s3cr3tPassw0rd@10.20.30.40/db failed for bob@example.com\n" * 400


def test_threads_beside_each_other_hide_the_same() -> None:
    alone = Redactor(key=b"k" * 32).text(TEXT)
    with ThreadPoolExecutor(8) as pool:
        for done in pool.map(lambda _: Redactor(key=b"k" * 32).text(TEXT), range(64)):
            assert done == alone
