"""What was asked cannot be done as asked."""

from rosana.errors.base import RosanaError

__all__ = [
    "AddressInvalid",
    "AddressRefused",
    "AnswerSuperseded",
    "ConversationNotFound",
    "DatasetInvalid",
    "DocumentNotEditable",
    "DocumentNotFound",
    "InvalidRequest",
    "MessageEmpty",
    "MessageNotFound",
    "MessageTooLong",
    "NotFound",
    "PreferenceFixed",
    "PreferenceInvalid",
    "RequestError",
    "RequestIdUsed",
    "SessionExpired",
    "SiteNotFound",
    "WidgetNotFound",
]


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


class RequestIdUsed(RequestError):
    """Another question, or somebody else's, was asked under the same request id."""

    status = 409
    code = "request_id_used"
    title = "request_id já usado"
    detail = "Outra pergunta já foi enviada com este request_id. Use um novo para cada pergunta."


class AnswerSuperseded(RequestError):
    """The same question was asked again before its answer was ready, and is answered there."""

    status = 409
    code = "answer_superseded"
    title = "Pergunta enviada de novo"
    detail = "Esta pergunta foi enviada de novo, e a resposta foi para o pedido mais novo."


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


class PreferenceInvalid(RequestError):
    """What was chosen in the console breaks a rule; `field` is its dotted name: `widget.origins`."""

    code = "preference_invalid"
    title = "Ajuste inválido"
    detail = "Um dos ajustes tem um valor inválido. Corrija-o e salve de novo."

    def __init__(self, detail: str | None = None, *, field: str = "") -> None:
        self.field = field
        super().__init__(detail)


class PreferenceFixed(RequestError):
    """The environment or rosana.toml has set this, and it counts before what the console chooses."""

    status = 409
    code = "preference_fixed"
    title = "Ajuste definido no servidor"
    detail = "Este ajuste está definido no servidor. Para mudá-lo aqui, tire-o das variáveis ROSANA_* e do rosana.toml."


class SessionExpired(RequestError):
    """A visitor's session is over, or what was shown is no session of this site."""

    status = 401
    code = "session_expired"
    title = "Sessão encerrada"
    detail = "A sua sessão terminou. Recarregue a página para continuar a conversa."


class DocumentNotEditable(RequestError):
    """Only a text that was sent here, in Markdown or plain, can be corrected here."""

    status = 409
    code = "document_not_editable"
    title = "Documento não editável"
    detail = (
        "Só textos em Markdown ou .txt, enviados para cá, podem ser editados aqui. Corrija o original e envie o "
        "arquivo de novo: ele substitui este."
    )


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


class WidgetNotFound(NotFound):
    """No widget has this id."""

    code = "widget_not_found"
    title = "Widget não encontrado"
    detail = "Nenhum widget tem este identificador. Copie a tag outra vez nos Ajustes do console."


class MessageNotFound(NotFound):
    """No answer has this id."""

    code = "message_not_found"
    title = "Mensagem não encontrada"
    detail = "Nenhuma resposta tem este identificador."
