from rosana.knowledge.sample import SAMPLE


def test_there_are_ten_facts_one_document_each() -> None:
    assert len(SAMPLE) == 10
    assert len({document.source for document in SAMPLE}) == 10
    assert all(document.source.startswith("exemplo/") for document in SAMPLE)


def test_facts_are_one_sentence_and_titles_only_name_the_topic() -> None:
    assert all(document.text.endswith(".") for document in SAMPLE)
    assert all(len(document.title) < 30 and not document.title.endswith(".") for document in SAMPLE)


def test_the_hours_and_the_backup_are_word_for_word() -> None:
    texts = [document.text for document in SAMPLE]
    assert (
        texts[1] == "O horário de atendimento do suporte humano é das 09h às 18h, de segunda a sexta, exceto feriados."
    )
    assert texts[9] == "Backups automáticos são realizados diariamente às 02h00 com retenção de 30 dias."
