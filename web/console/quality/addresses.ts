/** Where other screens of the console show what this one is about. */

export function conversationAddress(id: string): string {
  return `/conversas/${encodeURIComponent(id)}`;
}

/** Return where a new text of the knowledge base is written, with a question for its title. */
export function newAnswerAddress(question: string): string {
  return `/conhecimento/texto?${new URLSearchParams({ titulo: question })}`;
}
