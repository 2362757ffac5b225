"""What happens to a report, whoever brings it: the room that all doors share."""
