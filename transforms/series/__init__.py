"""Releases to time series: one line followed through its labels, its vintages, and what one release says of another."""
