"""Parts of the smtp check."""
