"""``tieout up``: a Prefect server, a worker and the deployments on one machine, until it is told to stop."""
