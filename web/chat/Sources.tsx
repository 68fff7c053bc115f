import { useEffect, useRef } from "react";
import type { Citation, Source } from "../client/wire";
import { highlight } from "./highlight";
import { CloseIcon, ExternalIcon } from "./icons";
import { useStrings } from "./StringsContext";

interface ListProps {
  sources: readonly Source[];
  citations: readonly Citation[];
  open: Source | null;
  passageId: string;
  onOpen(source: Source, trigger: HTMLElement): void;
}

/** The sources that an answer cites (where it cites none, those it was given), each opening its passage. */
export function SourceList({ sources, citations, open, passageId, onOpen }: ListProps) {
  const strings = useStrings();
  const cited = sources.filter(({ n }) => citations.some(({ source }) => source === n));
  const shown = cited.length > 0 ? cited : sources;
  return (
    <div className="sources">
      <h3 className="sources-label">{cited.length > 0 ? strings.sources : strings.consulted}</h3>
      <ul className="source-list">
        {shown.map((source) => (
          <li key={source.n}>
            <button
              type="button"
              className="source"
              aria-expanded={source === open}
              aria-controls={passageId}
              onClick={(event) => onOpen(source, event.currentTarget)}
            >
              <span className="source-number">{source.n}</span>
              <span className="source-title">{source.title}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface PassageProps {
  id: string;
  source: Source;
  /** The citations to mark, where they are of this source. */
  citations: readonly Citation[];
  onClose(): void;
}

/** A source's passage, with the words that support the answer marked; takes the focus when it opens. */
export function Passage({ id, source, citations, onClose }: PassageProps) {
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
      aria-label={strings.openSource(source.n, source.title)}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      <header className="passage-header">
        <span className="source-number">{source.n}</span>
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
