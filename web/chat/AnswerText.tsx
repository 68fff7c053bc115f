import { useMemo, type ReactNode } from "react";
import type { Citation, Source } from "../client/wire";
import { toBlocks, type Block, type Line, type Span } from "./blocks";
import type { Piece } from "./citing";
import { useStrings } from "./StringsContext";
import { completeTail } from "./tail";

interface Citing {
  /** In the order of their numbers. */
  sources: readonly Source[];
  /** The citation whose passage is open. */
  open: Citation | null;
  passageId: string;
  onCite(citation: Citation, trigger: HTMLElement): void;
}

interface Props extends Citing {
  text: string;
  growing?: boolean;
  citations: readonly Citation[];
}

/** An answer's text with a number after each sentence that has a source. */
export function AnswerText({ text, growing = false, citations, ...citing }: Props) {
  const shown = growing ? completeTail(text) : text;
  const blocks = useMemo(() => toBlocks(shown, citations), [shown, citations]);
  return <Blocks blocks={blocks} {...citing} />;
}

function Blocks({ blocks, ...citing }: { blocks: readonly Block[] } & Citing) {
  return blocks.map((block, index) => <BlockView key={index} block={block} {...citing} />);
}

function BlockView({ block, ...citing }: { block: Block } & Citing) {
  const draw = (line: Line) => <LineView line={line} {...citing} />;
  switch (block.kind) {
    case "paragraph":
      return (
        <p>
          {block.lines.map((line, index) => (
            <span key={index} className="line">
              {draw(line)}
            </span>
          ))}
        </p>
      );
    case "heading":
      return <h3 className="answer-heading">{draw(block.line.map(uncited))}</h3>;
    case "rule":
      return <hr />;
    case "quote":
      return (
        <blockquote>
          <Blocks blocks={block.blocks} {...citing} />
        </blockquote>
      );
    case "code":
      return <Code line={block.line} {...citing} />;
    case "table":
      return <Table {...block} draw={draw} />;
    default: {
      const items = block.items.map((item, index) => (
        <li key={index}>
          <Blocks blocks={item} {...citing} />
        </li>
      ));
      return block.kind === "bullets" ? <ul>{items}</ul> : <ol start={block.first}>{items}</ol>;
    }
  }
}

/** Numbers inside would be taken for code: they stand after it, each of them once. */
function Code({ line, ...citing }: { line: Line } & Citing) {
  const text = line.map(({ pieces }) => pieces.map((piece) => piece.text).join("")).join("\n");
  const bySource = new Map(line.flatMap(endingOf).map((citation) => [citation.source, citation]));
  return (
    <div>
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
      <Markers ending={[...bySource.values()]} {...citing} />
    </div>
  );
}

interface TableProps {
  head: readonly Line[];
  rows: readonly (readonly Line[])[];
  draw(line: Line): ReactNode;
}

const COLUMN_REM = 9;

/** Wider than the answer, it scrolls by itself. */
function Table({ head, rows, draw }: TableProps) {
  const strings = useStrings();
  return (
    <div className="table" tabIndex={0} role="group" aria-label={strings.table}>
      <table style={{ minWidth: `${head.length * COLUMN_REM}rem` }}>
        <thead>
          <tr>
            {head.map((cell, index) => (
              <th key={index} scope="col">
                {draw(cell.map(uncited))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column}>{draw(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function LineView({ line, ...citing }: { line: Line } & Citing) {
  return line.map((span, index) =>
    span.href === null ? (
      span.pieces.map((piece, i) => <PieceView key={`${index} ${i}`} {...{ piece, span }} {...citing} />)
    ) : (
      <LinkView key={index} {...{ span, href: span.href }} {...citing} />
    ),
  );
}

/** A link is one, whatever sentences it runs through; their numbers stand after it. */
function LinkView({ span, href, ...citing }: { span: Span; href: string } & Citing) {
  const text = span.pieces.map((piece) => piece.text).join("");
  return (
    <>
      <a href={href} title={href === text ? undefined : href} target="_blank" rel="noopener noreferrer">
        <Styled span={span}>{text}</Styled>
      </a>
      <Markers ending={endingOf(span)} {...citing} />
    </>
  );
}

/** The last word of a sentence, short enough to stay on one line with the number after it. */
const LAST_WORD = /\S{1,24}$/;

function PieceView({ piece, span, ...citing }: { piece: Piece; span: Span } & Citing) {
  const { text, supported, ending } = piece;
  const styled = (part: string) => (
    <Styled span={span} className={supported ? undefined : "unsupported"}>
      {part}
    </Styled>
  );
  if (ending.length === 0) return styled(text);
  const cut = text.search(LAST_WORD);
  const [head, tail] = cut < 0 ? [text, ""] : [text.slice(0, cut), text.slice(cut)];
  return (
    <>
      {head && styled(head)}
      <span className="sentence-end">
        {tail && styled(tail)}
        <Markers ending={ending} {...citing} />
      </span>
    </>
  );
}

interface StyledProps {
  span: Span;
  className?: string | undefined;
  children: ReactNode;
}

function Styled({ span, className, children }: StyledProps) {
  if (span.code) return <code className={className}>{children}</code>;
  const leaning = span.em ? <em>{children}</em> : children;
  if (span.strong) return <strong className={className}>{leaning}</strong>;
  return <span className={className}>{leaning}</span>;
}

/** A heading claims nothing. */
function uncited(span: Span): Span {
  return { ...span, pieces: span.pieces.map(({ text }) => ({ text, supported: true, ending: [] })) };
}

function endingOf(span: Span): Citation[] {
  return span.pieces.flatMap(({ ending }) => ending);
}

function Markers({ ending, ...citing }: { ending: readonly Citation[] } & Citing) {
  return ending.map((citation, index) => <Marker key={index} citation={citation} {...citing} />);
}

function Marker({ citation, sources, open, passageId, onCite }: { citation: Citation } & Citing) {
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
