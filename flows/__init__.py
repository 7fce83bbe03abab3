"""Orchestration: command line, settings, sources, landing and the Prefect flows; the only home of prefect.

Importing this package turns the telemetry of the libraries below it off, before any of them is
imported; a user who wants it sets the variable to something else first.
"""

import os

TELEMETRY_OFF = {
    "DO_NOT_TRACK": "1",
    "GX_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
}

for _name, _value in TELEMETRY_OFF.items():
    os.environ.setdefault(_name, _value)
