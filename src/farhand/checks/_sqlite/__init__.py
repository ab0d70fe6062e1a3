"""Parts of the check `sqlite`: what its file would be too long with."""
