"""Parts of the grpc check."""
