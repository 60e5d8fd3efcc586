"""safejournal: an encrypted, offline journal for people whom their home state pursues."""

__version__ = "0.1.0"
