import { Mark } from "./icons";
import { Suggestions } from "./Suggestions";
import { useStrings } from "./StringsContext";

interface Props {
  name: string;
  /** The company's own words; null for Rosana's. */
  greeting: string | null;
  suggestions: readonly string[];
  onAsk(question: string): void;
}

/** What a chat shows before the first question. */
export function Welcome({ name, greeting, suggestions, onAsk }: Props) {
  const strings = useStrings();
  return (
    <div className="welcome">
      <Mark />
      <h2>{greeting ?? strings.welcome(name)}</h2>
      <p>{strings.welcomeHint}</p>
      <div className="welcome-suggestions">
        <Suggestions questions={suggestions} onAsk={onAsk} />
      </div>
    </div>
  );
}
