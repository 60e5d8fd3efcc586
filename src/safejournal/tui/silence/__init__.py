"""Check-ins of one's own, and waiting for those of others."""
