"""What officers watch: links, phones and accounts, as keyed hashes."""
