from pathlib import Path

import pytest

from rosana.errors import StorageError
from rosana.privacy.vault import KEY_FILE, Vault, open_vault


def test_what_is_sealed_cannot_be_read_and_comes_back() -> None:
    vault = Vault(bytes(32))
    sealed = vault.seal(b"529.982.247-25")
    assert b"529" not in sealed
    assert vault.open(sealed) == b"529.982.247-25"
    assert vault.seal(b"a") != vault.seal(b"a")


@pytest.mark.parametrize("sealed", [b"", b"short", bytes(100)])
def test_what_was_changed_does_not_open(sealed: bytes) -> None:
    with pytest.raises(StorageError, match="ROSANA_PRIVACY__KEY"):
        Vault(bytes(32)).open(sealed)


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    sealed = open_vault(tmp_path / "new", None).seal(b"x")
    assert open_vault(tmp_path / "new", None).open(sealed) == b"x"
    key = tmp_path / "new" / KEY_FILE
    assert key.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in key.parent.iterdir()] == [KEY_FILE]


def test_the_key_of_the_settings_needs_no_file(tmp_path: Path) -> None:
    sealed = open_vault(tmp_path, "a long secret of the operator").seal(b"x")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(StorageError):
        open_vault(tmp_path, "another secret of the operator").open(sealed)


def test_a_file_that_is_no_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_bytes(b"short")
    with pytest.raises(StorageError, match="não é uma chave"):
        open_vault(tmp_path, None)
