"""Parts of the s3 check."""
