"""The Python SDK: a live, resuming copy of a user's chats and typed commands to act in them."""
