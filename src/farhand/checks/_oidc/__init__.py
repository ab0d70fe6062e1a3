"""Parts of the oidc check."""
