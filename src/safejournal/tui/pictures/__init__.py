"""Pictures in text: time, patterns, threats, months, routes."""
