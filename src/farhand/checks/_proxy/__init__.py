"""Parts of the check `proxy`: what its file would be too long with."""
