"""The SEC's EDGAR: a polite client, what was filed and when, and submissions into landing, each once.

What the endpoints do, and so what this package must, is in ``docs/guide/edgar.md``; its tests run against
an EDGAR of their own, ``tests/edgar_server``.
"""
