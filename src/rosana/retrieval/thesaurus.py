"""Words of everyday written Portuguese that stand for each other, in any trade.

One group to a line, folded; a question's word also finds the others of its group, at a lower weight.
"""

__all__ = ["SYNONYMS"]

_GROUPS = """
    garantir assegurar garantia
    ajudar auxiliar apoiar colaborar auxilio apoio
    mostrar exibir apresentar demonstrar
    usar utilizar empregar uso utilizacao emprego
    comecar iniciar inicio comeco
    terminar encerrar finalizar concluir termino conclusao encerramento
    construir fabricar manufaturar produzir construcao fabricacao producao
    criar fundar instituir criacao fundacao surgir surgimento
    inventar desenvolver elaborar conceber desenvolvimento elaboracao
    implantar implementar introduzir implantacao implementacao
    surgir aparecer nascer originar origem
    precisar necessitar requerer exigir necessario
    pedir solicitar requerer solicitacao requerimento pedido
    permitir possibilitar viabilizar autorizar
    proibir vedar impedir proibido vedado
    impedir evitar prevenir bloquear prevencao
    escolher selecionar optar escolha selecao opcao
    decidir definir determinar estabelecer fixar
    verificar conferir checar verificacao conferencia
    comprovar provar demonstrar comprovacao
    confirmar validar homologar confirmacao validacao
    ensinar lecionar ensino
    aprender aprendizagem aprendizado
    explicar esclarecer descrever explicacao descricao
    dizer afirmar declarar
    informar comunicar avisar notificar aviso comunicado
    responder resposta retorno
    perguntar questionar pergunta questao
    discutir debater discussao debate
    aprovar aceitar deferir aprovacao deferimento
    recusar rejeitar indeferir negar recusa indeferimento
    melhorar aprimorar aperfeicoar otimizar melhoria aprimoramento
    piorar agravar deteriorar
    mudar alterar modificar transformar mudanca alteracao modificacao transformacao
    manter preservar conservar manutencao preservacao conservacao
    guardar armazenar arquivar armazenamento
    comparar confrontar comparacao
    substituir trocar substituicao troca
    acabar eliminar extinguir eliminacao extincao
    achar encontrar localizar identificar
    procurar buscar busca procura
    perder perda
    entregar fornecer prestar entrega fornecimento
    oferecer disponibilizar ofertar oferta
    receber recebimento
    comprar adquirir compra aquisicao
    vender comercializar venda comercializacao
    gastar despender gasto despesa
    pagar pagamento quitacao
    cobrar cobranca
    ganhar lucrar lucro ganho
    investir aplicar investimento
    financiar custear financiamento custeio
    administrar gerenciar gerir gestao administracao gerenciamento
    coordenar dirigir chefiar coordenacao direcao chefia
    organizar estruturar organizacao estruturacao
    controlar monitorar acompanhar controle monitoramento acompanhamento
    proteger resguardar protecao seguranca
    participar integrar participacao
    morar residir habitar residencia moradia
    viajar viagem
    dirigir conduzir conducao
    transportar transporte
    construir erguer edificar
    variar oscilar variacao oscilacao
    servir funcionar
    motivo razao causa justificativa porque
    objetivo finalidade proposito meta intuito
    vantagem beneficio
    desvantagem prejuizo dano
    perigo risco ameaca
    problema dificuldade desafio
    solucao saida remedio
    erro falha engano
    etapa fase estagio passo
    cidade municipio
    pais nacao
    doenca enfermidade
    morte obito falecimento
    crianca menor infantil
    jovem adolescente
    idoso velho
    pai mae genitor
    chefe diretor gerente
    professor docente
    aluno estudante discente academico
    escola colegio
    universidade faculdade
    curso formacao
    aula disciplina materia
    prova exame avaliacao
    nota conceito
    diploma certificado
    trabalho emprego ocupacao
    empregado funcionario trabalhador servidor
    empresa companhia organizacao
    cliente consumidor usuario
    orgao entidade instituicao
    regra norma regulamento
    direito prerrogativa
    dever obrigacao
    condicao requisito exigencia criterio
    documento documentacao papel
    formulario ficha
    quantia montante valor
    quantidade numero total
    tamanho dimensao
    rapido veloz agil
    lento demorado
    necessario obrigatorio preciso
    possivel viavel
    facil simples
    dificil complexo
    atual vigente
    maximo limite
    processador cpu
    computador maquina
    programa software aplicativo
    aparelho dispositivo equipamento
    tela monitor
    pasta diretorio
    botao opcao
    imagem foto figura
    filme video
    livro obra
    autor escritor
    jornal revista
    noticia informacao
    lista relacao listagem
    tabela quadro
    carro veiculo automovel
    casa imovel residencia
    remedio medicamento
    medico doutor
    comida alimento alimentacao
    roupa vestuario
    preco valor custo
    desconto reducao abatimento
    imposto tributo taxa
    salario remuneracao
    bolsa auxilio
    premio recompensa
    evento encontro
    reuniao encontro assembleia
    conferencia congresso simposio
    acordo contrato convenio
    tarefa atividade
    experiencia vivencia
    conhecimento saber
    habilidade capacidade competencia
    funcao papel atribuicao
    cargo posicao posto
    ligacao conexao vinculo relacao
    diferenca distincao
    semelhanca similaridade
"""

SYNONYMS = tuple(tuple(line.split()) for line in _GROUPS.strip().splitlines())
"""Groups of words."""
