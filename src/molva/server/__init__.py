"""The server: a small layered kernel, features as slices, and the edges that carry bytes."""
