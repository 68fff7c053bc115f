import { useEffect, useRef } from "react";
import type { Citation, Source } from "../client/wire";
import { highlight } from "./highlight";
import { CloseIcon, ExternalIcon } from "./icons";
import { useStrings } from "./StringsContext";

interface ListProps {
  /** In the order of their numbers. */
  sources: readonly Source[];
  /** False where the answer names none of them. */
  cited: boolean;
  open: Source | null;
  passageId: string;
  onOpen(source: Source, trigger: HTMLElement): void;
}

/** The sources below an answer, each opening its passage. */
export function SourceList({ sources, cited, open, passageId, onOpen }: ListProps) {
  const strings = useStrings();
  return (
    <div className="sources">
      <h3 className="sources-label">{cited ? strings.sources : strings.consulted}</h3>
      <ul className="source-list">
        {sources.map((source, index) => (
          <li key={source.n}>
            <button
              type="button"
              className="source"
              aria-expanded={source === open}
              aria-controls={passageId}
              onClick={(event) => onOpen(source, event.currentTarget)}
            >
              <span className="source-number">{index + 1}</span>
              <span className="source-title">{nameAmong(sources, source)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Two parts of one document are told apart by the last of their headings. */
function nameAmong(sources: readonly Source[], { title, heading }: Source): string {
  const alone = sources.filter((source) => source.title === title).length === 1;
  return alone ? title : heading.split(" › ").at(-1) || title;
}

interface PassageProps {
  id: string;
  number: number;
  source: Source;
  /** The citations to mark, where they are of this source. */
  citations: readonly Citation[];
  onClose(): void;
}

/** A source's passage, with the words that support the answer marked; takes the focus when it opens. */
export function Passage({ id, number, source, citations, onClose }: PassageProps) {
  const strings = useStrings();
  const ofSource = citations.filter((citation) => citation.source === source.n);
  const section = useRef<HTMLElement>(null);
  const text = useRef<HTMLDivElement>(null);

  useEffect(() => {
    section.current?.focus({ preventScroll: true });
    const mark = text.current?.querySelector("mark");
    if (text.current && mark) text.current.scrollTop = mark.offsetTop - text.current.clientHeight / 3;
    section.current?.scrollIntoView({ block: "nearest" });
  }, []);

  return (
    <section
      id={id}
      ref={section}
      className="passage"
      tabIndex={-1}
      aria-label={strings.openSource(number, source.title)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault(); // What stands around the chat stays open.
        onClose();
      }}
    >
      <header className="passage-header">
        <span className="source-number">{number}</span>
        <div className="passage-names">
          <h4>{source.title}</h4>
          {source.heading && <p>{source.heading}</p>}
        </div>
        <button type="button" className="icon-button" aria-label={strings.closeSource} onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      <div className="passage-text" ref={text} tabIndex={0} role="group" aria-label={source.title}>
        {highlight(source.text, ofSource).map(({ text: part, marked }, index) =>
          marked ? <mark key={index}>{part}</mark> : part,
        )}
      </div>
      {isWebAddress(source.url) && (
        <a className="passage-link" href={source.url} target="_blank" rel="noopener noreferrer">
          {strings.openDocument}
          <ExternalIcon />
        </a>
      )}
    </section>
  );
}

/** Only the web: a document's address is data, and `javascript:` is an address too. */
function isWebAddress(url: string | null): url is string {
  return url !== null && /^https?:\/\//i.test(url);
}
