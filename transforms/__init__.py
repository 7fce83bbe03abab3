"""Pure functions from a release's bytes to long-format frames: no clock, disk, network or database."""
