"""The base of every error, and those of the machine itself: settings, storage, processes, network."""

from typing import ClassVar

__all__ = [
    "ParserUnavailable",
    "RosanaError",
    "SettingsError",
    "SiteUnreachable",
    "StorageError",
    "StorageFull",
]


class RosanaError(Exception):
    """Base of every error below; carries the HTTP status, the stable code and the texts for people."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal_error"
    title: ClassVar[str] = "Erro interno"
    detail: str = "Algo falhou do nosso lado. Tente de novo; se continuar, avise o suporte com o request_id."

    def __init__(self, detail: str | None = None) -> None:
        if detail is not None:
            self.detail = detail
        super().__init__(self.detail)


class SettingsError(RosanaError):
    """A setting is unknown or has a wrong value."""

    code = "settings_invalid"
    title = "Configuração inválida"
    detail = "Há uma configuração inválida. Confira as variáveis ROSANA_* e o arquivo rosana.toml."


class ParserUnavailable(RosanaError):
    """The process that reads documents cannot be started; no document is to blame, and trying again may help."""

    status = 503
    code = "parser_unavailable"
    title = "Leitor indisponível"
    detail = "O leitor de documentos não pôde ser iniciado. Confira a memória livre do servidor e tente de novo."


class SiteUnreachable(RosanaError):
    """A site does not answer; it may later."""

    status = 502
    code = "site_unreachable"
    title = "Site fora do ar"
    detail = "O site não respondeu. Confira o endereço e tente de novo."


class StorageError(RosanaError):
    """The data folder cannot be read or written."""

    status = 503
    code = "storage_unavailable"
    title = "Armazenamento indisponível"
    detail = "A pasta de dados não pode ser lida ou gravada. Confira permissões e espaço em disco."


class StorageFull(StorageError):
    """The disk is full."""

    status = 507
    code = "storage_full"
    title = "Disco cheio"
    detail = "O disco está cheio. Libere espaço e tente de novo; nada do que já estava salvo se perdeu."
