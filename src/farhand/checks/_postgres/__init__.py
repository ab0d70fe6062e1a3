"""Parts of the check `postgres`: what its file would be too long with."""
