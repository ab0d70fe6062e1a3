"""Parts of the check `env`: what its file would be too long with."""
