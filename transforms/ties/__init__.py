"""Every equality or order that should hold between facts, computed exactly."""
