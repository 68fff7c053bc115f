import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Link } from "wouter";
import { InboxIcon, ThumbDownIcon, ThumbUpIcon } from "../ui/icons";
import { Button } from "../ui/Button";
import { More } from "../ui/More";
import { Empty, ErrorState, Skeleton } from "../ui/States";
import { percent, shortTime } from "../ui/time";
import { useLanguage, useWords } from "../words/section";
import { conversationList, type Summary } from "./api";
import { writeWanted, type Wanted } from "./filters";
import { CONVERSATIONS } from "./words";

interface Props {
  wanted: Wanted;
  openId: string | null;
  onShowAll(): void;
}

export function ConversationList({ wanted, openId, onShowAll }: Props) {
  const words = useWords(CONVERSATIONS);
  const list = useInfiniteQuery(conversationList(wanted));
  const search = writeWanted(wanted);
  const items = useRef<HTMLUListElement>(null);
  const last = useRef(openId);

  useEffect(() => {
    const closed = openId === null ? last.current : null;
    last.current = openId;
    // Where the list was hidden by a conversation, the focus comes back to its place in it.
    if (closed !== null) items.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(closed)}"]`)?.focus();
  }, [openId]);

  if (list.isPending) return <Skeleton rows={8} />;
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  const found = list.data.pages.flatMap((page) => page.items);
  if (found.length === 0) return search ? <NoneFound onShowAll={onShowAll} /> : <NoneYet />;
  return (
    <div className="inbox-scroller" tabIndex={-1}>
      <ul ref={items} className="inbox-items" aria-label={words.list}>
        {found.map((item) => (
          <li key={item.id}>
            <Link
              href={`/conversas/${item.id}${search}`}
              className="inbox-item"
              data-id={item.id}
              aria-current={item.id === openId ? "true" : undefined}
            >
              <Item item={item} />
            </Link>
          </li>
        ))}
      </ul>
      {list.hasNextPage && <More loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </div>
  );
}

function Item({ item }: { item: Summary }) {
  const words = useWords(CONVERSATIONS);
  const language = useLanguage();
  return (
    <>
      <span className="inbox-item-head">
        <span className="inbox-item-title">{item.title || words.untitled}</span>
        <time dateTime={item.updated_at}>{shortTime(item.updated_at, language)}</time>
      </span>
      <span className="inbox-item-meta">
        <span>{words.questions(item.questions)}</span>
        {item.refused > 0 && <span className="tag tag-warning">{words.refusedCount(item.refused)}</span>}
        {item.no_source > 0 && <span className="tag tag-warning">{words.noSource}</span>}
        {item.down > 0 && (
          <span className="tag tag-danger">
            <ThumbDownIcon />
            <span aria-hidden="true">{item.down}</span>
            <span className="visually-hidden">{words.downCount(item.down)}</span>
          </span>
        )}
        {item.up > 0 && (
          <span className="tag">
            <ThumbUpIcon />
            <span aria-hidden="true">{item.up}</span>
            <span className="visually-hidden">{words.upCount(item.up)}</span>
          </span>
        )}
        {item.lowest_confidence !== null && (
          <span className="inbox-item-confidence">
            <span className="visually-hidden">{words.lowest(percent(item.lowest_confidence, language))}</span>
            <span aria-hidden="true" title={words.lowest(percent(item.lowest_confidence, language))}>
              {percent(item.lowest_confidence, language)}
            </span>
          </span>
        )}
      </span>
    </>
  );
}

function NoneYet() {
  const words = useWords(CONVERSATIONS);
  return (
    <Empty
      title={words.emptyTitle}
      icon={<InboxIcon />}
      action={
        <Link href="/conversar" className="ui-button ui-button-primary">
          {words.emptyAction}
        </Link>
      }
    >
      {words.emptyText}
    </Empty>
  );
}

function NoneFound({ onShowAll }: { onShowAll(): void }) {
  const words = useWords(CONVERSATIONS);
  return (
    <Empty title={words.noneTitle} action={<Button onClick={onShowAll}>{words.noneAction}</Button>}>
      {words.noneText}
    </Empty>
  );
}
