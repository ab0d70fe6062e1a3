"""Parts of the check `mysql`: what its file would be too long with."""
