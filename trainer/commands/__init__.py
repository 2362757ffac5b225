"""The trainers' commands, a module for each kind of work."""
