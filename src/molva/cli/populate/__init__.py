"""Data to try a server with: made up or read from a file, and loaded as if people had written it."""
