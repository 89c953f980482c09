"""Real server processes, and people who talk through them while they die."""
