"""What can go wrong with the warehouse file, each with the place and what to do about it."""

from pathlib import Path

from transforms.errors import TieoutError


class WarehouseError(TieoutError):
    """Base of the warehouse's errors: the path, what is wrong, and the remedy in one line."""

    def __init__(self, path: Path, problem: str, remedy: str) -> None:
        super().__init__(f"{path}: {problem}; {remedy}")
        self.path = path


class NoWarehouseError(WarehouseError):
    """There is no file at the path, and the call needs one."""

    exit_code = 2


class NotAWarehouseError(WarehouseError):
    """The path is a folder, a file of another kind, or a DuckDB file that we did not make."""

    exit_code = 2


class NewerSchemaError(WarehouseError):
    """The file was made by a newer version, of ours or of DuckDB."""


class OlderSchemaError(WarehouseError):
    """The file was made by an older version of ours, and nothing has been published to it since."""

    exit_code = 2


class WarehouseBusyError(WarehouseError):
    """Another process is publishing, or holds the file open for writing."""

    retriable = True


class LeftoverWalError(WarehouseError):
    """A write-ahead log lies beside the file; replaying it onto a replaced file would change rows."""


class OpenHereError(WarehouseError):
    """This very process still has the file open, and would go on reading the old one."""


class NoRoomError(WarehouseError):
    """The disk has no room for the second copy that a publish makes."""

    retriable = True


class UnwritableError(WarehouseError):
    """The folder of the warehouse cannot be written."""


class LoadMismatchError(WarehouseError):
    """What stands in the copy is not what was to be loaded: a fault of ours; nothing was published."""


class QueryError(TieoutError):
    """DuckDB refuses a query; its own words say where."""

    exit_code = 2


class UnknownReleaseError(WarehouseError):
    """No release, or more than one, answers to the id given; or it does not wait in quarantine."""

    exit_code = 2


class UnknownCompanyError(WarehouseError):
    """Nothing that is published is of a company so named."""

    exit_code = 2


class FolderInUseError(WarehouseError):
    """The folder that was to be written has files in it, which are left alone."""

    exit_code = 2


class TooLargeForExcelError(TieoutError):
    """A text of more than 32,767 characters, or a sheet of more than 1,048,576 rows or 16,384 columns."""

    exit_code = 2


class CatalogError(TieoutError):
    """A curated table has an unknown column or an unreadable cell."""

    exit_code = 2

    def __init__(self, path: Path, row: int, problem: str) -> None:
        super().__init__(f"{path}, row {row}: {problem}")
        self.path, self.row = path, row
