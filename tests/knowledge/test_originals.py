import errno
import os
import time
from pathlib import Path

import pytest

from rosana.errors import StorageError, StorageFull
from rosana.knowledge.originals import Original, Originals
from rosana.privacy.vault import Vault

FRETE = Original("frete grátis.md", b"Custa R$ 45.\0")


def originals(folder: Path, key: int = 0) -> Originals:
    return Originals(folder, Vault(bytes([key] * 32)))


def keep(kept: Originals, document_id: str, number: int, original: Original = FRETE) -> None:
    kept.keep(kept.draft(original), document_id, number)


def test_an_upload_comes_back_with_its_name(tmp_path: Path) -> None:
    kept = originals(tmp_path / "files")
    assert kept.newest("a") is None
    keep(kept, "a", 1)
    assert kept.newest("a") == 1
    assert kept.read("a", 1) == FRETE
    assert kept.read("a", 2) is None


def test_neither_name_nor_content_can_be_read_in_the_folder(tmp_path: Path) -> None:
    keep(originals(tmp_path), "a", 1)
    (file,) = tmp_path.iterdir()
    assert file.name == "a.1"
    assert b"frete" not in file.read_bytes()
    assert b"Custa" not in file.read_bytes()


def test_what_another_key_sealed_is_a_storage_error(tmp_path: Path) -> None:
    keep(originals(tmp_path), "a", 1)
    with pytest.raises(StorageError, match="chave"):
        originals(tmp_path, key=1).read("a", 1)


def test_the_newest_of_several_uploads_is_known_and_older_ones_are_removed(tmp_path: Path) -> None:
    kept = originals(tmp_path)
    for number in (2, 10, 9):
        keep(kept, "a", number)
    keep(kept, "ab", 11)
    assert kept.newest("a") == 10
    kept.remove("a", below=10)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.10", "ab.11"]
    kept.discard("a", 10)
    kept.discard("a", 10)
    kept.remove("ab")
    assert list(tmp_path.iterdir()) == []


def test_what_killed_processes_left_is_swept_after_an_hour(tmp_path: Path) -> None:
    kept = originals(tmp_path)
    for name in ("x.part", "a.1", "a.2", "gone.1"):
        (tmp_path / name).write_bytes(b"")
        os.utime(tmp_path / name, (time.time() - 4000,) * 2)
    (tmp_path / "fresh.part").write_bytes(b"")
    kept.sweep({"a": 1})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.1", "fresh.part"]


def test_a_folder_that_cannot_be_made_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("no caminho")
    with pytest.raises(StorageError):
        originals(tmp_path / "files").draft(FRETE)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told_apart_and_leaves_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = Path.write_bytes

    def write_to_a_full_disk(path: Path, data: bytes) -> int:
        path.symlink_to("/dev/full")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", write_to_a_full_disk)
    with pytest.raises(StorageFull) as caught:
        originals(tmp_path).draft(FRETE)
    assert isinstance(caught.value.__cause__, OSError)
    assert caught.value.__cause__.errno == errno.ENOSPC
    assert list(tmp_path.iterdir()) == []
