"""Parts of the check `tls`: what its file would be too long with."""
