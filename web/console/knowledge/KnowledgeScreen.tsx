import { Link, useRoute } from "wouter";
import { Screen } from "../ui/Screen";
import { UploadPanel } from "../uploads/UploadPanel";
import { useWords } from "../words/section";
import { AddMenu } from "./AddMenu";
import { DocumentsPane } from "./DocumentsPane";
import { DropTarget } from "./DropTarget";
import { SearchPane } from "./SearchPane";
import { SitesPane } from "./SitesPane";
import { KNOWLEDGE } from "./words";
import "./knowledge.css";

/** The knowledge base: its documents, the sites it follows, and a search to try it. */
export default function KnowledgeScreen() {
  const words = useWords(KNOWLEDGE);
  const [onSites] = useRoute("/conhecimento/sites/*?");
  const [onSearch] = useRoute("/conhecimento/busca");
  const tabs = [
    { to: "/conhecimento", name: words.documents, on: !onSites && !onSearch },
    { to: "/conhecimento/sites", name: words.sites, on: onSites },
    { to: "/conhecimento/busca", name: words.testSearch, on: onSearch },
  ];

  return (
    <DropTarget>
      <Screen title={words.title} lead={words.lead} actions={<AddMenu />}>
        <nav className="tabs" aria-label={words.tabs}>
          {tabs.map(({ to, name, on }) => (
            <Link key={to} href={to} aria-current={on ? "page" : undefined}>
              {name}
            </Link>
          ))}
        </nav>
        <UploadPanel />
        {onSites ? <SitesPane /> : onSearch ? <SearchPane /> : <DocumentsPane />}
      </Screen>
    </DropTarget>
  );
}
