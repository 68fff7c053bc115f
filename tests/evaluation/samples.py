"""Small invented data sets: a shop's help in three documents, and four questions."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

DOCUMENTS = {
    "frete": ("Frete e entrega", "O frete é grátis em compras acima de R$ 200. A entrega leva de 3 a 7 dias úteis."),
    "trocas": ("Trocas e devoluções", "A troca pode ser pedida em até 30 dias. A etiqueta de envio chega por e-mail."),
    "garantia": ("Garantia", "Os aparelhos têm garantia de 12 meses. A assistência técnica fica em Campinas."),
}
QUESTIONS = {
    "q1": ("A partir de quanto o frete é grátis?", "frete", ["R$ 200", "acima de R$ 200"]),
    "q2": ("Em quantos dias posso pedir a troca?", "trocas", ["30 dias"]),
    "q3": ("Quantos meses de garantia têm os aparelhos?", "garantia", ["12 meses"]),
    "q4": ("Onde fica a assistência técnica?", "garantia", ["Campinas"]),
}


def write_lines(path: Path, lines: Iterable[Mapping[str, object]]) -> Path:
    """Write JSON lines, and the folder they belong in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines), encoding="utf-8")
    return path


def write_beir(folder: Path) -> Path:
    """Write the shop as a BEIR folder, with answers."""
    write_lines(
        folder / "corpus.jsonl",
        ({"_id": key, "title": title, "text": text} for key, (title, text) in DOCUMENTS.items()),
    )
    write_lines(
        folder / "queries.jsonl",
        ({"_id": key, "text": q, "metadata": {"answers": answers}} for key, (q, _, answers) in QUESTIONS.items()),
    )
    (folder / "qrels").mkdir()
    rows = [f"{key}\t{document}\t1\n" for key, (_, document, _) in QUESTIONS.items()]
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n" + "".join(rows), encoding="utf-8")
    return folder


def write_help_center(folder: Path) -> Path:
    """Write the shop as a help center, with two kinds of questions."""
    for key, (title, text) in DOCUMENTS.items():
        path = folder / "docs" / "ajuda" / f"{key}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {title}\n\n{text}\n", encoding="utf-8")
    write_lines(
        folder / "questions.jsonl",
        (
            {"_id": key, "text": q, "kind": "faq" if key < "q3" else "link", "documents": [f"ajuda/{document}.md"]}
            for key, (q, document, _) in QUESTIONS.items()
        ),
    )
    return folder


def write_foreign(path: Path) -> Path:
    """Write questions of three domains; those of "loja" can be answered."""
    return write_lines(
        path,
        [
            {"_id": "f1", "text": "Qual é a capital da Mongólia?", "domain": "geografia"},
            {"_id": "f2", "text": "Quem compôs a ópera O Guarani?", "domain": "arte"},
            {"_id": "f3", "text": "Onde fica a assistência técnica?", "domain": "loja"},
        ],
    )
