"""Sentences of customers with personal data in them, made of templates, ways to write each kind, and noise.

Check digits are made by `python-stdnum`; none of it is shared with the patterns of `rosana.privacy` or their tests.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from stdnum import luhn
from stdnum.br import cnpj, cpf
from templates import ACCOUNTS, AREAS, FIRST, HARMLESS, LAST, PROVIDERS, SHORT, TEMPLATES

from rosana.privacy import Kind

__all__ = ["SHARES", "Generator", "Sentence"]

SHARES: dict[Kind, int] = {
    "cpf": 600,
    "cnpj": 300,
    "card": 250,
    "phone": 600,
    "email": 350,
    "pix": 200,
    "rg": 100,
    "cnh": 60,
    "pis": 60,
    "titulo_eleitor": 60,
    "passport": 40,
    "cep": 80,
    "plate": 80,
    "ip": 60,
    "name": 300,
    "account": 100,
}
"""Sentences of each kind."""


@dataclass(slots=True)
class Sentence:
    """A sentence and the personal data in it, by kind."""

    text: str
    values: list[tuple[Kind, str]] = field(default_factory=list)


class Generator:
    """Writes sentences; the same seed writes the same ones."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._makers: dict[Kind, Callable[[], str]] = {
            "cpf": self._cpf,
            "cnpj": self._cnpj,
            "card": self._card,
            "phone": self._phone,
            "email": self._email,
            "pix": self._pix,
            "rg": self._rg,
            "cnh": lambda: self._digits(11),
            "pis": self._pis,
            "titulo_eleitor": self._voter,
            "passport": self._passport,
            "cep": self._cep,
            "plate": self._plate,
            "ip": self._ip,
            "name": self._name,
        }

    def sentence(self, kind: Kind) -> Sentence:
        """Return a sentence that holds a value of this kind, at times beside others."""
        if kind == "account":
            return self._account()
        value = self._makers[kind]()
        template = self._random.choice(TEMPLATES[kind])
        if kind == "phone" and self._random.random() < 0.1:
            value, template = self._local_phone(), self._random.choice(TEMPLATES[kind][:9])
        text = template.format(value)
        values: list[tuple[Kind, str]] = [(kind, value)]
        if "." not in template[-3:] and kind != "name" and self._random.random() < 0.15:
            other: Kind = self._random.choice(("cpf", "phone", "email"))
            value = self._makers[other]()
            text += self._random.choice((" e ", ", ", "\n", " / ", "; ")) + self._random.choice(SHORT[other]).format(
                value
            )
            values.append((other, value))
        return self._noisy(Sentence(text, values))

    def harmless(self) -> Sentence:
        """Return a sentence with numbers that are no personal data."""
        template = self._random.choice(HARMLESS)
        return Sentence(re.sub("#+", lambda found: self._digits(len(found.group())), template))

    def _noisy(self, sentence: Sentence) -> Sentence:
        """Put a greeting before, an ending after, and write in the manner of people in a hurry."""
        text = self._random.choice(("", "", "", "oi, ", "Bom dia! ", "olá tudo bem? ", "boa tarde\n")) + sentence.text
        text += self._random.choice(("", "", "", ".", "!", " obrigado", ", pode verificar?", " por favor", "\n\nGrata"))
        if self._random.random() < 0.1:
            text, sentence.values = _upper(text), [(kind, _upper(value)) for kind, value in sentence.values]
        elif self._random.random() < 0.2 and not any(kind == "name" for kind, _ in sentence.values):
            text, sentence.values = text.lower(), [(kind, value.lower()) for kind, value in sentence.values]
        return Sentence(text, sentence.values)

    def _digits(self, count: int) -> str:
        return "".join(self._random.choices("0123456789", k=count))

    def _grouped(self, digits: str, patterns: Sequence[str]) -> str:
        """Write digits by one of some patterns, in which # is a digit, and at times with odd marks between them."""
        rest = iter(digits)
        written = "".join(next(rest) if char == "#" else char for char in self._random.choice(patterns))
        odd = self._random.random()
        if odd < 0.03:
            written = written.replace("-", "–").replace(" ", "\u00a0")
        elif odd < 0.05:
            written = written.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
        elif odd < 0.08:
            written = written.replace(" ", "\n", 1) if " " in written else written.replace(".", ".\n", 1)
        elif odd < 0.10:
            written = written.replace("-", " - ")
        elif odd < 0.12:
            written = written.replace(" ", "\t")
        return written

    def _cpf(self) -> str:
        base = self._digits(9)
        return self._grouped(
            next(number for end in range(100) if cpf.is_valid(number := f"{base}{end:02}")),
            ["###.###.###-##"] * 4
            + ["###########"] * 4
            + ["### ### ### ##"] * 3
            + [
                "#########-##",
                "###.###.###.##",
                "###-###-###-##",
                "### ### ###-##",
                "######### ##",
                "###.###.###/##",
                "### ###.###-##",
                "###.######-##",
                "###. ###. ###-##",
                "###,###,###-##",
            ],
        )

    def _cnpj(self) -> str:
        letters = self._random.random() < 0.4
        base = "".join(self._random.choices("0123456789ABCDEFGHJKLMNPRSTUVWXYZ" if letters else "0123456789", k=8))
        base += (
            "0001"
            if not letters or self._random.random() < 0.5
            else "".join(self._random.choices("0123456789ABC", k=4))
        )
        patterns = ["##.###.###/####-##"] * 4 + ["##############"] * 3
        if not letters:
            patterns += [
                "## ### ### #### ##",
                "########/####-##",
                "##.###.###.####-##",
                "##.###.###/#### ##",
                "##-###-###/####-##",
            ]
        return self._grouped(base + cnpj.calc_check_digits(base), patterns)

    def _card(self) -> str:
        kind = self._random.choice("vvvmmmaehd")
        start, length = {
            "v": ("4", 16),
            "m": ("5" + self._random.choice("12345"), 16),
            "a": ("37", 15),
            "e": ("636368", 16),
            "h": ("606282", 16),
            "d": ("36", 14),
        }[kind]
        base = start + self._digits(length - len(start) - 1)
        number = base + luhn.calc_check_digit(base)
        if length == 16:
            return self._grouped(
                number, ["#### #### #### ####"] * 4 + ["#" * 16] * 3 + ["####-####-####-####", "####.####.####.####"]
            )
        return self._grouped(
            number, ["#### ###### #####", "#" * 15] if length == 15 else ["#### ###### ####", "#" * 14]
        )

    def _phone(self) -> str:
        area = self._random.choice(AREAS)
        if self._random.random() < 0.7:
            number = area + "9" + self._random.choice("6789") + self._digits(7)
            patterns = (
                ["(##) #####-####"] * 4
                + ["## #####-####"] * 3
                + ["###########"] * 3
                + [
                    "(##)#####-####",
                    "(##) # ####-####",
                    "## # ####-####",
                    "## # #### ####",
                    "##-#####-####",
                    "(##) #########",
                    "## #########",
                    "+55 ## #####-####",
                    "+55 (##) #####-####",
                    "+55###########",
                    "55###########",
                    "0## #####-####",
                    "(0##) #####-####",
                    "0xx## #####-####",
                    "##.#####.####",
                    "## ##### ####",
                    "(##) ##### ####",
                    "+55 ## # ####-####",
                    "55 ## #####-####",
                    "0###########",
                    "##/#####-####",
                    "(##) - #####-####",
                    "(##)# ####-####",
                    "## - #####-####",
                    "## #####.####",
                ]
            )
        else:
            number = area + self._random.choice("2345") + self._digits(7)
            patterns = (
                ["(##) ####-####"] * 3
                + ["## ####-####"] * 2
                + [
                    "##########",
                    "(##)####-####",
                    "+55 ## ####-####",
                    "0## ####-####",
                    "##-####-####",
                    "(##) ########",
                    "(##) #### ####",
                    "+55(##)####-####",
                    "## ####.####",
                ]
            )
        return self._grouped(number, patterns)

    def _local_phone(self) -> str:
        """Return a number without its area, as people write it to others of the same town."""
        if self._random.random() < 0.7:
            return self._grouped(
                "9" + self._random.choice("6789") + self._digits(7),
                ["#####-####", "# ####-####", "#########", "##### ####"],
            )
        return self._grouped(
            self._random.choice("235") + self._digits(7), ["####-####", "####-####", "########", "#### ####"]
        )

    def _email(self) -> str:
        first, last = (_ascii(self._random.choice(names)).lower() for names in (FIRST, LAST))
        local = self._random.choice(
            (
                f"{first}.{last}",
                f"{first}{last}{self._digits(2)}",
                f"{first}_{last}",
                f"{first[0]}{last}",
                f"{first}{self._digits(4)}",
                f"{first}-{last}",
                f"{first}.{last}+loja",
                self._digits(8),
                f"{first}",
            )
        )
        domain = self._random.choice(
            (*PROVIDERS, *PROVIDERS, f"{last}advogados.com.br", "empresa.com.br", "ufmg.br", "sp.gov.br")
        )
        style = self._random.random()
        if style < 0.05:
            return f"{local.replace('.', ' ponto ')} arroba {domain.replace('.', ' ponto ')}".replace("+", "").replace(
                "_", ""
            )
        if style < 0.07:
            return f"{local} @ {domain}"
        if style < 0.09:
            return f"{local}@{domain}".upper()
        if style < 0.10:
            return f"{local}(arroba){domain}"
        return f"{local}@{domain}"

    def _pix(self) -> str:
        hexes = "".join(self._random.choices("0123456789abcdef", k=32))
        written = re.sub("(.{8})(.{4})(.{4})(.{4})(.{12})", r"\1-\2-\3-\4-\5", hexes)
        return self._random.choice((written, written, written, written.upper(), hexes))

    def _rg(self) -> str:
        last = self._random.choice("0123456789X")
        return self._random.choice(
            (
                self._grouped(self._digits(8), ["##.###.###-"]) + last,
                self._digits(8) + last,
                "MG-" + self._grouped(self._digits(8), ["##.###.###"]),
                self._grouped(self._digits(7), ["#.###.###"]),
                self._digits(9),
            )
        )

    def _pis(self) -> str:
        return self._grouped(self._digits(11), ["###.#####.##-#"] * 2 + ["#" * 11, "### ##### ## #"])

    def _voter(self) -> str:
        return self._grouped(self._digits(12), ["#### #### ####", "#" * 12, "####.####.####"])

    def _passport(self) -> str:
        letters = "".join(self._random.choices("ABCDEFGHJ", k=2))
        return letters + self._random.choice(("", "", " ")) + self._digits(6)

    def _cep(self) -> str:
        return self._grouped(self._digits(8), ["#####-###"] * 3 + ["########", "##.###-###"])

    def _plate(self) -> str:
        letters = "".join(self._random.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ", k=3))
        if self._random.random() < 0.5:
            return letters + self._digits(1) + self._random.choice("ABCDEFGHIJ") + self._digits(2)
        return letters + self._random.choice(("-", "", " ")) + self._digits(4)

    def _ip(self) -> str:
        if self._random.random() < 0.2:
            return ":".join(f"{self._random.randrange(16**4):x}" for _ in range(8))
        return f"{self._random.choice((177, 179, 186, 187, 189, 191, 200, 201))}." + ".".join(
            str(self._random.randint(2, 254)) for _ in range(3)
        )

    def _name(self) -> str:
        parts = [self._random.choice(FIRST), *self._random.sample(LAST, self._random.randint(1, 3))]
        if self._random.random() < 0.3:
            parts.insert(1, self._random.choice(("da", "de", "dos")))
        return " ".join(parts)

    def _account(self) -> Sentence:
        branch = self._grouped(self._digits(4), ["####", "####", "####"])
        number = self._grouped(self._digits(7), ["######-#", "##.####-#"][:1] * 2 + ["##.###-#"])
        text = self._random.choice(ACCOUNTS).format(branch, number)
        return self._noisy(Sentence(text, [("account", branch), ("account", number)]))


def _upper(text: str) -> str:
    return "".join(char.upper() if len(char.upper()) == 1 else char for char in text)


def _ascii(name: str) -> str:
    return name.translate(str.maketrans("áâãàéêíóôõúüçÁÂÉÍÓÚÇ", "aaaaeeiooouucAAEIOUC")).replace("'", "")
