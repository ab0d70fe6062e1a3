"""Parts of the check `nats`: what its file would be too long with."""
