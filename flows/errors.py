"""What can go wrong around a run, by exit code."""

from transforms.errors import TieoutError


class UsageError(TieoutError):
    """The command was given something that it cannot work with: nothing was read or written."""

    exit_code = 2


class MissingPathError(UsageError):
    """A path or pattern under which there is nothing."""


class NoReleaseFilesError(UsageError):
    """Paths that exist and hold no file that could be a release."""


class SidecarError(UsageError):
    """A sidecar that is no identity, or one that contradicts the command's options."""


class LandingError(TieoutError):
    """The landing store cannot be written, or returned other bytes than it was given."""


class UnfinishedError(TieoutError):
    """A run that could not finish; what it published before stays published."""


class BusyError(UnfinishedError):
    """Another run has what this one needs, and will be done with it."""

    retriable = True
