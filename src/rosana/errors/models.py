"""The chat or embedding model did not do its part."""

from rosana.errors.base import RosanaError

__all__ = [
    "ContextExceeded",
    "ModelBusy",
    "ModelError",
    "ModelInterrupted",
    "ModelMissing",
    "ModelUnavailable",
]


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
