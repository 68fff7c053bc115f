import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { documentList } from "../api/documents";
import { getJson } from "../api/http";
import type { List } from "../conversations/api";
import { Screen } from "../ui/Screen";
import { ErrorState, Skeleton } from "../ui/States";
import { useWords } from "../words/section";
import { Guide } from "./Guide";
import { keepShown, ownDocuments, readShown } from "./guide";
import { Home } from "./Home";
import { START } from "./words";
import "./start.css";

/** The first steps while the console is empty; afterwards how things are. */
export default function StartScreen() {
  const words = useWords(START);
  const [decided, setDecided] = useState(readShown);
  const documents = useInfiniteQuery(documentList({ search: "", status: null }));
  const conversations = useQuery({
    queryKey: ["conversations", "any"],
    queryFn: ({ signal }) => getJson<List>("/conversations", { limit: 1 }, signal),
  });

  useEffect(() => {
    if (decided) keepShown(decided);
  }, [decided]);

  const all = documents.data?.pages.flatMap(({ items }) => items);
  const empty = all && conversations.data && ownDocuments(all).length === 0 && conversations.data.items.length === 0;
  // What is done in the first steps makes the console less empty: they stay until they are finished or skipped.
  if (decided === null && empty) setDecided("open");

  const error = documents.error ?? conversations.error;
  if (!all || !conversations.data) {
    return (
      <Screen title={words.title}>
        {error ? (
          <ErrorState error={error} onRetry={() => void Promise.all([documents.refetch(), conversations.refetch()])} />
        ) : (
          <Skeleton />
        )}
      </Screen>
    );
  }
  if (decided === "open") return <Guide documents={all} onOver={() => setDecided("over")} />;
  return <Home total={documents.data?.pages[0]?.total ?? 0} onGuide={() => setDecided("open")} />;
}
