"""The parts of an address below the commune; recognizers/address.py puts them together."""
