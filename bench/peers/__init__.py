"""The rivals: how each is set up, started and spoken to.

Each runs with a configuration of ours: loopback only, no TLS, no rate limits, archive on, a fresh folder.
"""
