import { useEffect, useRef, type RefObject } from "react";
import { Chat } from "../chat/Chat";
import type { ChatControls, ChatEvent } from "../chat/events";
import type { Client } from "../client/api";
import { Problem } from "../client/problem";
import { CloseButton, Failure, Loading } from "./empty";
import { Launcher } from "./Launcher";
import type { Config, Look } from "./options";
import { Panel } from "./Panel";
import { STRINGS } from "./strings";

interface Props {
  look: Look;
  /** What the console says of the widget, or why that is not known; null until then. */
  config: Config | Problem | null;
  client: Client;
  storageKey: string;
  /** Another number is another conversation. */
  conversation: number;
  open: boolean;
  /** Once opened, the conversation goes on behind a closed panel. */
  opened: boolean;
  unread: number;
  /** Questions of the page; the chat takes them as soon as there is one. */
  asked: string[];
  /** What the page calls its user. */
  name: string | null;
  onOpen(): void;
  onClose(): void;
  onReload(): void;
  onEvent(event: ChatEvent): void;
}

/** The launcher and what it opens, or the conversation in its place on the page. */
export function Widget(props: Props) {
  const { look, config, open, unread, onOpen, onClose } = props;
  const strings = STRINGS[look.language];
  const controls = useRef<ChatControls>(null);
  const title = look.title ?? strings.title;

  useEffect(() => {
    if (controls.current) for (const question of props.asked.splice(0)) controls.current.send(question);
  });

  if (look.inline) {
    return (
      <section className="panel" aria-label={title}>
        <Content {...props} controls={controls} />
      </section>
    );
  }
  return (
    <>
      {config && <Launcher open={open} unread={unread} strings={strings} onToggle={open ? onClose : onOpen} />}
      <Panel open={open} label={title} onClose={onClose}>
        {props.opened && <Content {...props} controls={controls} />}
      </Panel>
    </>
  );
}

function Content(props: Props & { controls: RefObject<ChatControls | null> }) {
  const { look, config, conversation, name, controls, onReload, onEvent } = props;
  const strings = STRINGS[look.language];
  const onClose = look.inline ? null : props.onClose;
  if (config === null) return <Loading strings={strings} onClose={onClose} />;
  if (config instanceof Problem) return <Failure {...{ strings, onClose, onReload }} problem={config} />;
  return (
    <Chat
      key={conversation}
      client={props.client}
      language={look.language}
      title={look.title ?? undefined}
      greeting={name === null ? undefined : strings.greeting(name, config.name)}
      storageKey={props.storageKey}
      controls={controls}
      onEvent={onEvent}
      headerEnd={onClose && <CloseButton label={strings.close} onClose={onClose} />}
    />
  );
}
