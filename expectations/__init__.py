"""Suites, the gate that turns results into verdicts, and the report; the only home of great_expectations."""
