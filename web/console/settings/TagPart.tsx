import { address } from "../api/http";
import { Button } from "../ui/Button";
import { Notice } from "../ui/States";
import { useToast } from "../ui/Toast";
import { useWords } from "../words/section";
import { Plain } from "./Part";
import type { Settings } from "./settings";
import { SETTINGS } from "./words";
import "./widget.css";

/** What to paste into the company's site. */
export function TagPart({ settings: { widget } }: { settings: Settings }) {
  const words = useWords(SETTINGS);
  const toast = useToast();
  const server = new URL(address("/"), location.href);
  const tag = `<script src="${new URL("widget.js", server).href}" data-widget="${widget.id}" async></script>`;

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(tag);
      toast(words.copied);
    } catch {
      // Only pages over HTTPS or of this machine may write there.
      toast(words.copyFailed, "failed");
    }
  }

  return (
    <Plain title={words.tagTitle} lead={words.tagLead}>
      {widget.origins.length === 0 && <Notice>{words.noOriginYet}</Notice>}
      <div className="settings-tag">
        <pre tabIndex={0} role="region" aria-label={words.tag}>
          <code>{tag}</code>
        </pre>
        <Button look="primary" onClick={() => void copy()}>
          {words.copy}
        </Button>
      </div>
      <p className="ui-hint">{words.csp}</p>
      <pre className="settings-csp" tabIndex={0} role="region" aria-label="Content-Security-Policy">
        <code>{`script-src ${server.origin}; connect-src ${server.origin}`}</code>
      </pre>
    </Plain>
  );
}
