"""Messages: sending, changing, reading and marking them."""
