"""Our own parts of the Rasa pipeline; config.yml names them by their dotted path."""
