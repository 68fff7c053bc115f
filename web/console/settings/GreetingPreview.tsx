import { useQuery } from "@tanstack/react-query";
import { stringsFor } from "../../chat/strings";
import { StringsContext } from "../../chat/StringsContext";
import { Welcome } from "../../chat/Welcome";
import { client } from "../api/client";
import { useWords, type Language } from "../words/section";
import { SETTINGS } from "./words";

interface Props {
  language: Language;
  /** Who answers. */
  name: string;
  /** "": Rosana's own words. */
  greeting: string;
  suggestions: boolean;
}

/** The beginning of a chat as customers will see it. */
export function GreetingPreview({ language, name, greeting, suggestions }: Props) {
  const words = useWords(SETTINGS);
  const { data = [] } = useQuery({
    queryKey: ["suggestions"],
    queryFn: ({ signal }) => client.suggestions(signal),
  });
  return (
    <figure className="settings-chat" aria-label={words.preview}>
      <div className="chat" lang={language} inert>
        <StringsContext value={stringsFor(language)}>
          <Welcome
            name={name}
            greeting={greeting || null}
            suggestions={suggestions ? data.slice(0, 2) : []}
            onAsk={() => undefined}
          />
        </StringsContext>
      </div>
    </figure>
  );
}
