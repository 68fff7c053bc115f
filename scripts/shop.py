"""An invented shop for the pictures of docs/images: its help, and what its customers ask."""

__all__ = ["HELP", "OPINIONS", "QUESTIONS"]

HELP = {
    "Troca": """
Você pode trocar um produto em até 30 dias corridos depois da entrega. O produto precisa estar sem uso, com
etiqueta e na embalagem original.

## Produto com defeito

Se o produto chegou com defeito, a loja envia outro assim que a foto do defeito for aprovada, em até dois dias úteis.

## Desistência da compra

Você pode desistir da compra em até 7 dias depois da entrega e receber de volta o valor pago, com o frete.
""",
    "Entrega": """
A entrega é grátis em compras acima de R$ 199. O frete da primeira troca é pago pela loja: o código de postagem
chega por e-mail em até um dia útil. A partir da segunda troca do mesmo pedido, o frete fica com o cliente.

## Prazo de entrega

O prazo de entrega é de 2 a 5 dias úteis nas capitais e de 4 a 9 dias úteis nas outras cidades.

## Acompanhar o pedido

O código de rastreio chega por e-mail quando o pedido sai do estoque, e aparece também em Meus pedidos.
""",
    "Pagamento": """
Aceitamos Pix, boleto e cartão de crédito em até 6 vezes sem juros. Pagamentos por Pix têm 5% de desconto.

## Boleto

O boleto vence em 3 dias, e o pedido sai do estoque quando o banco confirma o pagamento.
""",
    "Senha e conta": """
Para criar uma senha nova, abra Entrar, escolha Esqueci minha senha e siga o link que chega por e-mail.

## Mudar o endereço

Você muda o endereço de entrega em Minha conta, Endereços, enquanto o pedido não tiver saído do estoque.
""",
    "Garantia": """
Todos os produtos têm 90 dias de garantia. Panelas e talheres têm garantia de 5 anos contra defeito de fabricação.
""",
    "Lista de presentes": """
Crie uma lista de presentes em Minha conta e envie o link aos convidados. A lista fica aberta por 180 dias.
""",
    "Lojas e retirada": """
Você pode retirar o pedido sem frete nas lojas de São Paulo e de Curitiba, em 1 dia útil, com um documento com foto.
""",
    "Atendimento": """
O atendimento responde de segunda a sexta, das 8h às 18h, e aos sábados, das 9h às 13h, exceto feriados.
""",
}

QUESTIONS = (
    ("Como troco um produto?", "Quem paga o frete da troca?"),
    ("Qual é o prazo de entrega?",),
    ("O frete é grátis?", "Qual é o prazo nas outras cidades?"),
    ("Posso pagar em boleto?", "Em quantos dias vence o boleto?"),
    ("Tem desconto no Pix?",),
    ("Vocês entregam em Portugal?",),
    ("Esqueci minha senha, e agora?",),
    ("Meu produto chegou com defeito, o que faço?",),
    ("Quanto tempo de garantia têm as panelas?",),
    ("Vocês têm loja em Manaus?",),
    ("Como mudo o endereço de entrega?", "E se o pedido já saiu do estoque?"),
    ("Posso desistir da compra?",),
    ("Vocês fazem entrega internacional em Portugal?",),
    ("Como acompanho meu pedido?",),
    ("Qual o horário do atendimento?", "E aos sábados?"),
    ("Como crio uma lista de presentes?",),
    ("Vocês embrulham para presente?",),
    ("Em quantas vezes posso parcelar no cartão de crédito?",),
    ("Posso retirar o pedido na loja?", "Preciso levar documento?"),
    ("Vocês aceitam cartão de débito?",),
    ("A assadeira vai na lava-louças?",),
    ("Até quando posso trocar um produto?",),
    ("A frigideira de ferro vai na lava-louças?",),
    ("Por quanto tempo fica aberta a lista de presentes?",),
    ("Quando chega o código de rastreio?",),
    ("Meu CPF é 111.444.777-35, onde está meu pedido?",),
)

OPINIONS = {
    "Como troco um produto?": {"rating": "up"},
    "Tem desconto no Pix?": {"rating": "up"},
    "Quanto tempo de garantia têm as panelas?": {"rating": "up"},
    "E aos sábados?": {"rating": "up"},
    "Qual é o prazo de entrega?": {"rating": "up"},
    "Como crio uma lista de presentes?": {"rating": "up"},
    "E se o pedido já saiu do estoque?": {
        "rating": "down",
        "comment": "Não diz o que fazer depois que o pedido saiu.",
    },
    "Quando chega o código de rastreio?": {"rating": "down", "comment": "Faltou dizer em quantos dias."},
}
