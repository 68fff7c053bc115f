import { useEffect } from "react";
import { Chat } from "../../chat/Chat";
import { client } from "../api/client";
import { SHELL } from "../words/shell";
import { useLanguage, useWords } from "../words/section";

/** The customers' own chat, to try Rosana. */
export default function TryScreen() {
  const title = useWords(SHELL).try;
  const language = useLanguage();

  useEffect(() => {
    document.title = `${title} · Rosana Desk`;
  }, [title]);

  return (
    <div className="try">
      <Chat client={client} language={language} />
    </div>
  );
}
