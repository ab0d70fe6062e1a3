"""The bundle: a redacted archive of evidence, planned before it is made, that a security team can sign.

    items/ ──► plan.py ──► collect.py ──► redactor ──► archive.py ──► sealing.py ──► one file
    what would     every command,   reads what the      in memory,     manifest, rows,   signed, and encrypted
    be collected   file, endpoint   plan says, no more  before disk    report, checksums to who may read it

`model.py` holds the nouns. `opening.py` takes an archive apart safely; `foreign/` reads those of other tools.
"""
