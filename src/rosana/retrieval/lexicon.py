"""Words that customers and documents use for the same thing, in any company's customer service.

Each line of `SAME` holds spellings and synonyms that stand for each other. `RELATED` leads from a customer's
word to words that a document answers it with. All are folded (lower case, no accents); phrases are allowed.
"""

__all__ = ["ASKING", "FRAMING", "RELATED", "SAME"]

SAME = (
    # channels and devices
    ("whatsapp", "zap", "zapzap", "whats", "wpp", "whatsap"),
    ("email", "correio eletronico"),
    ("telefone", "tel", "fone", "ligacao"),
    ("celular", "smartphone"),
    ("computador", "pc", "notebook"),
    ("dispositivo", "aparelho"),
    ("mac", "macbook", "macos", "imac"),
    ("iphone", "ios"),
    ("tv", "televisao", "televisor"),
    ("wifi", "wireless", "rede sem fio"),
    ("aplicativo", "app", "apps"),
    ("programa", "software"),
    ("site", "pagina", "portal", "website"),
    ("facebook", "fb"),
    ("instagram", "insta"),
    ("internet", "online", "web"),
    # reaching the company
    ("atendimento", "suporte", "sac"),
    ("atendente", "humano", "pessoa de verdade"),
    ("chatbot", "robo", "bot", "assistente virtual"),
    ("chamado", "ticket", "protocolo"),
    ("contato", "fale conosco", "ouvidoria"),
    ("reclamacao", "reclamar", "queixa"),
    ("denuncia", "denunciar", "irregularidade"),
    ("horario", "que horas", "expediente"),
    ("endereco", "localizacao", "onde fica"),
    # money and papers
    ("preco", "valor", "custo", "quanto custa", "tarifa", "mensalidade"),
    ("pagamento", "pagar", "quitar"),
    ("boleto", "fatura", "cobranca"),
    ("reembolso", "estorno", "devolucao", "devolver", "dinheiro de volta", "ressarcimento"),
    ("dinheiro", "recursos", "verba", "grana"),
    ("salario", "remuneracao", "ordenado", "honorarios"),
    ("desconto", "abatimento", "deducao", "abater"),
    ("imposto", "tributo", "imposto de renda"),
    ("multa", "penalidade"),
    ("juros", "mora"),
    ("parcela", "prestacao mensal"),
    ("gratis", "gratuito", "de graca", "sem custo"),
    ("nfe", "nota fiscal", "notas fiscais", "nf"),
    ("segunda via", "2a via", "2 via"),
    ("comprovante", "recibo"),
    ("contador", "contabilidade", "contabil"),
    ("advogado", "advocacia", "juridico"),
    ("contrato", "acordo comercial"),
    ("edital", "regulamento", "norma"),
    ("formulario", "ficha"),
    ("planilha", "tabela"),
    # doing things
    ("cadastrar", "cadastro", "registrar", "registro", "inscrever", "inscricao"),
    ("enviar", "mandar", "encaminhar", "submeter", "envio", "upload"),
    ("entregar", "apresentar"),
    ("baixar", "download", "descarregar"),
    ("instalar", "instalacao", "configurar", "configuracao", "config"),
    ("alterar", "mudar", "trocar", "modificar", "editar", "atualizar"),
    ("apagar", "excluir", "remover", "deletar"),
    ("cancelar", "cancelamento", "desistir", "desistencia", "encerrar", "rescindir"),
    ("contratar", "assinar", "adquirir", "comprar"),
    ("adicionar", "incluir", "inserir", "acrescentar"),
    ("associar", "vincular"),
    ("criar", "gerar", "abrir"),
    ("participar", "concorrer"),
    ("ganhar", "receber"),
    ("exigir", "obrigatorio", "obrigatoriedade", "precisa ter"),
    ("permitir", "permitido", "autorizado", "liberado"),
    ("ultrapassar", "exceder", "passar de"),
    ("recuperar", "redefinir", "resetar", "esqueci"),
    ("entrar", "login", "logar", "acesso", "acessar"),
    ("senha", "password"),
    ("conectar", "integracao", "sincronizar"),
    ("imprimir", "impressao"),
    ("sumiu", "desapareceu", "perdi", "perdido", "sumir"),
    ("copia de seguranca", "backup", "copias de seguranca"),
    # problems
    ("erro", "problema", "falha", "defeito", "bug", "pane"),
    (
        "critico",
        "urgente",
        "grave",
        "emergencia",
        "urgencia",
        "fora do ar",
        "caiu",
        "indisponivel",
        "parou",
        "travou",
    ),
    ("lento", "lentidao", "devagar", "demorado"),
    # time and amounts
    ("prazo", "periodo", "quanto tempo", "data limite"),
    ("diario", "diariamente", "todo dia", "todos os dias"),
    ("semanal", "toda semana", "por semana"),
    ("mensal", "mensalmente", "por mes", "todo mes"),
    ("anual", "anualmente", "por ano", "todo ano"),
    ("frequencia", "periodicidade", "de quanto em quanto tempo"),
    ("minimo", "min"),
    ("maximo", "max", "limite", "teto"),
    ("quantidade", "qtd", "qtde"),
    ("percentual", "porcentagem"),
    # people and things
    ("empresa", "companhia", "firma", "pessoa juridica", "pj", "cnpj"),
    ("pessoa fisica", "pf", "cpf"),
    ("organizacao", "instituicao", "entidade"),
    ("funcionario", "colaborador", "empregado"),
    ("cliente", "consumidor", "usuario"),
    ("familia", "parente", "parentes"),
    ("aluno", "estudante", "academico"),
    ("professor", "docente"),
    ("documento", "doc", "docs"),
    ("informacao", "info", "infos"),
    ("etapa", "fase", "passo"),
    ("requisito", "exigencia", "criterio"),
    ("vantagem", "beneficio"),
    ("artigo", "art"),
    ("carro", "veiculo", "automovel"),
    ("medico", "doutor"),
)

RELATED = {
    "sabado": ("horario", "segunda a sexta", "feriados"),
    "domingo": ("horario", "segunda a sexta", "feriados"),
    "fim de semana": ("horario", "segunda a sexta", "feriados"),
    "feriado": ("horario", "segunda a sexta"),
    "abre": ("horario",),
    "abrem": ("horario",),
    "fecha": ("horario",),
    "aberto": ("horario",),
    "falar": ("atendimento", "suporte", "contato"),
    "ligar": ("telefone", "atendimento", "contato"),
    "pessoa": ("humano", "atendimento"),
    "ajuda": ("suporte", "atendimento"),
    "quebrou": ("defeito", "critico"),
    "data": ("prazo", "periodo"),
    "criou": ("desenvolvida",),
    "fez": ("desenvolvida",),
    "guardar": ("retencao",),
    "guardam": ("retencao",),
    "nuvem": ("aws", "azure", "cloud"),
    "hospedado": ("nuvem", "servidor"),
}

_ASKING = """
    acontece acontecer aconteceu ajudar ajude boa bom coisa coisas consegue conseguem conseguir consigo
    desejo deve devem dever deveria devo dia diga diz dizer duvida duvidas entender entendi existe existem
    existir explica explicar explique faco favor faz fazem fazer feita feito fez funciona funcionam gente
    gostaria hora horas informar informe ir nao necessito noite obrigada obrigado oi ola peco pede pedir pergunta
    perguntas pode podem podemos poder poderia poderiam posso precisa precisam precisar preciso quer
    querem queria quero responder roda rodam rodar sabe sabem saber saberia significa significam sim solicitar solicito
    tarde tipo tipos usa usam usar uso utilizam utilizar utilizo vai vao vou
"""

_FRAMING = """
    acontecem acordo agora ainda alem alguem algum alguma algumas alguns antes apenas apos assim atraves atuais
    atual atualmente bem caracteristica caracteristicas caso casos causa causas certa certo chama chamada
    chamado colocar conceito conforme conhecida conhecido considerada considerado consiste dar definicao
    dentro depois determinada determinado devido diferenca diferencas diferente diferentes digam durante
    exemplo exemplos explicam fazendo feitas feitos fica ficam ficar finalidade fora forma formas funcao
    funcoes geralmente grande grandes hoje importancia indo iria maior maiores maneira maneiras meio
    melhor melhores menor menores modo modos motivo motivos muitas muitos necessaria necessarias
    necessario necessarios nenhum nenhuma normalmente nunca objetivo objetivos ocorre ocorrem ocorrer
    ocorreu onde papel parte partes partir passar pedem pior podera possiveis possivel poucas poucos
    primeira primeiras primeiro primeiros principais principal propria proprio quais razao razoes
    realizada realizadas realizado realizados realizar refere referem relacao segundo sempre serve servem
    significado somente tanto toda todas todo todos torna tornar tudo ultima ultimo usada usadas usado
    usados utiliza utilizacao utilizada utilizadas utilizado utilizados varias varios vez
    vezes
"""

ASKING = frozenset(_ASKING.split())
"""Words of the asking itself, folded: they count little."""

FRAMING = frozenset(_FRAMING.split())
"""Words that frame what is asked ("principais características de ..."), folded: they count less."""
