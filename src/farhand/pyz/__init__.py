"""Farhand in one file: the probes, the judge and one declaration, for a Python 3.9 with nothing installed.

`build` makes the file; all else here also goes into it and runs there: `baked` (the declaration as JSON),
`inside` and `plainly` (its command line), `knowledge` and `unsearched` (in the place of the
knowledge base: its words, without signatures).
"""
