"""XPEAK Desktop posts a shop's receipts into PEAK, each exactly once."""

__version__ = "0.1.0"
