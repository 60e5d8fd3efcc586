"""Looking after the vault: backups, ways back, panic."""
