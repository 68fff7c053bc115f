"""The sample knowledge base: what a fresh Rosana knows, so that the first question has an answer."""

from collections.abc import Callable
from dataclasses import dataclass

from rosana.store.documents import Documents
from rosana.types import Chunk

__all__ = ["SAMPLE", "SampleDocument", "write_sample"]


@dataclass(frozen=True, slots=True)
class SampleDocument:
    """A document that comes with Rosana; its source stands where other documents have a path."""

    source: str
    title: str
    text: str


SAMPLE = (
    SampleDocument(
        "exemplo/sobre-o-rosana-desk",
        "Sobre o Rosana Desk",
        "O Rosana Desk é uma plataforma de automação de atendimento desenvolvida pela Verzel.",
    ),
    SampleDocument(
        "exemplo/horario-de-atendimento",
        "Horário de atendimento",
        "O horário de atendimento do suporte humano é das 09h às 18h, de segunda a sexta, exceto feriados.",
    ),
    SampleDocument(
        "exemplo/whatsapp",
        "Integração com WhatsApp",
        "Para integração com WhatsApp, utilizamos a API oficial do PlugChat com webhooks.",
    ),
    SampleDocument(
        "exemplo/cultura",
        "Cultura da empresa",
        "A empresa Verzel valoriza autonomia, comunicação assíncrona e entrega contínua de valor.",
    ),
    SampleDocument(
        "exemplo/reembolso",
        "Reembolso",
        "Processo de reembolso: abrir ticket no Jira com tag #financeiro e anexar comprovantes.",
    ),
    SampleDocument(
        "exemplo/prazos",
        "Prazo de entrega",
        "O prazo atual de entrega para novas funcionalidades é acordado em sprint planning.",
    ),
    SampleDocument(
        "exemplo/arquitetura",
        "Arquitetura do sistema",
        "O sistema utiliza arquitetura de microserviços com Docker e Kubernetes na AWS.",
    ),
    SampleDocument(
        "exemplo/problemas-criticos",
        "Problemas críticos",
        "Para problemas críticos, acionar o canal #emergencia no Slack da equipe.",
    ),
    SampleDocument(
        "exemplo/integracoes",
        "Integrações",
        "O Rosana Desk suporta integração com Salesforce, Zendesk e HubSpot via APIs REST.",
    ),
    SampleDocument(
        "exemplo/backups",
        "Backups",
        "Backups automáticos são realizados diariamente às 02h00 com retenção de 30 dias.",
    ),
)
"""Ten facts, one document each."""


async def write_sample(documents: Documents, content_hash: Callable[[bytes], str]) -> None:
    """Write the sample if nothing was ever written; `content_hash` is taken of each text."""
    if await documents.ever_written():
        return
    for sample in SAMPLE:
        await documents.replace(
            sample.source,
            title=sample.title,
            url=None,
            content_hash=content_hash(sample.text.encode()),
            chunks=[Chunk("", sample.text)],
        )
