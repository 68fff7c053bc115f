import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Problem } from "../../client/problem";
import { useToast } from "../ui/Toast";
import { useProblem } from "../ui/useProblem";
import { useWords } from "../words/section";
import { useUnsaved } from "./leaving";
import { saveSettings, settingsQuery, type Patch } from "./settings";
import { SETTINGS } from "./words";

export interface Form<Values> {
  values: Values;
  unsaved: boolean;
  saving: boolean;
  /** Why the last try to save failed, where no field is to blame. */
  error: string | null;
  change(values: Partial<Values>): void;
  discard(): void;
  save(): void;
  /** Return what the server says of a field, by its dotted name. */
  errorOf(field: string): string | null;
}

interface Options<Values> {
  /** The part's own name. */
  part: string;
  /** What is on the server. */
  saved: Values;
  patch(values: Values): Patch;
  /** The fields that show their own errors. */
  fields?: readonly string[];
}

/** Hold what is written in one part of the settings until it is saved or discarded. */
export function useForm<Values extends object>({ part, saved, patch, fields = [] }: Options<Values>): Form<Values> {
  const words = useWords(SETTINGS);
  const queries = useQueryClient();
  const toast = useToast();
  const sentence = useProblem();
  const [changes, setChanges] = useState<Partial<Values>>({});
  const values = { ...saved, ...changes };
  const unsaved = JSON.stringify(values) !== JSON.stringify(saved);
  useUnsaved(part, unsaved);

  const { mutate, reset, error, isPending } = useMutation({
    mutationFn: saveSettings,
    onSuccess: async (settings) => {
      queries.setQueryData(settingsQuery.queryKey, settings);
      setChanges({});
      toast(words.saved);
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey !== settingsQuery.queryKey });
    },
  });
  const field = error instanceof Problem ? error.field : null;

  useEffect(() => {
    if (!unsaved) reset();
  }, [unsaved, reset]);

  return {
    values,
    unsaved,
    saving: isPending,
    error: error && !(field && fields.includes(field)) ? sentence(error) : null,
    change: (next) => setChanges((known) => ({ ...known, ...next })),
    discard: () => setChanges({}),
    save: () => mutate(patch(values)),
    errorOf: (name) => (field === name ? sentence(error) : null),
  };
}
