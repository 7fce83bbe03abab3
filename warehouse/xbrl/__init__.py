"""Releases as xBRL-JSON reports (Open Information Model 1.0), each with a taxonomy of its own beside it."""
