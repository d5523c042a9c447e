"""Other people's formats: bytes to rows and back. Knows nothing of the database or the window."""
