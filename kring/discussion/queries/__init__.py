"""Every read of a conversation; the first argument is who looks."""
