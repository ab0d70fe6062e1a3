"""A mirror that runs: servers of the customer's versions and settings, and a place for the vendor's command.

`nouns` says what is to run, `backends/` how (one file each, found by listing), `servers/` how a server is
started without a container engine (one file per kind, found by listing), `place` the command's surroundings
as a command line, and `keeper` is the little program that lets nothing be left behind.
"""
