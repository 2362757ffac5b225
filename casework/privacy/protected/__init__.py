"""What stays in a redacted text: it says how the scam works and names nobody."""
