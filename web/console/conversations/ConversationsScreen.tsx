import { useCallback } from "react";
import { useLocation, useParams, useSearch } from "wouter";
import { Choices } from "../ui/Choices";
import { InboxIcon } from "../ui/icons";
import { Screen } from "../ui/Screen";
import { useLatest } from "../ui/useLatest";
import { SearchField } from "../ui/SearchField";
import { Empty } from "../ui/States";
import { useWords } from "../words/section";
import { ConversationList } from "./ConversationList";
import { ConversationView } from "./ConversationView";
import { FILTERS, readWanted, writeWanted, type Wanted } from "./filters";
import { CONVERSATIONS } from "./words";
import "./conversations.css";

/** The customers' conversations: a list, and beside it (on a phone, in its place) the one that is open. */
export default function ConversationsScreen() {
  const words = useWords(CONVERSATIONS);
  const { id } = useParams<{ id?: string }>();
  const [, navigate] = useLocation();
  const wanted = readWanted(new URLSearchParams(useSearch()));
  const search = writeWanted(wanted);

  const show = (changed: Partial<Wanted>) => {
    navigate(`/conversas${id ? `/${id}` : ""}${writeWanted({ ...wanted, ...changed })}`, { replace: true });
  };
  const showRef = useLatest(show);
  const onSearch = useCallback((text: string) => showRef.current({ search: text }), [showRef]);

  return (
    <Screen title={words.title} filled>
      <div className={id ? "inbox inbox-open" : "inbox"}>
        <div className="inbox-list">
          <div className="inbox-tools">
            <SearchField label={words.search} value={wanted.search} onChange={onSearch} />
            <Choices
              label={words.filter}
              options={FILTERS.map((value) => ({ value, label: words.filters[value] }))}
              value={wanted.filter}
              onChange={(filter) => show({ filter })}
            />
          </div>
          <ConversationList
            wanted={wanted}
            openId={id ?? null}
            onShowAll={() => show({ search: "", filter: "all" })}
          />
        </div>
        <div className="inbox-view">
          {id ? (
            <ConversationView key={id} id={id} back={`/conversas${search}`} />
          ) : (
            <Empty title={words.chooseTitle} icon={<InboxIcon />}>
              {words.chooseText}
            </Empty>
          )}
        </div>
      </div>
    </Screen>
  );
}
