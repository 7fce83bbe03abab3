"""Bytes are kept once, whole, and come back as they were or not at all."""

import json
from datetime import date
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest

from flows.errors import LandingError
from flows.landing import Landing
from transforms.model import Identity, Source

SOURCE = Source("a.txt", b"printed figures\n" * 1000, Identity(cik="0000000001", filed_on=date(2003, 7, 10)))


@pytest.fixture(params=["folder", "url"])
def landing(request: pytest.FixtureRequest, tmp_path: Path) -> Landing:
    return Landing(str(tmp_path / "landing") if request.param == "folder" else f"memory://landing_{uuid4().hex}")


def test_what_lands_comes_back(landing: Landing) -> None:
    digest = landing.land(SOURCE)
    assert digest == sha256(SOURCE.content).hexdigest()
    assert landing.read(digest) == SOURCE.content


def test_the_same_bytes_are_kept_once_and_each_identity_beside_them(tmp_path: Path) -> None:
    landing = Landing(str(tmp_path))
    digest = landing.land(SOURCE)
    written = (tmp_path / digest[:2] / digest / "content.zst").stat().st_mtime_ns
    landing.land(SOURCE)
    landing.land(Source("b.txt", SOURCE.content))
    kept = sorted(path.name for path in (tmp_path / digest[:2] / digest).iterdir())
    assert (tmp_path / digest[:2] / digest / "content.zst").stat().st_mtime_ns == written
    assert len(kept) == 3
    beside = [
        json.loads((tmp_path / digest[:2] / digest / name).read_text()) for name in kept if name.endswith(".json")
    ]
    assert {"name": "a.txt", "identity": {"cik": "0000000001", "filed_on": "2003-07-10"}} in beside
    assert {"name": "b.txt", "identity": {}} in beside


def test_damaged_bytes_are_refused_and_mended_when_the_file_comes_again(tmp_path: Path) -> None:
    landing = Landing(str(tmp_path))
    digest = landing.land(SOURCE)
    stored = tmp_path / digest[:2] / digest / "content.zst"
    stored.write_bytes(stored.read_bytes()[:-7])
    with pytest.raises(LandingError, match="ingest the file again"):
        landing.read(digest)
    landing.land(SOURCE)
    assert landing.read(digest) == SOURCE.content


@pytest.mark.parametrize(
    "written", ["", '{"name": "a.txt", "identity": {"cik": "0000000002"}}'], ids=["torn", "changed"]
)
def test_a_damaged_identity_is_refused_and_mended_when_the_file_comes_again(tmp_path: Path, written: str) -> None:
    landing = Landing(str(tmp_path))
    digest = landing.land(SOURCE)
    ((_, path),) = landing.list_landed()
    Path(path).write_text(written)
    with pytest.raises(LandingError, match="ingest the file again"):
        landing.load(digest, path)
    landing.land(SOURCE)
    assert landing.load(digest, path) == SOURCE


def test_other_bytes_under_the_name_are_refused(tmp_path: Path) -> None:
    landing = Landing(str(tmp_path))
    mine, other = landing.land(SOURCE), landing.land(Source("b.txt", b"other"))
    (tmp_path / mine[:2] / mine / "content.zst").write_bytes(
        (tmp_path / other[:2] / other / "content.zst").read_bytes()
    )
    with pytest.raises(LandingError, match="holds other bytes than its name says"):
        landing.read(mine)


def test_a_store_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(LandingError, match="cannot keep a"):
        Landing(str(tmp_path / "file" / "landing")).land(SOURCE)


def test_bytes_that_never_landed_are_one_clear_error(landing: Landing) -> None:
    with pytest.raises(LandingError, match="cannot be read"):
        landing.read("0" * 64)
