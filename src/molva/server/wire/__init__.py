"""The wire: what bytes of a connection mean, without any I/O."""
