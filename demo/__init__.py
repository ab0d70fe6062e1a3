"""Ledgerly, a made-up vendor's small invoicing app, and a customer's site for it, all on loopback."""
