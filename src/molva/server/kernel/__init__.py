"""The kernel: what is the same for every feature; it knows of transactions and commands, and of no feature."""
