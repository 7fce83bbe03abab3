"""The inbox: files, folders, patterns and fsspec URLs, to sources in one fixed order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import fsspec

from flows.errors import MissingPathError, NoReleaseFilesError
from flows.filesystems import open_url
from flows.sources.sidecar import merge_identity, parse_sidecar
from transforms.errors import UnreadableSourceError
from transforms.model import Identity, Source

SIDECAR = ".json"
CONTROL = re.compile(rb"[\x01-\x08\x0e-\x19\x1b-\x1f]")  # a stray one is found in old text, a hundredth is no text
HEAD = 8192


@dataclass(frozen=True, slots=True)
class InboxFile:
    """A file that may hold a release; ``path`` is in the words of its file system ``fs``."""

    fs: Any
    path: str
    sidecar: str | None

    @property
    def name(self) -> str:
        """The file's own name."""
        return in_print(self.path.rpartition("/")[2])


def in_print(path: str) -> str:
    """A path as text that can be kept: what of a file's name is no UTF-8 stands as the numbers of its bytes."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def find_files(paths: Sequence[str]) -> list[InboxFile]:
    """Every file under ``paths``, each once, sorted by path; sidecars and hidden files are no releases.

    Folders are read with all below them. A sidecar whose file is missing counts as a file, so that
    reading it says what is wrong.

    Raises:
        MissingPathError: for a path or pattern under which there is nothing.
        NoReleaseFilesError: where there are only empty folders.
    """
    found: dict[tuple[str, str], InboxFile] = {}
    for given in paths:
        if not given.strip():
            raise MissingPathError("an empty path; name a file, folder or pattern")
        fs, path = open_url(given)
        for file in _expand(fs, path, given):
            found[str(fs.protocol), file.path] = file
    if not found:
        raise NoReleaseFilesError(f"{', '.join(paths)}: no release files; name a file, or a folder that holds some")
    return [found[key] for key in sorted(found)]


def _expand(fs: Any, path: str, given: str) -> Iterator[InboxFile]:
    if fs.isfile(path):
        if not _is_sidecar(fs, path):  # a shell's pattern names it beside its file
            yield InboxFile(fs, path, _sidecar_of(fs, path))
        return
    if fs.isdir(path):
        candidates = _find(fs, path)
        root = len(path.rstrip("/")) + 1
    elif fsspec.core.has_magic(path):
        candidates = [match for match in fs.glob(path) if fs.isfile(match)]
        root = 0
    else:
        candidates, root = [], 0
    if not candidates and fs.lexists(path) and not fs.isdir(path):
        candidates = [path]  # a pipe, or a link to nothing: reading it says so
    if not candidates and not fs.isdir(path):
        raise MissingPathError(f"{given}: no such file, folder or pattern")
    names = set(candidates)
    for candidate in sorted(names):
        within = candidate[root:] if root else candidate.rpartition("/")[2]
        hidden = any(part.startswith(".") for part in within.split("/"))
        if not hidden and not _is_sidecar(fs, candidate):
            yield InboxFile(fs, candidate, _sidecar_of(fs, candidate))


def _find(fs: Any, path: str) -> list[str]:
    """Every file below a folder, and every folder there that cannot be listed, so that reading it says so."""
    files, folders, listed = [], {path.rstrip("/") or path}, set()
    for folder, inner, found in fs.walk(path, detail=True):
        listed.add(folder)
        folders.update(info["name"].rstrip("/") for info in inner.values())
        files += [info["name"] for info in found.values()]
    return [*files, *(folders - listed)]


def _sidecar_of(fs: Any, path: str) -> str | None:
    return path + SIDECAR if fs.isfile(path + SIDECAR) else None


def _is_sidecar(fs: Any, path: str) -> bool:
    return path.endswith(SIDECAR) and bool(fs.isfile(path.removesuffix(SIDECAR)))


def read_source(file: InboxFile, given: Identity) -> Source:
    """The file's bytes with the identity that its sidecar and the command's options give it.

    Raises:
        UnreadableSourceError: for a file that holds no text, or cannot be opened.
        SidecarError: for a sidecar that is none, or one that contradicts the options.
    """
    content = _read_bytes(file, file.path)
    refuse_unreadable(file.name, content)
    beside = Identity()
    if file.sidecar is not None:
        beside = parse_sidecar(file.sidecar.rpartition("/")[2], _read_bytes(file, file.sidecar))
    return Source(file.name, content, merge_identity(file.name, beside, given))


def _read_bytes(file: InboxFile, path: str) -> bytes:
    said = in_print(path)
    if file.fs.isdir(path):
        raise UnreadableSourceError(f"{said}: cannot be listed; change the folder's rights, or remove it")
    if not file.fs.isfile(path):  # a pipe would be waited for without end
        raise UnreadableSourceError(f"{said}: is no file, or leads to none; remove it")
    try:
        return bytes(file.fs.cat_file(path))
    except OSError as error:
        raise UnreadableSourceError(f"{said}: cannot be opened: {error.strerror or error}") from error


def refuse_unreadable(name: str, content: bytes) -> None:
    """Let text pass, in whatever encoding that keeps ASCII as ASCII.

    Raises:
        UnreadableSourceError: for an empty file, a PDF, an orphaned sidecar, or bytes that are no text.
    """
    head = content[:HEAD]
    if not content.strip():
        raise UnreadableSourceError(f"{name}: is empty; fetch it again")
    if head.lstrip().startswith(b"%PDF-"):
        raise UnreadableSourceError(f"{name}: is a PDF; give the text or HTML exhibit of the same filing")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableSourceError(f"{name}: is UTF-16; save it as UTF-8")
    if b"\x00" in head or len(CONTROL.findall(head)) > len(head) // 100:
        raise UnreadableSourceError(f"{name}: is binary, not text; give the text or HTML exhibit")
    if name.endswith(SIDECAR) and head.lstrip().startswith(b"{"):
        file = name.removesuffix(SIDECAR)
        raise UnreadableSourceError(f"{name}: is a sidecar without its file; put {file} beside it")
