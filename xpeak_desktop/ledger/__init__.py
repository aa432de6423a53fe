"""The durable ledger of receipts, in SQLite."""
