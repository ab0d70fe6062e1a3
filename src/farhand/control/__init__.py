"""What the command line and the part inside the app share: run folder, census of workers, orders, tokens.

Standard library only. `folder` is where they meet, `census` who is there, `orders` what is asked of all of
them, `tokens` who may ask from outside.
"""
