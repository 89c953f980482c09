"""Writes what is derived from the protocol's structs: the JSON Schema, the error list, the TypeScript types."""
