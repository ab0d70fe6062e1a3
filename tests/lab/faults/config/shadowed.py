"""The variable stands twice in the file, and the old address wins."""

from tests.lab.expect import Expect

TAXONOMY = ("CFG-03",)
SREGYM = "env_variable_shadowing"
EXPECT = Expect("config.env_shadowed", owner="customer-platform", subject="env")


def world(lab):
    lab.http(8080)
    lab.env_file(f"API_URL=http://{lab.SVC}:8080/ping\nAPI_URL=http://{lab.SVC}:8081/ping\n")
    lab.declare(
        """
            [env.API_URL]
            required = true
            format = "url"

            [dependencies.api]
            kind = "http"
            url = "${API_URL}"
            run_by = "vendor"
        """
    )
