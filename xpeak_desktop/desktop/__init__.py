"""The person's computer: keyring, files, locks, clock."""
