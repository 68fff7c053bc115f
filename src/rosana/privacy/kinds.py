"""The kinds of personal data, and the word that stands for each in a masked text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

__all__ = ["KINDS", "LABELS", "Kind", "MaskedKinds"]

Kind = Literal[
    "cpf",
    "cnpj",
    "rg",
    "cnh",
    "pis",
    "titulo_eleitor",
    "passport",
    "cep",
    "phone",
    "email",
    "card",
    "account",
    "pix",
    "plate",
    "ip",
    "name",
]

KINDS: frozenset[Kind] = frozenset(get_args(Kind))


@dataclass(slots=True)
class MaskedKinds:
    """The kinds that are masked in a workspace, as last seen; all that mask there share one."""

    now: frozenset[Kind] = KINDS


LABELS: Mapping[Kind, str] = {
    "cpf": "CPF",
    "cnpj": "CNPJ",
    "rg": "RG",
    "cnh": "CNH",
    "pis": "PIS",
    "titulo_eleitor": "TITULO",
    "passport": "PASSAPORTE",
    "cep": "CEP",
    "phone": "TELEFONE",
    "email": "EMAIL",
    "card": "CARTAO",
    "account": "CONTA",
    "pix": "PIX",
    "plate": "PLACA",
    "ip": "IP",
    "name": "NOME",
}
"""The word of a placeholder: `[CPF_1]`."""
