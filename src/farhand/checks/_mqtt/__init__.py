"""Parts of the check `mqtt`: what its file would be too long with."""
