import type { CSSProperties } from "react";
import { Mark, SendIcon } from "../../chat/icons";
import { stringsFor } from "../../chat/strings";
import { CloseIcon } from "../ui/icons";
import { useWords, type Language } from "../words/section";
import { textOn } from "./color";
import { SETTINGS } from "./words";
import "./widget-preview.css";

interface Props {
  /** Who answers. */
  name: string;
  title: string | null;
  color: string;
  left: boolean;
  language: Language;
  greeting: string | null;
}

/** A page of somebody's site with the widget on it, open. */
export function WidgetPreview({ name, title, color, left, language, greeting }: Props) {
  const words = useWords(SETTINGS);
  const strings = stringsFor(language);
  // The preview's own names for the two colours; `CSSProperties` knows no custom ones.
  const colors = { "--widget": color, "--on-widget": textOn(color) } as CSSProperties;
  return (
    <figure className="settings-preview" aria-label={words.preview}>
      <div className="widget-site" data-left={left || undefined} style={colors} lang={language} inert>
        <div className="widget-site-bar">
          <i />
          <i />
          <i />
          <span>{words.siteExample}</span>
        </div>
        <div className="widget-site-text">
          <i />
          <i />
          <i />
          <i />
        </div>
        <div className="widget-window">
          <header>
            <Mark />
            <span>{title ?? name}</span>
            <CloseIcon />
          </header>
          <p>{greeting ?? strings.welcome(name)}</p>
          <footer>
            <span>{strings.placeholder}</span>
            <SendIcon />
          </footer>
        </div>
        <span className="widget-launcher">
          <CloseIcon />
        </span>
      </div>
    </figure>
  );
}
