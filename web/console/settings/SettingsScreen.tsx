import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "wouter";
import { Screen } from "../ui/Screen";
import { ErrorState, Skeleton } from "../ui/States";
import { useWords } from "../words/section";
import { EmbeddingsPart } from "./EmbeddingsPart";
import { EnginePart } from "./EnginePart";
import { GreetingPart } from "./GreetingPart";
import { LanguagesPart } from "./LanguagesPart";
import { LeavingGuard } from "./leaving";
import { ModelsPart } from "./ModelsPart";
import { OriginsPart } from "./OriginsPart";
import { PersonaPart } from "./PersonaPart";
import { PrivacyPart } from "./PrivacyPart";
import { RefusalPart } from "./RefusalPart";
import { settingsQuery, type Settings } from "./settings";
import { TagPart } from "./TagPart";
import { WidgetPart } from "./WidgetPart";
import { SETTINGS } from "./words";
import "./settings.css";

const PAGES = [
  { to: "/ajustes", label: "answers" },
  { to: "/ajustes/persona", label: "persona" },
  { to: "/ajustes/widget", label: "widget" },
  { to: "/ajustes/privacidade", label: "privacy" },
] as const;

/** Everything that can be set without touching the server. */
export default function SettingsScreen() {
  const words = useWords(SETTINGS);
  const [location] = useLocation();
  const { data, error, refetch } = useQuery(settingsQuery);
  const page = PAGES.find(({ to }) => to === location) ?? PAGES[0];

  return (
    <Screen title={words.title} lead={words.lead}>
      <nav className="settings-pages" aria-label={words.parts}>
        {PAGES.map(({ to, label }) => (
          <Link key={to} href={to} aria-current={to === page.to ? "page" : undefined}>
            {words[label]}
          </Link>
        ))}
      </nav>
      {data ? (
        <LeavingGuard>
          <div className="settings" key={page.to}>
            <Parts page={page.label} settings={data} />
          </div>
        </LeavingGuard>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton />
      )}
    </Screen>
  );
}

function Parts({ page, settings }: { page: (typeof PAGES)[number]["label"]; settings: Settings }) {
  if (page === "answers") {
    return (
      <>
        <EnginePart settings={settings} />
        <ModelsPart />
        <RefusalPart settings={settings} />
        <EmbeddingsPart settings={settings} />
      </>
    );
  }
  if (page === "persona") {
    return (
      <>
        <PersonaPart settings={settings} />
        <GreetingPart settings={settings} />
        <LanguagesPart settings={settings} />
      </>
    );
  }
  if (page === "privacy") return <PrivacyPart settings={settings} />;
  return (
    <>
      <WidgetPart settings={settings} />
      <OriginsPart settings={settings} />
      <TagPart settings={settings} />
    </>
  );
}
