"""What can go wrong, by what the caller should do about it."""


class TieoutError(Exception):
    """Base of every error that a user may meet; its text is one line with place and remedy.

    ``exit_code`` is the command line's (2: bad usage or unreadable input, 3: could not finish);
    ``retriable`` says whether the same call may succeed later without a change.
    """

    exit_code = 3
    retriable = False


class UnreadableSourceError(TieoutError):
    """A file that holds no text to read: empty, binary, or a PDF alone."""

    exit_code = 2


class UnreadableAmountError(TieoutError):
    """A cell that is neither a value nor a nil."""


class RepeatedKeyError(TieoutError):
    """Two rows of a release have one key: a fault of ours, which holds back that release alone."""
