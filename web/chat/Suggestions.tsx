import { useStrings } from "./StringsContext";

interface Props {
  questions: readonly string[];
  onAsk(question: string): void;
}

/** Questions that the documents answer, one press away. */
export function Suggestions({ questions, onAsk }: Props) {
  const strings = useStrings();
  if (questions.length === 0) return null;
  return (
    <ul className="suggestions" aria-label={strings.suggestionsLabel}>
      {questions.map((question) => (
        <li key={question}>
          <button type="button" className="suggestion" onClick={() => onAsk(question)}>
            {question}
          </button>
        </li>
      ))}
    </ul>
  );
}
