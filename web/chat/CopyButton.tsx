import { useState } from "react";
import { CheckIcon, CopyIcon } from "./icons";
import { useStrings } from "./StringsContext";

const SHOWN_MS = 2_000;

type Step = "ready" | "copied" | "failed";

/** Puts a text on the clipboard, and says so. */
export function CopyButton({ text }: { text(): string }) {
  const strings = useStrings();
  const [step, setStep] = useState<Step>("ready");

  async function press(): Promise<void> {
    setStep((await copy(text())) ? "copied" : "failed");
    setTimeout(() => setStep("ready"), SHOWN_MS);
  }

  return (
    <>
      <button type="button" className="icon-button" aria-label={strings.copy} onClick={() => void press()}>
        {step === "copied" ? <CheckIcon /> : <CopyIcon />}
      </button>
      <span className={step === "failed" ? undefined : "visually-hidden"} role="status">
        {step === "copied" && strings.copied}
        {step === "failed" && strings.copyFailed}
      </span>
    </>
  );
}

/** Resolve to whether the text was copied. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByEvent(text);
  }
}

/** Without HTTPS there is no `navigator.clipboard`; the old command asks for the text by an event. */
function copyByEvent(text: string): boolean {
  const give = (event: ClipboardEvent) => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
  };
  addEventListener("copy", give, { capture: true });
  try {
    return document.execCommand("copy");
  } finally {
    removeEventListener("copy", give, { capture: true });
  }
}
