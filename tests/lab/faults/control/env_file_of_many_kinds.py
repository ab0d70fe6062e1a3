"""A .env file with comments, quotes, export and blank lines, read by a shell."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-05",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.dns.set("api.lab.test", a=[lab.SVC])

    lab.http(8080)
    lab.env_file(
        '# the service\n\nexport API_URL="http://api.lab.test:8080/ping"\n'
        "LABEL='a b c'\nRETRIES=3\nEMPTY=\nTITLE=\"x=y\"\n"
    )
    lab.declare("""
        [deploy]
        platform = "bare"
        [env.API_URL]
        required = true
        format = "url"
        [env.RETRIES]
        format = "int"
        [dependencies.api]
        kind = "http"
        url = "${API_URL}"
        run_by = "vendor"
    """)
