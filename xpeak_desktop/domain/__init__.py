"""Receipts, money, documents, states and rules: pure, standard library only."""
