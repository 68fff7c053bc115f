import { Mark } from "./icons";
import { useStrings } from "./StringsContext";

/** What a chat shows before the first question. */
export function Welcome({ onAsk }: { onAsk(question: string): void }) {
  const strings = useStrings();
  return (
    <div className="welcome">
      <Mark />
      <h2>{strings.welcome}</h2>
      <p>{strings.welcomeHint}</p>
      <ul className="suggestions" aria-label={strings.suggestionsLabel}>
        {strings.suggestions.map((question) => (
          <li key={question}>
            <button type="button" className="suggestion" onClick={() => onAsk(question)}>
              {question}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
