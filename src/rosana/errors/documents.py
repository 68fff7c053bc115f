"""A document could not be read; the detail is the reason shown beside it."""

from rosana.errors.base import RosanaError

__all__ = [
    "ContainerTooLarge",
    "DocumentBroken",
    "DocumentEmpty",
    "DocumentEncrypted",
    "DocumentError",
    "DocumentTimeout",
    "DocumentTooLarge",
    "FileUnreadable",
    "FormatUnsupported",
    "OcrMissing",
    "OutsideFolder",
    "PageUnreadable",
]


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
    detail = "Este tipo de arquivo não é aceito. Salve-o como PDF, Word, Excel, HTML ou texto e envie de novo."


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
