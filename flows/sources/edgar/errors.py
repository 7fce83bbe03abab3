"""What EDGAR may answer besides what was asked for, by what the client must do about it."""

from flows.errors import UsageError
from transforms.errors import TieoutError


class ContactError(UsageError):
    """Nobody said who is calling, which EDGAR asks of every request."""


class EdgarError(TieoutError):
    """Base of what EDGAR or the way to it did; ``retriable`` ones are asked again."""

    wait: float | None = None
    """Seconds after which EDGAR wants to be asked again, where it said so."""
    stops_all: bool = False
    """No request at all may start before ``wait`` is over."""


class ThrottledError(EdgarError):
    """403 "Request Rate Threshold Exceeded": every request counts against the time until EDGAR answers again."""

    retriable = True
    stops_all = True


class UndeclaredError(EdgarError):
    """403 "Undeclared Automated Tool": the contact is not accepted, and asking again makes it worse."""


class ToldToWaitError(EdgarError):
    """429, or 503 with a time to wait."""

    retriable = True
    stops_all = True

    def __init__(self, message: str, wait: float) -> None:
        super().__init__(message)
        self.wait = wait


class UnavailableError(EdgarError):
    """5xx, no connection, no answer in time: theirs or the network's, and likely over soon."""

    retriable = True


class CutOffError(EdgarError):
    """A body that ends before its end."""

    retriable = True


class UnexpectedAnswerError(EdgarError):
    """An answer that none of EDGAR's rules explains."""


class RedirectRefusedError(EdgarError):
    """A redirect to another host: what it would give is not EDGAR's."""


class OversizedError(EdgarError):
    """A body larger than anything of its kind; reading stopped there."""


class WrongContentError(EdgarError):
    """A body of another kind than was asked for, such as a page for people instead of an index."""


class MalformedError(EdgarError):
    """A body of the right kind that breaks its own form; ``place`` and what was expected are in the text."""
