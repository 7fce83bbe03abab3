"""Orchestration: command line, settings, sources, landing and the Prefect flows; the only home of prefect."""
