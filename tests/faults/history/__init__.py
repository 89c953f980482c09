"""A history of what clients did and saw, and the checker that names each guarantee it breaks."""
