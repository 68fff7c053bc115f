"""Sealing what must not be readable in the data folder: uploads, and the values behind placeholders."""

import os
from contextlib import suppress
from functools import cached_property
from hashlib import blake2b, sha256
from pathlib import Path
from typing import TYPE_CHECKING

from rosana.errors import StorageError

if TYPE_CHECKING:
    from nacl.secret import SecretBox

__all__ = ["KEY_FILE", "Vault", "open_vault"]

KEY_FILE = "key"
"""Name of the file in the data folder that holds the key where no setting gives one."""

_LENGTH = 32  # bytes, nacl.secret.SecretBox.KEY_SIZE; known here so that a wrong key is found without loading it


class Vault:
    """Seals bytes with XSalsa20-Poly1305 (PyNaCl's SecretBox); every seal has a nonce of its own.

    Args:
        key: 32 secret bytes.
    """

    def __init__(self, key: bytes) -> None:
        assert len(key) == _LENGTH
        self._key = key

    def seal(self, data: bytes) -> bytes:
        """Return the data encrypted and authenticated, 40 bytes longer."""
        return bytes(self._box.encrypt(data))

    def open(self, sealed: bytes) -> bytes:
        """Return what was sealed.

        Raises:
            StorageError: it was sealed with another key, or changed since.
        """
        from nacl.exceptions import CryptoError

        try:
            return self._box.decrypt(sealed)
        except (CryptoError, ValueError) as exc:  # shorter than a nonce is a ValueError
            raise StorageError(
                f"A chave de ROSANA_PRIVACY__KEY (ou o arquivo {KEY_FILE!r} da pasta de dados) não abre os dados "
                "guardados. Use a mesma de antes."
            ) from exc

    def tag(self, data: bytes) -> str:
        """Return 12 characters that are the same for the same data, and say nothing of it without the key."""
        return blake2b(data, key=self._key, digest_size=6, person=b"tag").hexdigest()

    def derive(self, purpose: bytes) -> bytes:
        """Return 32 secret bytes for one purpose, of at most 16 bytes, that say nothing of the key."""
        return blake2b(key=self._key, digest_size=_LENGTH, person=purpose).digest()

    @cached_property
    def _box(self) -> "SecretBox":
        from nacl.secret import SecretBox  # 30 ms, for a start that seals nothing

        return SecretBox(self._key)


def open_vault(data_dir: Path, secret: str | None) -> Vault:
    """Return the vault of a data folder.

    Args:
        data_dir: the folder; where there is no secret, the file `key` in it holds one, made when it is missing.
        secret: the key of the settings, any text; its SHA-256 is what seals.

    Raises:
        StorageError: the file cannot be read or written, or is no key.
    """
    if secret is not None:
        return Vault(sha256(secret.encode()).digest())
    path = data_dir / KEY_FILE
    try:
        with suppress(FileExistsError):
            _write_key(path)
        key = path.read_bytes()
    except OSError as exc:
        raise StorageError(f"O arquivo {str(path)!r} não pode ser lido ou gravado: {exc.strerror}.") from exc
    if len(key) != _LENGTH:
        raise StorageError(f"O arquivo {str(path)!r} não é uma chave. Restaure a cópia de segurança dele.")
    return Vault(key)


def _write_key(path: Path) -> None:
    """Make the key file whole or not at all, readable by its owner only.

    Raises:
        FileExistsError: there is one.
    """
    if path.exists():
        raise FileExistsError
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(os.urandom(_LENGTH))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # unlike a rename, this fails where another process was faster
    finally:
        draft.unlink()
