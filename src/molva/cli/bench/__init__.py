"""The workloads W1 to W5 and what measures them; any messenger can be put under them."""
