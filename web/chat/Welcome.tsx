import type { Client } from "../client/api";
import { Mark } from "./icons";
import { useStrings } from "./StringsContext";
import { useAnswerable } from "./useAnswerable";

interface Props {
  client: Client;
  onAsk(question: string): void;
}

/** What a chat shows before the first question. */
export function Welcome({ client, onAsk }: Props) {
  const strings = useStrings();
  const suggestions = useAnswerable(client, strings.suggestions);
  return (
    <div className="welcome">
      <Mark />
      <h2>{strings.welcome}</h2>
      <p>{strings.welcomeHint}</p>
      <ul className="suggestions" aria-label={strings.suggestionsLabel}>
        {suggestions.map((question) => (
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
