"""The shop's sales records: export files and the live link."""
