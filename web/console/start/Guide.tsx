import { useEffect, useRef, useState, type ReactNode } from "react";
import type { DocumentOut } from "../api/documents";
import { Button } from "../ui/Button";
import { CheckIcon } from "../ui/icons";
import { Screen } from "../ui/Screen";
import { DropTarget } from "../knowledge/DropTarget";
import { useUploads } from "../uploads/UploadsContext";
import { useWords } from "../words/section";
import { AskStep } from "./AskStep";
import { BringStep } from "./BringStep";
import { dueStep, ownDocuments } from "./guide";
import { ReadStep } from "./ReadStep";
import { START } from "./words";

interface Props {
  documents: readonly DocumentOut[];
  onOver(): void;
}

/** From nothing to the first good answer in three steps. */
export function Guide({ documents, onOver }: Props) {
  const words = useWords(START);
  const { uploads } = useUploads();
  const [sample, setSample] = useState(false);
  const [seen, setSeen] = useState(false);
  /** How many files there were when more were asked for. */
  const [before, setBefore] = useState<number | null>(null);
  const own = ownDocuments(documents);
  const chosen = own.length > 0 || uploads.length > 0 ? own : sample ? documents : [];
  const begun = chosen.length > 0 || uploads.length > 0;
  const wantsMore = before === uploads.length;
  const due = wantsMore
    ? 1
    : dueStep({ documents: begun && chosen.length === 0 ? [{ status: "queued" }] : chosen, seen });

  function takeSample(): void {
    setSample(true);
    setBefore(null);
  }

  const brought = own.length > 0 ? words.brought(own.length) : sample ? words.sampleChosen : null;
  return (
    <DropTarget>
      <Screen
        title={words.guideTitle}
        lead={words.guideLead}
        actions={
          <Button look="quiet" onClick={onOver}>
            {words.dismiss}
          </Button>
        }
      >
        <ol className="guide">
          <Step n={1} due={due} title={words.bringTitle} outcome={brought} onBack={() => setBefore(uploads.length)}>
            <BringStep onSample={takeSample} />
          </Step>
          <Step n={2} due={due} title={words.readTitle} outcome={null}>
            <ReadStep documents={chosen} onGoOn={() => setSeen(true)} />
          </Step>
          <Step n={3} due={due} title={words.askTitle} outcome={null}>
            <AskStep onOver={onOver} />
          </Step>
        </ol>
      </Screen>
    </DropTarget>
  );
}

interface StepProps {
  n: 1 | 2 | 3;
  due: 1 | 2 | 3;
  title: string;
  /** What came of it, once it is done. */
  outcome: string | null;
  onBack?(): void;
  children: ReactNode;
}

function Step({ n, due, title, outcome, onBack, children }: StepProps) {
  const words = useWords(START);
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(due);
  const current = n === due;

  useEffect(() => {
    // Whoever took the step before goes on from here, whatever they read or navigate with.
    if (current && before.current !== due) heading.current?.focus();
    before.current = due;
  }, [current, due]);

  const state = current ? "due" : n < due ? "done" : "later";
  return (
    <li className={`guide-step guide-${state}`} aria-current={current ? "step" : undefined}>
      <span className="guide-number" aria-hidden="true">
        {state === "done" ? <CheckIcon /> : n}
      </span>
      <div className="guide-content">
        <header>
          <h2 ref={heading} tabIndex={-1}>
            <span className="visually-hidden">{`${words.step(n, 3)}: `}</span>
            {title}
          </h2>
          {state === "done" && (
            <p>
              {outcome ?? words.done}
              {onBack && (
                <button type="button" className="guide-back" onClick={onBack}>
                  {words.change}
                </button>
              )}
            </p>
          )}
        </header>
        {current && children}
      </div>
    </li>
  );
}
