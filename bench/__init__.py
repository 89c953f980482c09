"""Benchmarks: Molva beside other messengers on the same machine, and the limits of the machine itself."""
