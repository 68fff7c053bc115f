import errno
from pathlib import Path

import pytest

from rosana.errors import StorageError, StorageFull
from rosana.knowledge.originals import Originals


def test_a_file_is_found_by_its_document(tmp_path: Path) -> None:
    originals = Originals(tmp_path / "files")
    assert originals.find("a") is None
    originals.save("a", suffix=".md", data=b"um")
    assert originals.find("a") == tmp_path / "files" / "a.md"


def test_a_document_has_one_file_even_when_its_kind_changes(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    originals.save("a", suffix=".md", data=b"um")
    originals.save("ab", suffix=".md", data=b"outro")
    originals.save("a", suffix=".pdf", data=b"dois")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "ab.md"]
    assert (tmp_path / "a.pdf").read_bytes() == b"dois"


def test_what_a_killed_process_left_half_written_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.part").write_bytes(b"meta")
    assert Originals(tmp_path).find("a") is None


def test_a_removed_file_is_gone_and_may_be_removed_again(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    originals.save("a", suffix=".md", data=b"um")
    originals.remove("a")
    originals.remove("a")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("no caminho")
    with pytest.raises(StorageError):
        Originals(tmp_path / "files").save("a", suffix=".md", data=b"um")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a.part").symlink_to("/dev/full")
    with pytest.raises(StorageFull) as caught:
        Originals(tmp_path).save("a", suffix=".md", data=b"um")
    assert isinstance(caught.value.__cause__, OSError)
    assert caught.value.__cause__.errno == errno.ENOSPC
