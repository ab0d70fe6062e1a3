"""Parts of the check `amqp`: what its file would be too long with."""
