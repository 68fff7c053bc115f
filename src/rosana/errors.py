"""Every error that Rosana raises on purpose.

RosanaError
├── SettingsError            a setting is unknown or wrong; raised at start
├── RequestError             what was asked cannot be done as asked
│   ├── InvalidRequest       the body or a parameter has the wrong shape
│   ├── MessageEmpty         nothing was asked
│   ├── MessageTooLong       more text than a question may have
│   ├── DatasetInvalid       a data set for evaluation is not there, or not as it must be
│   ├── AddressInvalid       not the address of a page
│   ├── AddressRefused       an address of the internal network that the settings do not allow
│   └── NotFound
│       ├── DocumentNotFound
│       ├── ConversationNotFound
│       ├── SiteNotFound
│       └── MessageNotFound
├── DocumentError            a document could not be read; the message is the reason shown beside it
│   ├── DocumentEmpty        no text in it
│   ├── DocumentTooLarge     larger than the limit
│   │   └── ContainerTooLarge  unpacks to more than the limits of all its parts together
│   ├── DocumentTimeout      reading took too long and was ended
│   ├── DocumentEncrypted    protected by a password
│   ├── DocumentBroken       not what its name says, or damaged
│   ├── FormatUnsupported    no reader for this kind of file
│   ├── OcrMissing           only pictures in it, and nothing here that reads them
│   ├── FileUnreadable       missing, a folder, or without permission
│   ├── PageUnreadable       a page of a site that shows no text, or not to this program
│   └── OutsideFolder        a link that leads out of the folder that was named
├── ModelError               the chat or embedding model did not do its part
│   ├── ModelUnavailable     no server answers, or it refuses
│   ├── ModelMissing         the server does not have this model
│   ├── ModelBusy            the server's queue is full
│   ├── ContextExceeded      the prompt does not fit the model's window
│   └── ModelInterrupted     the stream broke or ended early
├── ParserUnavailable        the process that reads documents cannot be started
├── SiteUnreachable          a site does not answer
└── StorageError             the data folder cannot be read or written
    └── StorageFull

`code` is part of the public contract and never changes; `detail` is a sentence for people, in Portuguese,
that says what happened and what to do.
"""

from typing import ClassVar

__all__ = [
    "AddressInvalid",
    "AddressRefused",
    "ContainerTooLarge",
    "ContextExceeded",
    "ConversationNotFound",
    "DatasetInvalid",
    "DocumentBroken",
    "DocumentEmpty",
    "DocumentEncrypted",
    "DocumentError",
    "DocumentNotFound",
    "DocumentTimeout",
    "DocumentTooLarge",
    "FileUnreadable",
    "FormatUnsupported",
    "InvalidRequest",
    "MessageEmpty",
    "MessageNotFound",
    "MessageTooLong",
    "ModelBusy",
    "ModelError",
    "ModelInterrupted",
    "ModelMissing",
    "ModelUnavailable",
    "NotFound",
    "OcrMissing",
    "OutsideFolder",
    "PageUnreadable",
    "ParserUnavailable",
    "RequestError",
    "RosanaError",
    "SettingsError",
    "SiteNotFound",
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


class RequestError(RosanaError):
    """What was asked cannot be done as asked."""

    status = 422
    code = "invalid_request"
    title = "Pedido inválido"
    detail = "O pedido tem um formato inválido. Confira os campos enviados."


class InvalidRequest(RequestError):
    """The body or a parameter has the wrong shape."""


class MessageEmpty(RequestError):
    """Nothing was asked."""

    code = "message_empty"
    title = "Mensagem vazia"
    detail = "A mensagem está vazia. Escreva uma pergunta."


class MessageTooLong(RequestError):
    """More text than a question may have."""

    status = 413
    code = "message_too_long"
    title = "Mensagem longa demais"
    detail = "A mensagem é longa demais. Resuma a pergunta em até 20.000 caracteres."


class DatasetInvalid(RequestError):
    """A data set for evaluation is not there, or not as it must be."""

    code = "dataset_invalid"
    title = "Conjunto de perguntas inválido"
    detail = "O conjunto de perguntas não pôde ser lido. Veja os formatos em docs/evaluation.md."


class AddressInvalid(RequestError):
    """What was given is not the address of a page."""

    code = "address_invalid"
    title = "Endereço inválido"
    detail = "Isto não é o endereço de uma página. Escreva-o como https://ajuda.exemplo.com.br."


class AddressRefused(RequestError):
    """The address leads into the internal network, and the settings do not allow that."""

    status = 403
    code = "address_refused"
    title = "Endereço interno recusado"
    detail = "O endereço leva à rede interna. Se é a intranet da empresa, libere-o em ROSANA_SITES__ALLOW."


class NotFound(RequestError):
    """Nothing has the given id."""

    status = 404
    code = "not_found"
    title = "Não encontrado"
    detail = "Não há nada neste endereço. Confira o caminho e o identificador."


class DocumentNotFound(NotFound):
    """No document has this id."""

    code = "document_not_found"
    title = "Documento não encontrado"
    detail = "Nenhum documento tem este identificador. Veja a lista em GET /documents."


class ConversationNotFound(NotFound):
    """No conversation has this id."""

    code = "conversation_not_found"
    title = "Conversa não encontrada"
    detail = "Esta conversa não existe mais. Comece uma nova, sem conversation_id."


class SiteNotFound(NotFound):
    """No site begins at this address."""

    code = "site_not_found"
    title = "Site não encontrado"
    detail = "Nenhum site foi adicionado com este endereço. Veja a lista com `rosana knowledge sites`."


class MessageNotFound(NotFound):
    """No answer has this id."""

    code = "message_not_found"
    title = "Mensagem não encontrada"
    detail = "Nenhuma resposta tem este identificador."


class DocumentError(RosanaError):
    """A document could not be read; the detail is the reason shown beside it."""

    status = 422
    code = "document_unreadable"
    title = "Documento não pôde ser lido"
    detail = "O documento não pôde ser lido. Abra-o no computador para conferir e envie outra vez."


class DocumentEmpty(DocumentError):
    """There is no text in the document."""

    code = "document_empty"
    title = "Documento vazio"
    detail = "O arquivo não tem texto. Confira se ele não está vazio ou se não contém só imagens."


class DocumentTooLarge(DocumentError):
    """The document is larger than the limit."""

    status = 413
    code = "document_too_large"
    title = "Documento grande demais"
    detail = "O arquivo é grande demais. Divida-o em partes menores."


class ContainerTooLarge(DocumentTooLarge):
    """A container unpacks to more than its parts may have together; ends the reading of the whole."""

    detail = "O arquivo guarda coisas demais dentro de si. Envie em separado os documentos que interessam."


class DocumentTimeout(DocumentError):
    """Reading the document took too long and was ended."""

    code = "document_timeout"
    title = "Leitura demorada demais"
    detail = "A leitura do arquivo demorou demais e foi interrompida. Divida-o em partes menores e envie outra vez."


class DocumentEncrypted(DocumentError):
    """The document is protected by a password."""

    code = "document_encrypted"
    title = "Documento protegido"
    detail = "O arquivo está protegido por senha. Salve uma cópia sem senha e envie outra vez."


class DocumentBroken(DocumentError):
    """The document is damaged, or is not what its name says."""

    code = "document_broken"
    title = "Documento danificado"
    detail = "O arquivo está danificado ou não é do tipo que o nome diz. Salve-o de novo e envie outra vez."


class FormatUnsupported(DocumentError):
    """There is no reader for this kind of file."""

    status = 415
    code = "format_unsupported"
    title = "Formato não aceito"
    detail = "Este tipo de arquivo não é aceito. Use PDF, Word, Excel, PowerPoint, HTML, Markdown, texto ou CSV."


class OcrMissing(DocumentError):
    """There are only pictures in the document, and the program that recognises text in them is not installed."""

    code = "ocr_missing"
    title = "OCR não instalado"
    detail = "O arquivo só tem imagens, e para ler o texto delas é preciso o Tesseract."


class FileUnreadable(DocumentError):
    """The file is missing, is a folder, or may not be read."""

    code = "file_unreadable"
    title = "Arquivo inacessível"
    detail = "O arquivo não pôde ser aberto. Confira se ele existe e se você tem permissão de leitura."


class OutsideFolder(DocumentError):
    """A link leads out of the folder that was named."""

    code = "outside_folder"
    title = "Atalho para fora da pasta"
    detail = "O atalho aponta para fora da pasta indicada e foi ignorado. Copie o arquivo para dentro dela."


class PageUnreadable(DocumentError):
    """A page of a site that shows no text, or not to this program."""

    code = "page_unreadable"
    title = "Página não pôde ser lida"
    detail = "A página não pôde ser lida. Confira o endereço no navegador."


class ModelError(RosanaError):
    """The model did not do its part."""

    status = 503
    code = "model_error"
    title = "Erro do modelo"
    detail = "O modelo de linguagem falhou. Tente de novo; `rosana doctor` mostra o que fazer."


class ModelUnavailable(ModelError):
    """No model server answers, or it refuses."""

    code = "model_unavailable"
    title = "Modelo indisponível"
    detail = "O modelo de linguagem não responde agora. Tente de novo em instantes."


class ModelMissing(ModelError):
    """The server does not have this model."""

    code = "model_missing"
    title = "Modelo não instalado"
    detail = "O servidor não tem este modelo. Baixe-o com `rosana models pull`."


class ModelBusy(ModelError):
    """The model server's queue is full."""

    code = "model_busy"
    title = "Modelo ocupado"
    detail = "Há muitas perguntas na fila do modelo. Tente de novo em instantes."


class ContextExceeded(ModelError):
    """The prompt does not fit the model's context window; to try again never helps."""

    status = 413
    code = "context_exceeded"
    title = "Pergunta maior que a memória do modelo"
    detail = "A pergunta e os documentos não cabem na memória do modelo. Faça uma pergunta mais curta."


class ModelInterrupted(ModelError):
    """The model's stream broke or ended before it was done."""

    status = 502
    code = "model_interrupted"
    title = "Resposta interrompida"
    detail = "O modelo parou no meio da resposta. Tente de novo."


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
