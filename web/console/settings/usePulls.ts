import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useToast } from "../ui/Toast";
import { useProblem } from "../ui/useProblem";
import { useWords } from "../words/section";
import { withTag } from "./modelChoice";
import { isUnderWay, modelsQuery, pullModel, pullsQuery, type Pull } from "./settings";
import { SETTINGS } from "./words";

interface Pulls {
  pulls: readonly Pull[];
  /** Why the last one could not begin. */
  problem: string | null;
  pull(name: string): void;
  isBusy(name: string): boolean;
}

/** Start downloads and follow them; when one is done, the list of models is read again. */
export function usePulls(): Pulls {
  const words = useWords(SETTINGS);
  const queries = useQueryClient();
  const toast = useToast();
  const sentence = useProblem();
  const { data: pulls = [] } = useQuery(pullsQuery);
  const running = useRef<readonly string[]>([]);
  const { mutate, error } = useMutation({
    mutationFn: pullModel,
    onSuccess: () => queries.invalidateQueries({ queryKey: pullsQuery.queryKey }),
  });

  useEffect(() => {
    const done = pulls.filter(({ name, status }) => status === "done" && running.current.includes(name));
    running.current = pulls.filter(isUnderWay).map(({ name }) => name);
    if (done.length === 0) return;
    for (const { name } of done) toast(words.pullDone(name));
    void queries.invalidateQueries({ queryKey: modelsQuery.queryKey, exact: true });
  }, [pulls, queries, toast, words]);

  return {
    pulls,
    problem: error && sentence(error),
    pull: mutate,
    isBusy: (name) => pulls.some((one) => isUnderWay(one) && withTag(one.name) === withTag(name)),
  };
}
