"""What may be said on the wire: rows, commands, answers, errors, signals and frames, as msgspec structs.

Server and SDK both import this package and nothing else of each other; `make gen` writes the
JSON Schema, the error list and the TypeScript types from it.
"""
