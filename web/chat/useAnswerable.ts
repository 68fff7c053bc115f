import { useEffect, useState } from "react";
import type { Client } from "../client/api";

/** Return those of the questions that the documents answer: a question that Rosana offers is not refused. */
export function useAnswerable(client: Client, questions: readonly string[]): readonly string[] {
  const [answerable, setAnswerable] = useState<readonly string[]>([]);

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;

    async function look(): Promise<void> {
      const found = await Promise.all(
        questions.map((question) => client.answerable(question, signal).catch(() => false)),
      );
      if (!signal.aborted) setAnswerable(questions.filter((_, index) => found[index]));
    }

    void look();
    return () => controller.abort();
  }, [client, questions]);

  return answerable;
}
