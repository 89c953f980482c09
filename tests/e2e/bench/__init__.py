"""What the web client costs its user in time, frames and memory: `make bench-web` prints it; no test asserts it."""
