import { Menu as BaseMenu } from "@base-ui/react/menu";
import type { ReactNode } from "react";
import { MoreIcon } from "./icons";

export interface MenuItem {
  label: string;
  icon?: ReactNode;
  danger?: boolean;
  onSelect(): void;
}

interface Props {
  /** What the actions are of, "Ações de Política de trocas". */
  label: string;
  items: readonly MenuItem[];
  /** What is shown in place of the three dots. */
  trigger?: ReactNode;
}

/** A button that opens a list of actions. */
export function Menu({ label, items, trigger }: Props) {
  const className = trigger ? "ui-button ui-button-primary" : "ui-icon-button";
  return (
    <BaseMenu.Root onItemHighlighted={focus}>
      <BaseMenu.Trigger className={className} aria-label={trigger ? undefined : label}>
        {trigger ?? <MoreIcon />}
      </BaseMenu.Trigger>
      <BaseMenu.Portal>
        <BaseMenu.Positioner className="ui-menu-place" align="end" sideOffset={6}>
          <BaseMenu.Popup className="console-layer ui-menu">
            {items.map((item) => (
              <BaseMenu.Item
                key={item.label}
                className={item.danger ? "ui-menu-item ui-menu-danger" : "ui-menu-item"}
                onClick={item.onSelect}
              >
                {item.icon}
                {item.label}
              </BaseMenu.Item>
            ))}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

/** On Preact, Base UI's own focus on what it highlights is overtaken by its focus on the list. */
function focus(item: HTMLElement | undefined): void {
  item?.focus({ preventScroll: true });
}
