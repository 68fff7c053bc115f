import { engineName } from "../ui/engineName";
import { Table, type Column } from "../ui/Table";
import { seconds } from "../ui/time";
import { useLanguage, useWords } from "../words/section";
import type { EngineUse } from "./quality";
import { QUALITY } from "./words";

/** Which engines answered, how often and how fast. */
export function Engines({ engines }: { engines: readonly EngineUse[] }) {
  const words = useWords(QUALITY);
  const language = useLanguage();
  const time = (ms: number | null) => (ms === null ? "–" : seconds(ms, language));
  const columns: Column<EngineUse>[] = [
    { name: words.engine, cell: ({ model }) => engineName(model, words.extractive) },
    { name: words.answers, numeric: true, cell: ({ answers }) => answers.toLocaleString(language) },
    { name: words.median, numeric: true, cell: ({ p50_ms }) => time(p50_ms) },
    { name: words.slowest, numeric: true, cell: ({ p95_ms }) => time(p95_ms) },
  ];

  if (engines.length === 0) return null;
  return (
    <section className="quality-section">
      <header>
        <h2>{words.engines}</h2>
        <p>{words.enginesHint}</p>
      </header>
      <Table caption={words.engines} columns={columns} rows={engines} rowKey={({ model }) => model} />
    </section>
  );
}
