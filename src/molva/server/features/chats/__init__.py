"""Chats: direct, saved, groups, and who is in them."""
