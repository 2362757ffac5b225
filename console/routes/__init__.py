"""The console's pages, a file for each kind of work."""
