"""Printed tables and prose to long-format facts."""
