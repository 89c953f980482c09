"""Parts of the window that draw themselves: the timeline, the list of chats, the composer, small notices."""
