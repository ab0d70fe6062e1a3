"""Parts of the check `host`: what its file would be too long with."""
