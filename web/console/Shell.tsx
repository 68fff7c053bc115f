import { Suspense, useRef, useState, type MouseEvent } from "react";
import { Link, Route, Switch, useLocation } from "wouter";
import { Mark } from "../chat/icons";
import { Boundary } from "./Boundary";
import { ROUTES, type Route as ConsoleRoute } from "./routes";
import { ArrivalContext } from "./ui/arrival";
import { Empty, Skeleton } from "./ui/States";
import { Screen } from "./ui/Screen";
import { SHELL } from "./words/shell";
import { useWords } from "./words/section";

/** The frame of the console: mark, sections, language, and the screen of the address. */
export function Shell({ onOtherLanguage }: { onOtherLanguage(): void }) {
  const words = useWords(SHELL);
  const [location] = useLocation();
  const [first] = useState(location);
  const [moved, setMoved] = useState(false);
  if (!moved && location !== first) setMoved(true);
  const main = useRef<HTMLElement>(null);
  const section = ROUTES.find(({ to }) => isAt(location, to));

  function skip(event: MouseEvent): void {
    event.preventDefault();
    main.current?.focus();
  }

  return (
    <div className="console">
      <a className="skip-link" href="#conteudo" onClick={skip}>
        {words.skip}
      </a>
      <Link href="/" className="console-brand">
        <Mark />
        {words.product}
      </Link>
      <Sections current={section} />
      <button type="button" className="console-language" onClick={onOtherLanguage}>
        <span className="console-language-long">{words.otherLanguage}</span>
        <span className="console-language-short" aria-hidden="true">
          {words.otherLanguageShort}
        </span>
      </button>
      <main id="conteudo" className="console-main" ref={main} tabIndex={-1}>
        <ArrivalContext value={moved}>
          <Boundary key={section?.to}>
            <Suspense fallback={<Skeleton />}>
              <Switch>
                {ROUTES.map(({ path, screen }) => (
                  <Route key={path} path={path} component={screen} />
                ))}
                <Route>
                  <NotFound />
                </Route>
              </Switch>
            </Suspense>
          </Boundary>
        </ArrivalContext>
      </main>
    </div>
  );
}

function Sections({ current }: { current: ConsoleRoute | undefined }) {
  const words = useWords(SHELL);
  return (
    <nav className="console-nav" aria-label={words.sections}>
      <ul>
        {ROUTES.map((route) => (
          <li key={route.to}>
            <Link href={route.to} aria-current={route === current ? "page" : undefined}>
              {route.icon}
              <span>{words[route.label]}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function NotFound() {
  const words = useWords(SHELL);
  return (
    <Screen title={words.notFoundTitle}>
      <Empty
        title={words.notFoundTitle}
        action={
          <Link href="/conversas" className="ui-button ui-button-plain">
            {words.toConversations}
          </Link>
        }
      >
        {words.notFoundText}
      </Empty>
    </Screen>
  );
}

function isAt(location: string, to: string): boolean {
  return location === to || (to !== "/" && location.startsWith(`${to}/`));
}
