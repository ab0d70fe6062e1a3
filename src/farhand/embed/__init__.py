"""Farhand inside the app: health, metrics, debug, log level, self-test. Standard library only."""
