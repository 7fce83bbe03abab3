"""Text to printed tables: plain Python over frozen values, because text is ragged and positional."""
