"""The DuckDB warehouse: every table and column declared once, loads, publish, views; the only home of duckdb."""
