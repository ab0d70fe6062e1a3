"""`docker run --env-file` keeps the quotes that a shell would have taken away."""

from tests.lab.expect import Expect

TAXONOMY = ("CFG-05",)
EXPECT = Expect("config.value_malformed", owner="customer-platform", subject="env")


def world(lab):
    lab.http(8080)
    lab.env_file(f'API_URL="http://{lab.SVC}:8080/ping"\n')
    lab.declare(
        """
            [deploy]
            platform = "docker"

            [env.API_URL]
            required = true
            format = "url"

            [dependencies.api]
            kind = "http"
            url = "${API_URL}"
            run_by = "vendor"
        """
    )
