"""EDGAR's deployments of ``prefect.yaml``, run by ``tieout up`` against EDGAR on the loopback address."""

import os
import signal
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.errors import UnfinishedError
from support.operating import House, until

FEED, NIGHTLY, RECONCILE = (f"ingest-edgar/edgar-{name}" for name in ("feed", "nightly", "reconcile"))


@pytest.mark.acceptance
def test_a_poll_of_the_feed_the_nightly_run_and_the_weekly_one_bring_each_filing_once(
    serve: Any, file_release: Any, home: Path, ask: Any, tmp_path: Path
) -> None:
    monday, tuesday = (file_release(number, date(2004, 10, 3 + number)) for number in (1, 2))
    late = file_release(3, date(2004, 10, 4))
    edgar = serve([monday])
    house = House(home, **{name: value for name, value in os.environ.items() if name.startswith("TIEOUT_EDGAR")})
    span = {"since": "2004-10-04", "until": "2004-10-08"}

    def run(deployment: str, **parameters: Any) -> None:
        place = f"/deployments/{house.deployment(deployment)}/create_flow_run"
        ordered = house.api.ask("POST", place, {"parameters": parameters})["id"]
        ended = house.state(ordered, "COMPLETED", "FAILED", "CRASHED", "CANCELLED")
        assert ended["state_type"] == "COMPLETED", ended["state"]["message"] + house.logs()

    def loaded() -> int:
        return int(ask("SELECT count(*) FROM mart.filing").item())

    try:
        house.start()
        assert {one["name"] for one in house.api.deployments()} == {"edgar-nightly", "edgar-feed", "edgar-reconcile"}
        run(FEED)
        assert loaded() == 1
        edgar.submissions = [monday, tuesday]
        run(NIGHTLY, **span)
        assert loaded() == 2
        edgar.submissions = [monday, tuesday, late]
        run(RECONCILE, **span)
        assert loaded() == 3
        assert len(edgar.paths("/data/")) == 3
        told = house.tieout("status")
        assert "2004-10-04 to 2004-10-08" in told
        assert "edgar-reconcile" in told
        by_hand = house.tieout("ingest", "--source", "edgar", "--since", "2004-10-04", "--until", "2004-10-08")
        assert "0 submissions fetched in 0 requests" in by_hand
        until(lambda: [one for one in house.filter("flow_runs") if one["deployment_id"] is None])
        with pytest.raises(UnfinishedError, match="409"):  # parameters are typed
            run(NIGHTLY, feed="often")
    finally:
        assert house.stop(signal.SIGTERM) == 0
