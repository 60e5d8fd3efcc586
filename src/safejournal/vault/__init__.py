"""Where the journal is kept: the only door to SQLCipher.

The lower half knows bytes and keys: derivation, slots, head, folder, store, generation. The upper
half knows records: schema, versions, chain, drafts, attachments, search, and the open vault.
The exact format is in docs/vault-format.md.
"""
