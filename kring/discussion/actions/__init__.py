"""Every write in a conversation, one file per journey."""
