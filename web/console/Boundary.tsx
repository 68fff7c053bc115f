import { Component, type ReactNode } from "react";
import { Button } from "./ui/Button";
import { AlertIcon, RetryIcon } from "./ui/icons";
import { Empty } from "./ui/States";
import { SHELL } from "./words/shell";
import { useWords } from "./words/section";

/** Keep a broken screen from taking the others with it; after a new release its old files are gone, too. */
export class Boundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const words = useWords(SHELL);
  return (
    <Empty
      title={words.brokenTitle}
      icon={<AlertIcon />}
      action={
        <Button onClick={() => location.reload()}>
          <RetryIcon />
          {words.retry}
        </Button>
      }
    >
      {words.brokenText}
    </Empty>
  );
}
