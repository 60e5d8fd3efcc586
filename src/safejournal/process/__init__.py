"""What the operating system is asked for: hardening, the unlock child, the endings of a session."""
