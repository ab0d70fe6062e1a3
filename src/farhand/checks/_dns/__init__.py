"""Parts of the check `dns`: what its file would be too long with."""
