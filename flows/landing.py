"""The landing store: every byte that came in, kept once, before anything is understood.

Under the store's URL, ``ab/abcd.../content.zst`` holds the bytes whose sha256 is ``abcd...``, and beside
it one small JSON per name and identity they came with, so that a later parser can read it all again.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import zip_longest
from typing import Any
from uuid import uuid4

import zstandard

from flows.errors import LandingError, SidecarError
from flows.filesystems import open_url
from flows.sources.sidecar import parse_identity
from transforms.model import Identity, Source

CONTENT = "content.zst"


@dataclass(frozen=True, slots=True)
class Landing:
    """A store under ``url``, a folder or any fsspec URL."""

    url: str

    def land(self, source: Source) -> str:
        """Keep the bytes and the identity of ``source``; gives the sha256 of the bytes.

        Bytes that are there and intact are not written again.

        Raises:
            LandingError: where the store cannot be written.
        """
        digest = hashlib.sha256(source.content).hexdigest()
        place = f"{digest[:2]}/{digest}"
        try:
            if not self.holds(digest):
                self._write(f"{place}/{CONTENT}", zstandard.compress(source.content))
            identity = _identity_json(source)
            self._write_once(f"{place}/{_name_of(identity)}", identity)
        except OSError as error:
            raise LandingError(f"{self.url}: cannot keep {source.name}: {error.strerror or error}") from error
        return digest

    def read(self, digest: str) -> bytes:
        """The bytes of ``digest``.

        Raises:
            LandingError: where they are missing or no longer hash to ``digest``.
        """
        name = f"{digest[:2]}/{digest}/{CONTENT}"
        fs, root = self._open()
        try:
            content = zstandard.decompress(fs.cat_file(f"{root}/{name}"))
        except (OSError, zstandard.ZstdError) as error:
            raise LandingError(f"{self.url}/{name}: cannot be read; ingest the file again: {error}") from error
        if hashlib.sha256(content).hexdigest() != digest:
            raise LandingError(f"{self.url}/{name}: holds other bytes than its name says; ingest the file again")
        return content

    def list_landed(self) -> Iterator[tuple[str, str]]:
        """Everything that ever landed, in fixed order: the sha256 of bytes, and where an identity of theirs is.

        All bytes come with their first identity before any comes with its second, so that a batch may hold many.
        """
        fs, root = self._open()
        beside: dict[str, list[str]] = {}
        for path in sorted(fs.find(root)):
            folder, _, name = path.rpartition("/")
            if name.endswith(".json"):
                beside.setdefault(folder.rpartition("/")[2], []).append(path)
        for paths in zip_longest(*beside.values()):
            yield from ((digest, path) for digest, path in zip(beside, paths, strict=True) if path is not None)

    def digests(self) -> set[str]:
        """The sha256 of everything whose bytes are here, intact or not."""
        fs, root = self._open()
        return {path.rpartition("/")[0].rpartition("/")[2] for path in fs.find(root) if path.endswith(f"/{CONTENT}")}

    def load(self, digest: str, identity_path: str) -> Source:
        """The bytes of ``digest`` as they came.

        Raises:
            LandingError: where they or the identity are no longer as they landed.
        """
        name, identity = self.read_identity(identity_path)
        return Source(name, self.read(digest), identity)

    def read_identity(self, path: str) -> tuple[str, Identity]:
        """The name and the identity that some bytes came with.

        Raises:
            LandingError: where they are no longer as they were kept.
        """
        fs, _ = self._open()
        try:
            content = fs.cat_file(path)
            if path.rpartition("/")[2] != _name_of(content):
                raise LandingError(f"{path}: no identity as it was kept, but other bytes; ingest the file again")
            told = json.loads(content)
            return str(told["name"]), parse_identity(path, told["identity"])
        except (OSError, ValueError, KeyError, SidecarError) as error:
            raise LandingError(f"{path}: no identity as it was kept; ingest the file again: {error}") from error

    def holds(self, digest: str) -> bool:
        """Whether the bytes of ``digest`` are here, and intact."""
        fs, root = self._open()
        if not fs.exists(f"{root}/{digest[:2]}/{digest}/{CONTENT}"):
            return False
        try:
            self.read(digest)
        except LandingError:
            return False  # torn by a loss of power: written again from the bytes at hand
        return True

    def _write_once(self, name: str, content: bytes) -> None:
        fs, root = self._open()
        target = f"{root}/{name}"
        if not fs.exists(target) or fs.cat_file(target) != content:
            self._write(name, content)

    def _write(self, name: str, content: bytes) -> None:
        """Write whole or not at all: under a name of its own, then renamed."""
        fs, root = self._open()
        target = f"{root}/{name}"
        temporary = f"{target}.{uuid4().hex}.tmp"
        fs.makedirs(target.rpartition("/")[0], exist_ok=True)
        fs.pipe_file(temporary, content)
        fs.mv(temporary, target)

    def _open(self) -> tuple[Any, str]:
        return open_url(self.url)


def _name_of(identity: bytes) -> str:
    """The name of the file of an identity, made of its hash."""
    return f"{hashlib.sha256(identity).hexdigest()[:16]}.json"


def _identity_json(source: Source) -> bytes:
    known = {key: _plain(value) for key, value in asdict(source.identity).items() if value is not None}
    return json.dumps({"name": source.name, "identity": known}, sort_keys=True).encode()


def _plain(value: str | date | datetime) -> str:
    return value if isinstance(value, str) else value.isoformat()
