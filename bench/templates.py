"""What customers write around their personal data, and numbers that are none: material of `customers.Generator`."""

from rosana.privacy import Kind

__all__ = ["ACCOUNTS", "AREAS", "FIRST", "HARMLESS", "LAST", "PROVIDERS", "SHORT", "TEMPLATES"]


def _list(text: str) -> list[str]:
    """Return what stands between bars, white space around it left out; ⏎ is the end of a line."""
    return [" ".join(part.split()).replace("⏎", "\n") for part in text.split("|")]


AREAS = _list(
    """
    11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 21 | 22 | 24 | 27 | 28 | 31 | 32 | 34 | 35 | 37 | 38 | 41 | 43 |
    44 | 47 | 48 | 51 | 53 | 54 | 61 | 62 | 65 | 67 | 68 | 69 | 71 | 73 | 75 | 79 | 81 | 82 | 83 | 84 | 85 | 86 |
    88 | 91 | 92 | 93 | 95 | 96 | 98 | 99
    """
)
FIRST = _list(
    """
    Ana | Maria | João | José | Francisca | Antônio | Carlos | Paulo | Pedro | Lucas | Luiz | Marcos | Gabriel |
    Rafael | Juliana | Márcia | Fernanda | Patrícia | Aline | Bruna | Camila | Vitória | Letícia | Larissa | Mateus
    | Gustavo | Felipe | Thiago | Rodrigo | Eduardo | Cláudia | Sônia | Vera | Rosângela | Simone | Débora |
    Priscila | Vanessa | Tatiane | Wesley | Washington | Kauê | Enzo | Davi | Heitor | Helena | Alice | Laura |
    Manuela | Cecília | Yasmin | Ítalo | Úrsula
    """
)
LAST = _list(
    """
    Silva | Santos | Oliveira | Souza | Rodrigues | Ferreira | Alves | Pereira | Lima | Gomes | Costa | Ribeiro |
    Martins | Carvalho | Almeida | Lopes | Soares | Fernandes | Vieira | Barbosa | Rocha | Dias | Nascimento |
    Andrade | Moreira | Nunes | Marques | Machado | Mendes | Freitas | Cardoso | Ramos | Gonçalves | Teixeira |
    Araújo | Cavalcanti | Bittencourt | Sá | Queiroz | D'Ávila | Assunção | Brandão
    """
)
PROVIDERS = _list(
    """
    gmail.com | hotmail.com | outlook.com | yahoo.com.br | uol.com.br | bol.com.br | terra.com.br | icloud.com |
    live.com
    """
)
SHORT: dict[Kind, list[str]] = {
    "cpf": _list(
        """
        cpf {} | CPF: {} | meu cpf é {}
        """
    ),
    "phone": _list(
        """
        tel {} | telefone: {} | meu whats é {} | {}
        """
    ),
    "email": _list(
        """
        email {} | e-mail: {} | {}
        """
    ),
}
TEMPLATES: dict[Kind, list[str]] = {
    "cpf": _list(
        """
        meu cpf é {} | CPF: {} | cpf {} | c.p.f. {} | CPF nº {} | segue o cpf {} para consulta | o cpf do titular é
        {} | {} é o meu cpf | {} | quero saber da fatura do cpf {} que está atrasada | meu documento é {} | cpf do
        meu marido: {} | CPF/MF sob o nº {} | cadastrei com o CPF {} e não consigo entrar | a compra está no cpf{} |
        Inscrito no CPF sob o número {} | pix cpf {} | minha chave pix é o cpf {} | consulta pra mim por favor {} |
        meu nome consta no SPC pelo cpf ({}) | CPF=[{}] | cpf,{}
        """
    ),
    "cnpj": _list(
        """
        o CNPJ da minha empresa é {} | CNPJ: {} | cnpj {} | cnpj nº {} | nota para o CNPJ {} | minha loja, {}, não
        recebeu | C.N.P.J. {} | inscrita no CNPJ/MF sob o nº {} | sou MEI, cnpj {} | emitir no cnpj {} por favor |
        {} é o cnpj da firma | pix cnpj {}
        """
    ),
    "card": _list(
        """
        meu cartão é {} | cartão de crédito {} | o cartão {} foi clonado | número do cartão: {} | cobraram no cartão
        {} duas vezes | {} | paguei com o visa {} | bloqueia o cartão {} pra mim | cartao final dele não sei, o
        número todo é {} | card {} validade 12/28 cvv 123
        """
    ),
    "phone": _list(
        """
        meu telefone é {} | tel {} | Tel.: {} | me liga no {} | meu whats é {} | whatsapp {} | celular {} | cel: {}
        | fone {} | {} | pode ligar para {} depois das 18h | contato: {} | zap {} | meu número é {} | chama no {} |
        troquei meu número para {} | wpp {} | o telefone cadastrado é {} e mudou | retornar em {} | meu pix é o
        telefone {} | fala comigo no {} | liguei do {} ontem | Telefone para contato:{} | tel{} | sms não chega no
        {} | {} (whatsapp) | {} é meu celular | https://wa.me/ {}
        """
    ),
    "email": _list(
        """
        meu email é {} | e-mail: {} | manda pra {} | {} | não recebo nada no {} | cadastro no email {} não funciona
        | email:{} | ({}) | trocar o e-mail para {} | pix: {} | minha chave pix é {} | enviem o boleto para {}, por
        favor | <{}> | acesso com {} e senha
        """
    ),
    "pix": _list(
        """
        minha chave pix é {} | chave aleatória {} | pix {} | a chave pix aleatória é {} | devolvam no pix {} |
        chave: {} | PIX: {} | {} é minha chave pix | faça o estorno para a chave {} | segue a chave aleatória do
        pix: {} | pix copia: {}
        """
    ),
    "rg": _list(
        """
        meu rg é {} | RG: {} | rg {} | RG nº {} SSP/SP | identidade {} | carteira de identidade nº {} | R.G. {} | o
        rg do meu filho é {}
        """
    ),
    "cnh": _list(
        """
        minha cnh é {} | CNH {} | CNH: {} | habilitação {} | carteira de motorista nº {} | registro da cnh {}
        """
    ),
    "pis": _list(
        """
        meu pis é {} | PIS: {} | NIS {} | PIS/PASEP {} | nit {} | número do pis: {}
        """
    ),
    "titulo_eleitor": _list(
        """
        título de eleitor {} | meu titulo de eleitor é {} | Título eleitoral: {} | titulo {}
        """
    ),
    "passport": _list(
        """
        meu passaporte é {} | passaporte {} | Passaporte nº {} | passaporte: {}
        """
    ),
    "cep": _list(
        """
        meu cep é {} | CEP {} | cep: {} | Rua das Flores, 120, CEP {} | entrega no cep {}, número 45 | moro na Av.
        Brasil 900, {}
        """
    ),
    "plate": _list(
        """
        placa {} | a placa do carro é {} | meu carro placa {} foi multado | veículo de placa {} | placa: {} | moto
        {}
        """
    ),
    "ip": _list(
        """
        meu ip é {} | IP: {} | acesso do ip {} bloqueado | endereço IP {} | o login veio de {}
        """
    ),
    "name": _list(
        """
        meu nome é {} | Meu nome completo é {} | me chamo {} | Sou a {} e preciso de ajuda | aqui é o {} | Sr. {}
        pediu o reembolso | Sra. {} ligou ontem | Dra. {} atende hoje? | falar com {} | Atenciosamente,⏎{} | Att, {}
        | titular: {} | Obrigada,⏎{} | a conta está em nome de {} | Aqui quem fala é {} | Nome: {}⏎CPF: não tenho |
        quero falar com o {} do financeiro | Cliente: {} | meu nome é {}, preciso da segunda via | me chamo {} e
        moro em Recife | O senhor {} esteve aí
        """
    ),
}
ACCOUNTS = _list(
    """
    agência {} conta {} | ag {} cc {} | Ag. {} C/C {} | agência: {}, conta corrente: {} | banco 341 ag {} conta {} |
    ag. {} c/c {} | agencia {} conta poupança {} | minha conta no Itaú: agência {}, conta {} | Agência nº {} - Conta
    nº {} | dados: ag {} / cc {}
    """
)
HARMLESS = _list(
    """
    meu pedido é o 20###### | protocolo ########## | o protocolo foi 2024########## | processo
    00#####-##.2019.8.26.0100 | nota fiscal ######### série 1 | a Lei nº 8.078/90 diz isso | Lei 13.709/2018 art. 18
    | paguei R$ 1.###,90 no dia 12/03/2024 | o valor de R$ ##.###,## está errado | ligue 0800 ### #### | o
    0800-###-#### não atende | liguei no 4004-#### e nada | disque 190 ou 192 | código de rastreio BR#########BR |
    versão 10.2.4.1 do aplicativo | erro 0x80070005 na versão 22.04.1 | o boleto 34191.79001 01043.510047
    91020.150008 1 9661######## | de 2019 a 2023 fui cliente | das 9h às 18h, de 01/02/2024 a 05/02/2024 | comprei 3
    unidades do item 4##-## | pedido nº ########### | ticket ######### | o chamado INC######## segue aberto | código
    ######## | matrícula ###### | número de série SN######## | CNAE 6201-5/01 | são 12 x de R$ 99,90 | a resposta
    levou 48 horas | meu contrato é o ######## | ordem de serviço ######## | EAN 789########99 | horário de 08:00 às
    17:30 | página 123-125 do manual | o modelo XPTO-2000 parou | norma ISO 9001:2015 | capítulo 3.2.1.4 do guia |
    instalei o KB50#### | tamanho 1920x1080 | coordenadas -23.5505, -46.6333 | atendemos pelo 3003-#### | IMEI
    35############# | RENAVAM ###########
    """
)
"""Numbers that are no personal data; each # becomes a digit."""
