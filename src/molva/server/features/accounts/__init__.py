"""Accounts: the server itself, its users, their sessions and the invites to register."""
