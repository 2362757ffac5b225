"""How far a scam has come, read from the words of a message."""
