"""Which files count, in which order, and which hold no text."""

import os
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from flows.errors import MissingPathError, NoReleaseFilesError, UsageError
from flows.sources.inbox import find_files, read_source, refuse_unreadable
from transforms.errors import UnreadableSourceError
from transforms.model import Identity


def names(*paths: object) -> list[str]:
    return [file.name for file in find_files([str(path) for path in paths])]


def test_a_folder_gives_its_files_sorted_without_sidecars_and_hidden_ones(inbox: Path) -> None:
    for name in ("b.txt", "a.txt", "a.txt.json", ".hidden", "sub/c.txt", ".git/d.txt"):
        (inbox / name).parent.mkdir(exist_ok=True)
        (inbox / name).write_text("text")
    assert names(inbox) == ["a.txt", "b.txt", "c.txt"]
    assert names(str(inbox) + "/") == ["a.txt", "b.txt", "c.txt"]


def test_sidecars_that_a_shell_names_beside_their_files_are_none_of_these(inbox: Path) -> None:
    """As by ``tieout ingest releases/*``."""
    for name in ("a.txt", "a.txt.json", "b.txt.json"):
        (inbox / name).write_text("{}")
    assert names(*inbox.iterdir()) == ["a.txt", "b.txt.json"], "the second lacks its file, which reading it says"
    with pytest.raises(NoReleaseFilesError, match="no release files"):
        find_files([str(inbox / "a.txt.json")])


def test_a_folder_inside_a_hidden_one_is_read(tmp_path: Path) -> None:
    folder = tmp_path / ".cache" / "inbox"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("text")
    assert names(folder) == ["a.txt"]


def test_a_file_given_twice_counts_once_and_order_of_paths_does_not_matter(inbox: Path) -> None:
    (inbox / "a.txt").write_text("text")
    (inbox / "b.txt").write_text("text")
    assert names(inbox / "b.txt", inbox, inbox / "*.txt") == ["a.txt", "b.txt"]


def test_a_pattern_finds_files_and_a_name_with_brackets_is_a_name(inbox: Path) -> None:
    (inbox / "q[1].txt").write_text("text")
    (inbox / "q2.txt").write_text("text")
    assert names(inbox / "q?.txt") == ["q2.txt"]
    assert names(inbox / "q[1].txt") == ["q[1].txt"]


@pytest.mark.parametrize("path", ["nothing.txt", "nothing/*.txt", "*.none"])
def test_a_path_under_which_there_is_nothing_is_missing(inbox: Path, path: str) -> None:
    with pytest.raises(MissingPathError, match="no such file, folder or pattern"):
        find_files([str(inbox / path)])


@pytest.mark.parametrize("path", ["", " "])
def test_an_empty_path_is_not_the_folder_one_is_in(path: str) -> None:
    """As a variable of the shell that was never set."""
    with pytest.raises(MissingPathError, match="an empty path; name a file"):
        find_files([path])


@pytest.mark.parametrize("url", ["nothing://releases/a.txt", "s3://releases/a.txt"])
def test_a_file_system_that_is_unknown_or_not_installed_is_bad_usage(url: str) -> None:
    with pytest.raises(UsageError, match=f"{url}: cannot be reached: (Protocol not known|Install s3fs)"):
        find_files([url])


def test_a_pipe_or_a_link_to_nothing_in_a_folder_is_told_and_not_waited_for(inbox: Path) -> None:
    os.mkfifo(inbox / "pipe.txt")
    (inbox / "link.txt").symlink_to(inbox / "gone.txt")
    for file in [*find_files([str(inbox)]), *find_files([str(inbox / "pipe.txt"), str(inbox / "link.txt")])]:
        with pytest.raises(UnreadableSourceError, match=f"{file.name}: is no file, or leads to none"):
            read_source(file, Identity())


def test_a_folder_that_cannot_be_listed_is_told_and_the_others_are_read(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "a.txt").write_text("text")
    (inbox / "closed").mkdir()

    def scan(path: str) -> Iterator[os.DirEntry[str]]:
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    real = os.scandir
    monkeypatch.setattr("os.scandir", scan)
    readable, closed = find_files([str(inbox)])
    assert read_source(readable, Identity()).content == b"text"
    with pytest.raises(UnreadableSourceError, match="closed: cannot be listed; change the folder's rights"):
        read_source(closed, Identity())


def test_a_folder_without_files_holds_no_release(inbox: Path) -> None:
    (inbox / ".hidden").write_text("text")
    with pytest.raises(NoReleaseFilesError, match="no release files"):
        find_files([str(inbox)])


def test_a_url_of_another_file_system_is_an_inbox_too() -> None:
    with fsspec.open("memory://inbox_of_a_test/a.txt", "wb") as file:
        file.write(b"text")
    (file,) = find_files(["memory://inbox_of_a_test"])
    assert read_source(file, Identity()).content == b"text"


def test_a_source_brings_its_sidecars_identity(inbox: Path) -> None:
    (inbox / "a.txt").write_text("text")
    (inbox / "a.txt.json").write_text('{"ticker": "A"}')
    (file,) = find_files([str(inbox / "a.txt")])
    assert read_source(file, Identity(cik="0000000001")).identity == Identity(cik="0000000001", ticker="A")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \r\n\x0c\t", "is empty"),
        ("a.pdf", b"%PDF-1.4\n1 0 obj", "is a PDF"),
        ("a.txt", b"\x7fELF\x02\x01\x01\x00\x00", "is binary"),
        ("a.txt", b"\xff\xfea\x00b\x00", "is UTF-16"),
        ("a.txt.json", b'{"cik": "1"}', "is a sidecar without its file; put a.txt beside it"),
    ],
)
def test_what_holds_no_text_is_refused_in_one_line(name: str, content: bytes, said: str) -> None:
    with pytest.raises(UnreadableSourceError, match=said) as refused:
        refuse_unreadable(name, content)
    assert str(refused.value).startswith(f"{name}: ")
    assert refused.value.exit_code == 2


@pytest.mark.parametrize(
    "content", [b"caf\xe9 \x93quoted\x94 \x96 dash", b"page\x0c\ttab\r\n\x1a", "caf\u00e9".encode()]
)
def test_old_text_in_any_encoding_is_let_pass(content: bytes) -> None:
    refuse_unreadable("a.txt", content)
