import pytest

from rosana.retrieval.analysis import STOP_WORDS, Analyzer, fold, grams


def _stems(text: str) -> list[str]:
    return [term.stem for sentence in Analyzer().sentences(text) for term in sentence]


def _words(text: str) -> list[str]:
    return [term.word for sentence in Analyzer().sentences(text) for term in sentence]


def test_fold_drops_case_accents_and_emoji() -> None:
    assert fold("Ação Nº 2 É GRÁTIS 🎉") == "acao no 2 e gratis "


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("inscrições", "inscricao"),
        ("INSCRIÇÃO", "inscrição"),
        ("possíveis", "possivel"),
        ("ausência", "ausencias"),
        ("funções", "funcao"),
        ("boletos", "boleto"),
        ("margens", "margem"),
        ("canais", "canal"),
        ("pagamentos", "pagamento"),
    ],
)
def test_forms_with_and_without_accents_share_a_stem(one: str, other: str) -> None:
    assert _stems(one) == _stems(other)


@pytest.mark.parametrize(("one", "other"), [("boleto", "bolsa"), ("prazo", "preço"), ("2019", "2020")])
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert _stems(one) != _stems(other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("NF-e", ["nfe"]),
        ("e-mail", ["email", "mail"]),
        ("enviá-lo", ["envia"]),
        ("09h00", ["9h"]),
        ("9:30", ["9h30"]),
        ("R$ 1.500", ["r", "1500"]),
        ("R$ 7,5", ["r", "7.5", "7"]),
        ("versão 10.3.1", ["versao", "10.3.1", "10"]),
        ("guarda-chuva", ["guarda", "chuva"]),
        ("autossuficiência", ["autosuficiencia"]),
        ("auto-suficiência", ["autosuficiencia", "suficiencia"]),
        ("infraestrutura", ["infraestrutura"]),
        ("infra-estrutura", ["infraestrutura", "estrutura"]),
        ("micro-ondas", ["microondas", "ondas"]),
        ("contrarrazões", ["contrarazoes"]),
        ("interrogar", ["interrogar"]),
        ("video.globo.com", ["video", "globo"]),
    ],
)
def test_one_thing_written_in_several_ways_becomes_the_same_words(text: str, words: list[str]) -> None:
    assert _words(text) == words


def test_sentences_end_at_full_stops_and_line_breaks_but_not_inside_numbers() -> None:
    sentences = Analyzer().sentences("Custa 1.500 reais. Pague hoje!\nLinha nova")
    assert [[term.word for term in sentence] for sentence in sentences] == [
        ["custa", "1500", "reais"],
        ["pague", "hoje"],
        ["linha", "nova"],
    ]


def test_a_mark_ends_a_sentence_where_a_blank_follows_alone() -> None:
    sentences = Analyzer().sentences("Veja (Silva et al., 2013) o item 2.b; pague? Sim... Fim")
    assert [[term.word for term in sentence] for sentence in sentences] == [
        ["veja", "silva", "et", "al", "2013", "item", "2.b", "2"],
        ["pague"],
        ["sim"],
        ["fim"],
    ]


@pytest.mark.parametrize("text", ["", " \n", "de a o que", "🎉🎉", "...", "日本語"])
def test_text_without_words_that_count_has_no_sentences(text: str) -> None:
    assert Analyzer().sentences(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("O prazo termina em março", "t"),
        ("Custa 30 reais", "n"),
        ("Fazemos isso porque a lei exige", "r"),
        ("A nota fiscal é um documento", "d"),
        ("Fica na rua Direita", "p"),
    ],
)
def test_a_sentence_says_what_kind_of_answer_it_may_hold(text: str, kind: str) -> None:
    [sentence] = Analyzer().read(text)
    assert kind in sentence.kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("A nota fiscal é um documento", "d2"),
        ("As notas fiscais da empresa são documentos e a empresa é avisada", "d3"),
        ("Já é um documento", "d"),
        ("Pague a nota", ""),
    ],
)
def test_a_sentence_says_how_many_terms_stand_before_its_verb(text: str, kinds: str) -> None:
    [sentence] = Analyzer().read(text)
    assert sentence.kinds == kinds


def test_the_word_and_is_no_definition() -> None:
    [sentence] = Analyzer().read("pedra e papel")
    assert sentence.kinds == ""


def test_kinds_do_not_leak_into_the_next_sentence() -> None:
    first, second = Analyzer().read("Custa 30. Pague hoje.")
    assert "n" in first.kinds
    assert "n" not in second.kinds


def test_words_keeps_stop_words_in_order() -> None:
    assert Analyzer().words("Onde fica a Sede?") == ["onde", "fica", "a", "sede"]


def test_grams_cover_a_long_word_and_a_short_word_is_its_own() -> None:
    assert grams("boletos") == ("bolet", "oleto", "letos")
    assert grams("pix") == ("pix",)


def test_a_full_memory_changes_no_word() -> None:
    analyzer = Analyzer()
    text = "Inscrições " + " ".join(f"palavra{number}" for number in range(20_000)) + " inscrição"
    [terms] = analyzer.sentences(text)
    assert [terms] == analyzer.sentences(text)
    assert terms[0].stem == terms[-1].stem


def test_encoded_data_is_cut_to_a_word() -> None:
    [[term]] = Analyzer().sentences("x" * 20_000)
    assert len(term.word) == 40


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("AÇÃO “rápida” — já", "acao rapida  ja"),
        ("nº 2ª 5³ ½", "no 2a 53 12"),
        ("Straße… ﬁm", "strasse... fim"),
        ("Łódź Ω e\N{COMBINING ACUTE ACCENT}", "odz  e"),
        ("2\N{NO-BREAK SPACE}\N{ACUTE ACCENT}é\x81", "2  e"),
    ],
)
def test_every_text_is_folded_alike_in_whatever_alphabet_it_is_written(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(f"{text}日") == folded  # which no code page of ours can write


def test_stop_words_are_folded() -> None:
    assert all(fold(word) == word for word in STOP_WORDS)
