"""Parts of the webhook check."""
