"""A .env with Windows line ends and quotes: compose takes both away."""

from tests.lab.expect import Expect
from tests.lab.lab import Lab

TAXONOMY = ("CFG-06",)
EXPECT = Expect(healthy=True)


def world(lab: Lab) -> None:
    lab.http(8080)
    lab.env_file(f'API_URL="http://{lab.SVC}:8080/ping"\r\nLEVEL=info # quiet\r\n')
    lab.declare("""
        [deploy]
        platform = "compose"
        [env.API_URL]
        required = true
        format = "url"
        [env.LEVEL]
        choices = ["info", "debug"]
        [dependencies.api]
        kind = "http"
        url = "${API_URL}"
        run_by = "vendor"
    """)
