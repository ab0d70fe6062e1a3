"""Parts of the check `http`: what its file would be too long with."""
