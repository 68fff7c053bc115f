"""Passages of invented companies, with sentences that a model may write from them, true ones and false ones."""

from dataclasses import dataclass

__all__ = ["PARAPHRASES", "Paraphrases"]


@dataclass(frozen=True, slots=True)
class Paraphrases:
    """A passage, what it supports and what it does not."""

    title: str
    text: str
    true: tuple[str, ...]
    false: tuple[str, ...]


PARAPHRASES = (
    Paraphrases(
        "Trocas e devoluções",
        "O cliente pode desistir da compra em até 7 dias corridos após o recebimento do produto. O reembolso é "
        "feito em até 10 dias úteis, na mesma forma de pagamento. Produtos personalizados não podem ser trocados, "
        "exceto em caso de defeito. O frete da devolução é pago pela Lojas Aurora.",
        (
            "Você tem até sete dias corridos depois de receber o produto para desistir da compra.",
            "O prazo para desistir da compra é de **7 dias corridos** após o recebimento [1].",
            "O reembolso ocorre em até dez dias úteis, na mesma forma de pagamento usada na compra.",
            "Não é possível trocar produtos personalizados, a não ser em caso de defeito.",
            "Sim, a Lojas Aurora paga o frete da devolução.",
            "De acordo com o documento, o frete de devolução é por conta da Lojas Aurora.",
            "Produtos personalizados só podem ser trocados se tiverem defeito.",
            "É possível desistir da compra em até 7 dias corridos, com reembolso em até 10 dias úteis.",
        ),
        (
            "Você tem até dez dias corridos depois de receber o produto para desistir da compra.",
            "O prazo para desistir da compra é de **7 meses** após o recebimento [1].",
            "O reembolso ocorre em até sete dias úteis, na mesma forma de pagamento usada na compra.",
            "Produtos personalizados podem ser trocados normalmente.",
            "A Lojas Aurora não paga o frete da devolução.",
            "O frete da devolução é pago pela Transportadora Sigma.",
            "O cliente não pode desistir da compra após o recebimento.",
            "O reembolso é feito em dobro e acompanha um vale-presente para a próxima visita.",
        ),
    ),
    Paraphrases(
        "Horário de atendimento",
        "A central funciona de segunda a sexta-feira, das 8h às 18h30, e aos sábados, das 9h às 13h. Não há "
        "atendimento aos domingos e feriados. O telefone é 0800 555 0199 e o e-mail é ajuda@exemplo.com.br.",
        (
            "A central atende de segunda a sexta, das 08h00 às 18h30.",
            "Aos sábados o atendimento é das 9h às 13h.",
            "Nosso horário é de segunda a sexta-feira das 8:00 às 18:30 e sábado das 9:00 às 13:00.",
            "Não atendemos aos domingos nem em feriados.",
            "Infelizmente, não há atendimento aos domingos e feriados [1].",
            "Você pode ligar para o telefone 0800 555 0199.",
            "O e-mail da central é ajuda@exemplo.com.br.",
        ),
        (
            "A central atende de segunda a sexta, das 09h00 às 18h30.",
            "A central atende de segunda a sábado, das 8h às 18h30.",
            "Aos sábados o atendimento é das 13h às 9h.",
            "Aos domingos o atendimento é das 9h às 13h.",
            "Há atendimento aos domingos e feriados.",
            "A central não funciona de segunda a sexta-feira.",
            "Você pode ligar para o telefone 0800 555 0198.",
            "O e-mail da central é contato@exemplo.com.br.",
        ),
    ),
    Paraphrases(
        "Tarifas da conta digital",
        "A conta digital do Banco Pinhal não tem tarifa de manutenção. Transferências por Pix são gratuitas e "
        "ilimitadas. Cada saque em caixa eletrônico custa R$ 6,50, e os dois primeiros do mês são isentos. O limite"
        " noturno do Pix, das 20h às 6h, é de R$ 1.000,00. O cartão de crédito tem anuidade de R$ 240,00, dividida "
        "em 12 parcelas.",
        (
            "A conta digital não cobra tarifa de manutenção.",
            "As transferências por Pix são grátis e ilimitadas.",
            "O saque custa R$ 6,50, mas os 2 primeiros de cada mês são isentos.",
            "À noite, entre 20h e 6h, o limite do Pix é de mil reais.",
            "O limite noturno do Pix é de R$ 1.000.",
            "A anuidade do cartão de crédito é de 240 reais, em doze parcelas.",
            "Não, o Banco Pinhal não cobra pela manutenção da conta digital.",
            "Os dois primeiros saques do mês não são cobrados.",
        ),
        (
            "A conta digital tem tarifa de manutenção.",
            "As transferências por Pix não são gratuitas.",
            "O saque custa R$ 5,60, mas os dois primeiros de cada mês são isentos.",
            "O saque custa R$ 6,50, mas os 3 primeiros de cada mês são isentos.",
            "À noite, entre 22h e 6h, o limite do Pix é de mil reais.",
            "O limite noturno do Pix é de R$ 10.000,00.",
            "A anuidade do cartão de crédito é de 240 reais, em dez parcelas.",
            "A conta digital do Banco Araucária não tem tarifa de manutenção.",
        ),
    ),
    Paraphrases(
        "Planos de internet",
        "O plano Fibra 300 custa R$ 89,90 por mês e o Fibra 600, R$ 119,90 por mês. A instalação é gratuita e leva "
        "até 3 dias úteis. O contrato tem fidelidade de 12 meses; quem cancela antes paga multa proporcional de até"
        " R$ 350. O roteador é emprestado em comodato e deve ser devolvido.",
        (
            "O Fibra 600 sai por R$ 119,90 ao mês.",
            "O valor do plano Fibra 300 é de R$ 89,90 mensais.",
            "A instalação não tem custo e leva até três dias úteis.",
            "A fidelidade do contrato é de doze meses.",
            "Quem cancelar antes dos 12 meses paga multa proporcional de até R$ 350,00.",
            "O roteador é cedido em comodato e precisa ser devolvido.",
            "Os planos são o Fibra 300 (R$ 89,90) e o Fibra 600 (R$ 119,90).",
        ),
        (
            "O Fibra 600 sai por R$ 89,90 ao mês.",
            "O valor do plano Fibra 300 é de R$ 119,90 por mês.",
            "O plano Fibra 500 custa R$ 89,90 por mês.",
            "A instalação é gratuita e leva até 3 horas.",
            "O contrato não tem fidelidade de 12 meses.",
            "A fidelidade do contrato é de dezoito meses.",
            "O roteador não deve ser devolvido.",
        ),
    ),
    Paraphrases(
        "Hospedagem e animais",
        "O check-in começa às 14h e o check-out vai até as 12h. Crianças de até 5 anos não pagam, desde que durmam "
        "na cama dos pais. É proibido fumar nos quartos. Cães de até 10 kg são bem-vindos, com taxa de R$ 60 por "
        "diária. O café da manhã é servido das 6h30 às 10h no restaurante Jatobá.",
        (
            "O check-in é a partir das 14h e o check-out, até as 12h.",
            "O check-out deve ser feito até o meio-dia.",
            "Crianças com até cinco anos não pagam se dormirem na cama dos pais.",
            "Não é permitido fumar nos quartos.",
            "Aceitamos cães de até 10 kg, com taxa de R$ 60,00 por diária.",
            "O café da manhã é servido no restaurante Jatobá, das 06h30 às 10h00.",
        ),
        (
            "O check-in é a partir das 12h e o check-out, até as 14h.",
            "Crianças com até oito anos não pagam se dormirem na cama dos pais.",
            "Crianças de até 5 anos pagam, mesmo que durmam na cama dos pais.",
            "É permitido fumar nos quartos.",
            "Aceitamos cães de até 20 kg, com taxa de R$ 60 por diária.",
            "O café da manhã é servido no restaurante Ipê, das 6h30 às 10h.",
            "Cães de até 10 kg não são bem-vindos.",
        ),
    ),
    Paraphrases(
        "Processo seletivo 2024",
        "As inscrições vão de 15/01/2024 a 9 de fevereiro de 2024, pelo portal da Faculdade Serra Azul (FSA). A "
        "taxa é de R$ 45,00; candidatos inscritos no CadÚnico são isentos. A prova será no dia 3 de março, um "
        "domingo, às 13h. O resultado sai em 20/03/2024. Não será permitida a entrada após o fechamento dos "
        "portões.",
        (
            "As inscrições começam em 15 de janeiro de 2024.",
            "O prazo de inscrição termina em 09/02/2024.",
            "A prova será realizada em 03/03, domingo, às 13 horas.",
            "Candidatos do CadÚnico não pagam a taxa de R$ 45.",
            "O resultado será divulgado em 20 de março de 2024.",
            "Depois do fechamento dos portões, ninguém pode entrar.",
            "A inscrição é feita no portal da FSA.",
        ),
        (
            "As inscrições começam em 25 de janeiro de 2024.",
            "O prazo de inscrição termina em 09/03/2024.",
            "As inscrições vão de 15/01/2023 a 9 de fevereiro de 2024.",
            "A prova será realizada em 03/03, sábado, às 13 horas.",
            "O resultado será divulgado em 20 de maio de 2024.",
            "Será permitida a entrada após o fechamento dos portões.",
            "A inscrição é feita no portal da UFXQ.",
        ),
    ),
    Paraphrases(
        "Consultas e exames",
        "A consulta pode ser remarcada sem custo até 24 horas antes. Quem falta sem avisar paga metade do valor. "
        "Para o exame de sangue é necessário jejum de 8 horas; água é permitida. A Dra. Renata Moura atende às "
        "terças e quintas na unidade Centro. Os resultados ficam prontos em 2 dias úteis.",
        (
            "Você pode remarcar a consulta gratuitamente até 24h antes.",
            "O exame de sangue exige jejum de oito horas.",
            "Durante o jejum, é permitido beber água.",
            "A Dra. Renata Moura atende na unidade Centro às terças e quintas-feiras.",
            "Os resultados dos exames ficam prontos em dois dias úteis.",
            "Quem não avisa que vai faltar paga metade do valor da consulta.",
        ),
        (
            "Você pode remarcar a consulta gratuitamente até 48h antes.",
            "O exame de sangue exige jejum de doze horas.",
            "Não é necessário jejum para o exame de sangue.",
            "A Dra. Renata Moura atende na unidade Centro às segundas e quintas.",
            "A Dra. Camila Prado atende às terças e quintas na unidade Centro.",
            "A Dra. Renata Moura atende às terças e quintas na unidade Botafogo.",
            "Os resultados ficam prontos em 2 semanas.",
        ),
    ),
    Paraphrases(
        "Redefinir a senha no Nimbo",
        "Para redefinir a senha, abra o Nimbo, toque em Entrar e depois em Esqueci minha senha. O código chega por "
        "SMS e vale por 15 minutos. A senha deve ter pelo menos 8 caracteres e não pode repetir as últimas 5. Após "
        "3 tentativas erradas, a conta fica bloqueada por uma hora.",
        (
            "Para redefinir sua senha, abra o Nimbo e toque em Entrar e em Esqueci minha senha.",
            "O código enviado por SMS é válido por quinze minutos.",
            "A senha precisa ter no mínimo 8 caracteres.",
            "A nova senha não pode ser igual às últimas cinco.",
            "Depois de três tentativas erradas, a conta é bloqueada por 1 hora.",
            "No Nimbo, a conta fica bloqueada por uma hora após 3 erros.",
        ),
        (
            "O código enviado por SMS é válido por cinco minutos.",
            "O código chega por WhatsApp e vale por 15 minutos.",
            "A senha precisa ter no mínimo 6 caracteres.",
            "A senha pode repetir as últimas 5.",
            "Depois de cinco tentativas erradas, a conta é bloqueada por 1 hora.",
            "Após 3 tentativas erradas, a conta fica bloqueada por duas horas.",
            "Após 3 tentativas erradas, a conta não fica bloqueada.",
        ),
    ),
    Paraphrases(
        "Seguro residencial",
        "O seguro cobre incêndio, queda de raio e explosão. Danos causados por enchente não estão cobertos no plano"
        " Básico, apenas no plano Completo. O sinistro deve ser comunicado em até 72 horas, com fotos e boletim de "
        "ocorrência. A franquia é de 10% do prejuízo, com mínimo de R$ 500.",
        (
            "O plano Básico não cobre danos por enchente.",
            "Danos de enchente são cobertos apenas no plano Completo.",
            "O sinistro precisa ser comunicado em até 72h, com fotos e boletim de ocorrência.",
            "A franquia corresponde a dez por cento do prejuízo, com mínimo de quinhentos reais.",
            "O seguro cobre incêndio, explosão e queda de raio.",
            "A Seguradora informa que o seguro cobre incêndio.",
        ),
        (
            "O plano Básico cobre danos por enchente.",
            "O sinistro precisa ser comunicado em até 24h, com fotos e boletim de ocorrência.",
            "A franquia é de 15% do prejuízo, com mínimo de R$ 500.",
            "A franquia é de 10% do prejuízo, com mínimo de R$ 800.",
            "A franquia é de R$ 10 do prejuízo.",
            "O seguro não cobre incêndio, queda de raio e explosão.",
        ),
    ),
    Paraphrases(
        "Academia Vértice",
        "A matrícula custa R$ 50 e é cobrada uma única vez. Menores de 16 anos só treinam com autorização dos "
        "responsáveis. O plano pode ser pausado por até 30 dias por ano, sem cobrança. O cancelamento deve ser "
        "pedido com 15 dias de antecedência. As aulas de natação acontecem às segundas, quartas e sextas, às 7h.",
        (
            "A matrícula na Academia Vértice custa 50 reais e é paga uma única vez.",
            "Menores de dezesseis anos precisam de autorização dos responsáveis para treinar.",
            "É possível pausar o plano por até 30 dias ao ano, sem cobrança.",
            "O cancelamento precisa ser solicitado com quinze dias de antecedência.",
            "A natação é às segundas, quartas e sextas-feiras, às 07h00.",
        ),
        (
            "A matrícula na Academia Vértice custa 80 reais e é paga uma única vez.",
            "Menores de 18 anos só treinam com autorização dos responsáveis.",
            "O plano não pode ser pausado.",
            "O cancelamento deve ser pedido com 30 dias de antecedência.",
            "As aulas de natação acontecem às segundas, quartas e sábados, às 7h.",
            "As aulas de natação não acontecem às segundas, quartas e sextas.",
        ),
    ),
)
