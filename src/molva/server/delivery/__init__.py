"""Delivery: from a commit to the screens; it knows rows and connections, and of no feature."""
