"""Faults are injected into the real server, and what its users saw is checked against the guarantees."""
