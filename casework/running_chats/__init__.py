"""Running conversations, sealed, where several processes carry them on in turn."""
