"""How much personal data is found in generated sentences of customers, how much is taken for it wrongly, how fast."""

import argparse
import json
import time
from collections import Counter
from pathlib import Path

from customers import SHARES, Generator

from rosana.privacy import KINDS, Kind, Masker, find

WITH_CHECK_DIGITS: tuple[Kind, ...] = ("cpf", "cnpj", "card")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--sentences", type=Path, help="LeNER-Br as JSONL: sentences whose numbers are no personal data"
    )
    parser.add_argument("--docs", type=Path, help="folder of Markdown whose masking is timed")
    parser.add_argument("--misses", action="store_true", help="print what was not found, and what was found wrongly")
    parser.add_argument("--json", action="store_true", dest="as_json")
    arguments = parser.parse_args()
    figures: dict[str, object] = {"generated": measure_generated(arguments.seed, show=arguments.misses)}
    if arguments.sentences:
        figures["court texts"] = measure_sentences(arguments.sentences, show=arguments.misses)
    if arguments.docs:
        figures["speed"] = measure_speed(arguments.docs)
    print(json.dumps(figures, ensure_ascii=False, indent=None if arguments.as_json else 2))


def measure_generated(seed: int, *, show: bool) -> dict[str, object]:
    """Return recall by kind (nothing of a value left to read), the share under the right name, and false findings."""
    generator = Generator(seed)
    expected, masked, named, wrong = Counter[Kind](), Counter[Kind](), Counter[Kind](), Counter[Kind]()
    count = 0
    for kind, share in SHARES.items():
        for _ in range(share):
            sentence = generator.sentence(kind)
            count += 1
            findings = find(sentence.text)
            for wanted, value in sentence.values:
                expected[wanted] += 1
                start = sentence.text.index(value)
                over = [f for f in findings if f.start < start + len(value) and start < f.end]
                covered = all(
                    any(f.start <= at < f.end for f in over) or not sentence.text[at].isalnum()
                    for at in range(start, start + len(value))
                )
                masked[wanted] += covered
                named[wanted] += covered and any(f.kind == wanted for f in over)
                if show and not (covered and any(f.kind == wanted for f in over)):
                    print(
                        "missed" if not covered else "misnamed",
                        wanted,
                        repr(value),
                        "in",
                        repr(sentence.text),
                        [(f.kind, f.value) for f in over],
                    )
            for finding in findings:
                places = [(sentence.text.index(value), len(value)) for _, value in sentence.values]
                house = finding.kind == "cep" and len(finding.value) < 5  # the number beside a CEP is meant to be found
                if not house and not any(finding.start < at + size and at < finding.end for at, size in places):
                    wrong[finding.kind] += 1
                    if show:
                        print("wrong", finding.kind, repr(finding.value), "in", repr(sentence.text))
    harmless = [generator.harmless() for _ in range(500)]
    alarms = [(found, sentence.text) for sentence in harmless for found in find(sentence.text)]
    for found, text in alarms if show else ():
        print("false", found.kind, repr(found.value), "in", repr(text))
    groups = {"check digits": WITH_CHECK_DIGITS, "phones, e-mails, PIX": ("phone", "email", "pix")}
    return {
        "sentences": count,
        "recall": {kind: _share(masked[kind], expected[kind]) for kind in SHARES},
        "recall of groups": {
            name: _share(sum(masked[k] for k in kinds), sum(expected[k] for k in kinds))
            for name, kinds in groups.items()
        },
        "right kind": {kind: _share(named[kind], expected[kind]) for kind in SHARES},
        "found beside the values": dict(wrong),
        "harmless sentences": len(harmless),
        "found in harmless ones": len(alarms),
    }


def measure_sentences(path: Path, *, show: bool) -> dict[str, object]:
    """Return the numbers found in sentences that hold none, and how well names are found."""
    sentences = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    numbers = true = names = found_names = persons = 0
    for sentence in sentences:
        spans = [(e["start"], e["end"]) for e in sentence["entities"] if e["label"] == "PESSOA"]
        findings = find(sentence["text"])
        numbers += sum(f.kind != "name" for f in findings)
        for finding in findings if show else ():
            if finding.kind != "name":
                print(
                    "number",
                    finding.kind,
                    repr(finding.value),
                    "in",
                    repr(sentence["text"][max(0, finding.start - 80) : finding.end + 40]),
                )
        named = [f for f in findings if f.kind == "name"]
        names += len(named)
        true += sum(any(f.start < end and start < f.end for start, end in spans) for f in named)
        found_names += sum(any(f.start < end and start < f.end for f in named) for start, end in spans)
        persons += len(spans)
    return {
        "sentences": len(sentences),
        "numbers": numbers,
        "numbers per 200": round(200 * numbers / len(sentences), 2),
        "names": {"precision": _share(true, names), "recall": _share(found_names, persons), "persons": persons},
    }


def measure_speed(folder: Path) -> dict[str, float]:
    """Return MB of UTF-8 masked per second of computing, in passages of 1,200 characters, and ms of a question."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.md")))
    passages = [text[start : start + 1200] for start in range(0, len(text), 1200)]
    size = len(text.encode()) / 1e6
    rates = []
    for _ in range(3):
        masker = Masker(KINDS)
        start = time.process_time()
        for passage in passages:
            masker.mask(passage)
        rates.append(size / (time.process_time() - start))
    question = "Qual é o prazo para trocar um produto comprado na loja física?"
    start = time.process_time()
    for _ in range(2000):
        Masker(KINDS).mask(question)
    return {
        "MB": round(size, 1),
        "MB/s": round(max(rates), 1),
        "ms per question": round((time.process_time() - start) / 2, 4),
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


if __name__ == "__main__":
    main()
