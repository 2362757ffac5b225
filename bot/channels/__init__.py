"""The channels, each in its room. A new messenger is one line in MESSENGERS (bot/service.py)."""
