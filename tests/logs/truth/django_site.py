"""Django: requests good and bad, its database, its templates, its reloader."""

from __future__ import annotations

from pathlib import Path


def run(folder: Path) -> None:
    import django
    from django.conf import settings

    loaders = [("django.template.loaders.locmem.Loader", {"a.html": "{{ user.name }} {{ nothing.here }}"})]
    template = {"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"loaders": loaders}}
    settings.configure(
        DEBUG=True, SECRET_KEY="x", ROOT_URLCONF=__name__, ALLOWED_HOSTS=["testserver"], TEMPLATES=[template],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "a.db")}},
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"], LOGGING_CONFIG=None,
        MIDDLEWARE=["django.middleware.csrf.CsrfViewMiddleware"],
    )  # fmt: skip
    django.setup()
    _work()


def _work() -> None:
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    for name in ("anna", "bert", "carl"):
        User.objects.create(username=name)
        list(User.objects.filter(username=name))
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    for path in (
        "/page/1",
        "/page/22",
        "/none",
        "/missing/a/b",
        "/users/anna",
        "/bad",
        "/error/7",
        "/error/x",
    ):
        client.get(path)
        client.post(path)
    Client(headers={"host": "evil.example"}).get("/page/1")


def _page(request: object, **_: object) -> object:
    from django.shortcuts import render

    return render(request, "a.html")  # type: ignore[arg-type]


def _error(request: object, **_: object) -> object:
    raise RuntimeError("broken")


def _bad(request: object) -> object:
    from django.core.exceptions import SuspiciousOperation

    raise SuspiciousOperation("not like this")


def _patterns() -> list[object]:
    from django.urls import path

    return [path("page/<int:n>", _page), path("error/<str:n>", _error), path("bad", _bad)]


def __getattr__(name: str) -> object:
    if name == "urlpatterns":
        return _patterns()
    raise AttributeError(name)
