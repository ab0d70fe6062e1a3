"""Quart keeps its routes as Flask does."""

from __future__ import annotations

from farhand.embed.routes.flask import routes as routes
