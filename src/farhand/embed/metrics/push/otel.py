"""Through the app's own OpenTelemetry SDK, where it has loaded one: its exporters, its intervals, its place.

Only the public API is used (`opentelemetry.metrics`): observable instruments on the app's MeterProvider.
They are made once; the SDK's own thread then reads the last numbers from memory. Until the app sets a
provider the API holds a proxy, which hands our instruments on when it does.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

from farhand.embed.metrics.model import COUNTER, Family
from farhand.embed.process import Process

SCHEMES: tuple[str, ...] = ()
_UNITS = {"seconds": "s", "bytes": "By", "ratio": "1"}


class _Shown:
    """What the instruments show, and which are made. One for the interpreter: a fork keeps the app's SDK."""

    families: dict[str, Family] = {}
    made: dict[str, Any] = {}


class Otel:
    """The app's meter provider."""

    def idle(self) -> bool:
        return "opentelemetry.sdk.metrics" not in sys.modules

    def send(self, process: Process, families: Sequence[Family]) -> None:
        api: Any = sys.modules.get("opentelemetry.metrics")
        _Shown.families = {f.name: f for f in families}
        missing = [f for f in families if f.name not in _Shown.made]
        if api is None or not missing:
            return
        meter = api.get_meter_provider().get_meter("farhand")
        for family in missing:
            _Shown.made[family.name] = _instrument(meter, api.Observation, family)


def _instrument(meter: Any, observation: Any, family: Family) -> Any:
    counts = family.kind == COUNTER
    make = meter.create_observable_counter if counts else meter.create_observable_gauge
    name = "farhand." + family.name.removeprefix("farhand_")
    read = [_reader(family.name, observation)]
    return make(name, callbacks=read, unit=_UNITS.get(family.unit, ""), description=family.help)


def _reader(name: str, observation: Any) -> Callable[[Any], list[Any]]:
    def read(options: Any) -> list[Any]:
        family = _Shown.families.get(name)
        return [observation(s.value, dict(s.labels)) for s in family.samples] if family else []

    return read


def made(process: Process, told: str) -> Otel:
    return Otel()
