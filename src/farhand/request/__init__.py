"""What an engineer asks of a site, as a file, and what comes back: signed, and never a command to obey.

    new ──► text ──mail──► show · run ──► asks/ ──► redacted ──► answer ──mail──► open ──► diagnose
            signed         yes, no, edit           preview       signed, encrypted
    ledger (vendor)        ledger (customer)                                      ledger (vendor)

A request names checks and questions of the *customer's own* copy, with parameters that this copy allows. It
carries no commands; the one exception, a free command, is for sites whose policy allows it, and is typed
for by a person each time. Whoever steals the vendor's key can ask more questions, and nothing else.
"""
