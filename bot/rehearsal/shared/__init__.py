"""The bot as many processes on this machine: to break them, to load them, to live a day."""
