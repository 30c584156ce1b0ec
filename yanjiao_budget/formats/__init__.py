"""A published file to its text: one module a format."""
