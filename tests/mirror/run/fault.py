"""What a fault of a test is, and the differences beside it that do no harm."""

from __future__ import annotations

from dataclasses import dataclass

from farhand.mirror.model import Difference, Plan, Recipe


@dataclass(frozen=True)
class Fault:
    """`app`: Python source, or a shell's where it begins with `sh:`. `says`: what the broken app prints."""

    name: str
    here: Recipe
    there: Recipe
    app: str
    says: str
    base: tuple[Recipe, ...] = ()
    majors: tuple[int, ...] = ()  # of PostgreSQL that are needed
    tools: tuple[str, ...] = ()
    python: str = ""

    @property
    def plan(self) -> Plan:
        """With four differences that do no harm, two of which seem likelier."""
        guilty = Difference(
            self.name, "area", self.name, self.here.value, self.there.value, 0.5, "", self.here, self.there
        )
        return Plan("app", tuple(sorted([guilty, *INNOCENT], key=lambda one: -one.weight)), (), self.base)


def _innocent(name: str, weight: float, here: Recipe, there: Recipe) -> Difference:
    return Difference(name, "area", name, here.value, there.value, weight, "", here, there)


def _variable(value: str) -> Recipe:
    return Recipe("variable", "", "APP_COLOUR", value)


INNOCENT = (
    _innocent("colour", 0.9, _variable("blue"), _variable("red")),
    _innocent(
        "processes",
        0.7,
        Recipe("limit", "", "processes", "4000"),
        Recipe("limit", "", "processes", "unlimited"),
    ),
    _innocent("region", 0.3, Recipe("variable", "", "REGION", "eu"), Recipe("variable", "", "REGION", "")),
    _innocent("stack", 0.1, Recipe("limit", "", "stack", "8MiB"), Recipe("limit", "", "stack", "16MiB")),
)
