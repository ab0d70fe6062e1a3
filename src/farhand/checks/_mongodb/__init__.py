"""Parts of the check `mongodb`: what its file would be too long with."""
