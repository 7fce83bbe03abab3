"""The commands' bodies, each imported when it is called."""
