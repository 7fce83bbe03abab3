"""Starts what ``tieout up`` is made of, watches over it, and stops it in the order in which nothing is lost."""

import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import TimeoutExpired

import httpx

from flows.child import Process, let_go, start_child
from flows.errors import UnfinishedError, UsageError
from flows.settings import Settings
from flows.sources.edgar.client import refuse_without_contact
from flows.sources.edgar.ledger import peek_ledger
from flows.terminal import say
from flows.up.api import Api
from flows.up.environment import HOST, environment
from flows.up.home import URL, alone

ROOT = Path(__file__).resolve().parents[2]
SCHEDULES = ROOT / "prefect.yaml"
FLOWS = {
    "inbox": "ingest-inbox", "edgar-nightly": "ingest-edgar", "edgar-feed": "ingest-edgar",
    "edgar-reconcile": "ingest-edgar",
}  # fmt: skip
START_SECONDS = 180
WORKER_GRACE = 20
SERVER_GRACE = 10
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def choose(settings: Settings) -> list[str]:
    """The deployments that the settings have something for.

    Raises:
        UsageError: where there is nothing to schedule, or the contact is none.
    """
    chosen = ["inbox"] if settings.inbox else []
    if settings.edgar_contact:
        refuse_without_contact(settings.edgar_contact)
        chosen += ["edgar-nightly", "edgar-feed", "edgar-reconcile"]
    if not chosen:
        raise UsageError("nothing to schedule; set TIEOUT_INBOX to a folder, or TIEOUT_EDGAR_CONTACT, or both")
    return chosen


@dataclass
class Household:
    """The processes under way."""

    settings: Settings
    port: int
    stopped: threading.Event = field(default_factory=threading.Event)
    children: dict[str, Process] = field(default_factory=dict)

    @property
    def told(self) -> dict[str, str]:
        """What children are told."""
        return environment(self.settings, self.port)

    @property
    def api(self) -> Api:
        """The server's API."""
        return Api(self.told["PREFECT_API_URL"], timeout=START_SECONDS)

    def start(self, name: str, module: str, *words: str, descriptors: tuple[int, ...] = ()) -> Process:
        """Start a child that logs into ``prefect/NAME.log``."""
        with self.log(name).open("ab") as log:
            child = start_child(module, *words, log=log, environment=self.told, descriptors=descriptors)
        self.children[name] = child
        return child

    def log(self, name: str) -> Path:
        """The log of a child."""
        return self.settings.prefect_path / f"{name}.log"

    def last_words(self, name: str) -> str:
        """The last line of the log of a child that ended."""
        lines = self.log(name).read_text(encoding="utf-8", errors="replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), f"the {name} ended without a word")

    def watch(self) -> None:
        """Wait until told to stop.

        Raises:
            UnfinishedError: where a child ended by itself.
        """
        while not self.stopped.wait(0.5):
            self.require_alive()

    def require_alive(self) -> None:
        """Raise where the server or the worker has ended."""
        for name, child in self.children.items():
            if child.poll() is not None:
                raise UnfinishedError(
                    f"the {name} ended by itself ({child.returncode}), {self.last_words(name)}; see {self.log(name)}"
                )

    def stop(self) -> None:
        """The worker first, which ends the runs under way; then what they were is written down; then the server."""
        worker = self.children.pop("worker", None)
        if worker is not None:
            _end(worker, WORKER_GRACE)
        server = self.children.pop("server", None)
        if server is None:
            return
        if server.poll() is None:
            with self.api as api, _server_gone():
                api.close_unfinished("tieout up was stopped; running again goes on from here")
        _end(server, SERVER_GRACE)


@contextmanager
def _server_gone() -> Iterator[None]:
    """While all is being stopped the server may end before it has answered."""
    try:
        yield
    except (httpx.TransportError, UnfinishedError) as error:
        say(f"runs under way could not be closed, the next start does: {error}")


def _end(child: Process, grace: float) -> None:
    child.terminate()
    try:
        child.wait(grace)
    except TimeoutExpired:
        child.kill()
    child.communicate()


def up(settings: Settings, port: int) -> None:
    """Run server, worker and deployments until interrupted or terminated.

    Raises:
        UsageError: where there is nothing to schedule, or the port is taken.
        UnfinishedError: where one runs already, or a part of it cannot start or ends by itself.
    """
    chosen = choose(settings)
    if not SCHEDULES.is_file():
        raise UnfinishedError(f"{SCHEDULES}: not there; run from a checkout, as make setup installs it")
    household = Household(settings, port)
    with alone(settings) as folder, ExitStack() as stack:
        listening = stack.enter_context(_listen(port))
        for number in SIGNALS:
            signal.signal(number, lambda *_: household.stopped.set())
        settings.report_path.mkdir(exist_ok=True)  # it is served before the first run writes it
        stack.callback(household.stop)
        household.start(
            "server", "flows.up.server", str(listening.fileno()), str(settings.report_path),
            descriptors=(listening.fileno(),),
        )  # fmt: skip
        listening.close()
        begin(household, chosen, folder)
        household.watch()
        say("stopping")


@contextmanager
def _listen(port: int) -> Iterator[socket.socket]:
    """A socket that the server is handed: it listens from now on, so nobody has to ask whether it is up."""
    try:
        listening = socket.create_server((HOST, port))
    except OSError as error:
        raise UsageError(f"--port {port}: {error.strerror}; name another") from error
    with listening:
        yield listening


def begin(household: Household, chosen: list[str], folder: Path) -> None:
    """Deploy what is ``chosen`` and start the worker; what waited meanwhile is taken up at once."""
    wanted = [word for name in chosen for word in ("--name", f"{FLOWS[name]}/{name}")]
    deploy = household.start("deploy", "flows.up.deploy", str(SCHEDULES), *wanted)
    del household.children["deploy"]  # it is to end
    worker = household.start("worker", "flows.up.worker")
    with household.api as api:
        api.make_pool()
        for child in (deploy, worker):
            let_go(child)
        closed = api.close_unfinished("tieout up was killed while it ran")
        if closed:
            say(f"runs that a killed tieout up left behind, told as crashed: {closed}")
        while deploy.poll() is None and not household.stopped.wait(0.2):
            household.require_alive()
        if deploy.poll() not in (0, None):
            raise UnfinishedError(f"{household.last_words('deploy')}; see {household.log('deploy')}")
        if household.stopped.is_set():
            _end(deploy, 1)
            return
        api.call_off_late()
        for name in at_once(household.settings, chosen):
            api.start(api.deployment(f"{FLOWS[name]}/{name}")["id"])
    (folder / URL).write_text(household.told["PREFECT_API_URL"], encoding="utf-8")
    say(f"up on http://{HOST}:{household.port}: {', '.join(chosen)}; Ctrl-C stops")


def at_once(settings: Settings, chosen: list[str]) -> list[str]:
    """The deployments to run at start: what came while nothing was up is brought now, not tonight."""
    names = [name for name in chosen if name in ("inbox", "edgar-nightly")]
    if "edgar-nightly" in names and not _knows_a_day(settings):
        say("edgar-nightly has no day to go on from; tell it the first: tieout ingest --source edgar --since DAY")
        names.remove("edgar-nightly")
    return names


def _knows_a_day(settings: Settings) -> bool:
    """Whether a day of EDGAR is complete, so that a run without a first day has one to go on from."""
    if not settings.warehouse_path.exists():
        return False
    with peek_ledger(settings.edgar_path, settings.warehouse_path) as ledger:
        return ledger is not None and bool(ledger.days())
