import { useMemo, type ReactNode } from "react";
import type { Citation, Source } from "../client/wire";
import { toBlocks, type Block, type Piece } from "./blocks";
import { useStrings } from "./StringsContext";

interface Props {
  text: string;
  citations: readonly Citation[];
  /** In the order of their numbers. */
  sources: readonly Source[];
  /** The citation whose passage is open. */
  open: Citation | null;
  passageId: string;
  onCite(citation: Citation, trigger: HTMLElement): void;
}

/** An answer's text with a number after each sentence that has a source. */
export function AnswerText(props: Props) {
  const { text, citations } = props;
  const blocks = useMemo(() => toBlocks(text, citations), [text, citations]);
  return blocks.map((block, index) => (
    <BlockView key={index} block={block} render={(piece, i) => <PieceView key={i} piece={piece} {...props} />} />
  ));
}

interface BlockProps {
  block: Block;
  render(piece: Piece, index: number): ReactNode;
}

function BlockView({ block, render }: BlockProps) {
  if (block.kind === "paragraph") {
    return (
      <p>
        {block.lines.map((line, index) => (
          <span key={index} className="line">
            {line.map(render)}
          </span>
        ))}
      </p>
    );
  }
  const items = block.lines.map((line, index) => <li key={index}>{line.map(render)}</li>);
  return block.kind === "bullets" ? <ul>{items}</ul> : <ol start={block.first}>{items}</ol>;
}

/** The last word of a sentence, short enough to stay on one line with the number after it. */
const LAST_WORD = /\S{1,24}$/;

function PieceView({ piece, sources, open, passageId, onCite }: Props & { piece: Piece }) {
  const { text, ending } = piece;
  const className = piece.supported ? undefined : "unsupported";
  if (ending.length === 0) return <span className={className}>{text}</span>;
  const cut = text.search(LAST_WORD);
  const [head, tail] = cut < 0 ? [text, ""] : [text.slice(0, cut), text.slice(cut)];
  return (
    <>
      <span className={className}>{head}</span>
      <span className="sentence-end">
        <span className={className}>{tail}</span>
        {ending.map((citation, index) => (
          <Marker
            key={index}
            citation={citation}
            {...{ sources, open, passageId, onCite }}
          />
        ))}
      </span>
    </>
  );
}

interface MarkerProps extends Pick<Props, "sources" | "open" | "passageId" | "onCite"> {
  citation: Citation;
}

function Marker({ citation, sources, open, passageId, onCite }: MarkerProps) {
  const strings = useStrings();
  if (!citation.supported) {
    return (
      <small className="unsupported-note" title={strings.unsupportedHint}>
        {` ${strings.unsupported}`}
      </small>
    );
  }
  const index = sources.findIndex(({ n }) => n === citation.source);
  const source = sources[index];
  if (!source) return null;
  return (
    <button
      type="button"
      className="citation"
      aria-label={strings.openSource(index + 1, source.title)}
      aria-expanded={citation === open}
      aria-controls={passageId}
      onClick={(event) => onCite(citation, event.currentTarget)}
    >
      {index + 1}
    </button>
  );
}
