"""What the window shows: signing in, the chats, and the small windows over them."""
