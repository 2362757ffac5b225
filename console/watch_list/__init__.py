"""The officers' watch list on the command line: ./canhgiac console watchlist."""
