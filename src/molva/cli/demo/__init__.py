"""A small world to look at: twelve people, eight chats, ninety days of talk, loaded through the real commands."""
