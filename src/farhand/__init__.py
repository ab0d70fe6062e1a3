"""Farhand: debug production you cannot touch. See README.md for the tour by user."""

__version__ = "0.1.0"
