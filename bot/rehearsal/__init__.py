"""The platforms, played on this machine: to try the bot without any of them."""
