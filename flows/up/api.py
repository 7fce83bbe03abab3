"""The few questions and orders that ``tieout up`` and ``tieout status`` have for a Prefect server, over plain HTTP.

Importing Prefect's own client takes a second, which nobody who asks for a status wants to wait.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from types import TracebackType
from typing import Any, Self

import httpx
from tenacity import Retrying, retry_if_result, stop_after_attempt, wait_exponential

from flows.errors import UnfinishedError
from flows.up.environment import POOL

UNFINISHED = ("PENDING", "RUNNING", "CANCELLING")
ENDED = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
ATTEMPTS = 6
Row = dict[str, Any]


@dataclass
class Api:
    """Prefect's API at ``url``; use it as a context."""

    url: str
    timeout: float = 30
    _http: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self._http = httpx.Client(base_url=self.url, timeout=self.timeout)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._http.close()

    def make_pool(self) -> None:
        """Make the work pool, where it is not there yet; its worker fills in how runs are started."""
        self.ask("POST", "/work_pools/", {"name": POOL, "type": "process"}, allowed=HTTPStatus.CONFLICT)

    def deployments(self) -> list[Row]:
        """Every deployment of the pool, by name."""
        asked = {"work_pools": {"name": {"any_": [POOL]}}, "sort": "NAME_ASC"}
        return list(self.ask("POST", "/deployments/filter", asked))

    def deployment(self, name: str) -> Row:
        """A deployment by ``flow/name``."""
        return dict(self.ask("GET", f"/deployments/name/{name}"))

    def runs(
        self, states: Sequence[str], *, newest_first: bool = True, deployment: str | None = None, most: int = 200
    ) -> list[Row]:
        """Runs of the pool in these states, by when they start or started."""
        asked: Row = {
            "flow_runs": {"state": {"type": {"any_": list(states)}}},
            "work_pools": {"name": {"any_": [POOL]}},
            "limit": most,
            "sort": "EXPECTED_START_TIME_DESC" if newest_first else "EXPECTED_START_TIME_ASC",
        }
        if deployment is not None:
            asked["flow_runs"]["deployment_id"] = {"any_": [deployment]}
        return list(self.ask("POST", "/flow_runs/filter", asked))

    def start(self, deployment: str) -> str:
        """Order a run of the deployment with this id now; gives the run's id."""
        state = {"type": "SCHEDULED", "message": "asked for by tieout up, as it started"}
        return str(self.ask("POST", f"/deployments/{deployment}/create_flow_run", {"state": state})["id"])

    def close_unfinished(self, why: str) -> int:
        """Call crashed what nobody works on any more, so that it holds no place in line; how many those were."""
        left = self.runs(UNFINISHED)
        for run in left:
            state = {"type": "CRASHED", "name": "Crashed", "message": why}
            self.ask("POST", f"/flow_runs/{run['id']}/set_state", {"state": state, "force": True})
        return len(left)

    def call_off_late(self) -> int:
        """Call off runs whose time has passed: the one that is ordered at start does for all of them."""
        now = datetime.now(UTC)
        late = [run for run in self.runs(["SCHEDULED"]) if datetime.fromisoformat(run["expected_start_time"]) < now]
        for run in late:
            state = {"type": "CANCELLED", "name": "Cancelled", "message": "its time passed while nothing was up"}
            self.ask("POST", f"/flow_runs/{run['id']}/set_state", {"state": state, "force": True})
        return len(late)

    def ask(self, method: str, path: str, body: Row | None = None, allowed: int = HTTPStatus.OK) -> Any:
        """What the server answers; it says 503 while its database is locked by another of its own writes.

        Raises:
            UnfinishedError: where it refuses, but for the status ``allowed``.
        """
        retrying = Retrying(
            retry=retry_if_result(lambda answer: answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE),
            stop=stop_after_attempt(ATTEMPTS),
            wait=wait_exponential(0.2),
            retry_error_callback=lambda state: state.outcome and state.outcome.result(),
        )
        response: httpx.Response = retrying(self._http.request, method, path, json=body)
        if response.is_error and response.status_code != allowed:
            raise UnfinishedError(f"{method} {path}: Prefect answers {response.status_code}: {response.text[:200]}")
        return response.json() if response.content else None
