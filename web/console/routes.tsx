/**
 * The screens of the console.
 *
 * To add a screen: give it a folder with `XScreen.tsx` (default export, built with `ui/Screen`) and `words.ts`
 * (`section(ptBR, en)` of `words/section.ts`; `words/words.test.ts` finds it), then add an entry below. `path` is a wouter
 * pattern; a screen with pages of its own ends it in "/*?" or names a parameter. Its CSS is imported by the screen, so
 * that it is loaded with it.
 */

import { lazy, type ComponentType, type ReactNode } from "react";
import { BookIcon, ChartIcon, ChatIcon, HomeIcon, InboxIcon, SlidersIcon } from "./ui/icons";

export interface Route {
  /** Where a link to it leads; also the beginning of the addresses at which it is the current one. */
  to: string;
  path: string;
  label: "start" | "try" | "conversations" | "knowledge" | "quality" | "settings";
  icon: ReactNode;
  screen: ComponentType;
}

export const ROUTES: readonly Route[] = [
  {
    to: "/",
    path: "/",
    label: "start",
    icon: <HomeIcon />,
    screen: lazy(() => import("./start/StartScreen")),
  },
  {
    to: "/conversar",
    path: "/conversar",
    label: "try",
    icon: <ChatIcon />,
    screen: lazy(() => import("./try/TryScreen")),
  },
  {
    to: "/conversas",
    path: "/conversas/:id?",
    label: "conversations",
    icon: <InboxIcon />,
    screen: lazy(() => import("./conversations/ConversationsScreen")),
  },
  {
    to: "/conhecimento",
    path: "/conhecimento/*?",
    label: "knowledge",
    icon: <BookIcon />,
    screen: lazy(() => import("./knowledge/KnowledgeScreen")),
  },
  {
    to: "/qualidade",
    path: "/qualidade/*?",
    label: "quality",
    icon: <ChartIcon />,
    screen: lazy(() => import("./quality/QualityScreen")),
  },
  {
    to: "/ajustes",
    path: "/ajustes/*?",
    label: "settings",
    icon: <SlidersIcon />,
    screen: lazy(() => import("./settings/SettingsScreen")),
  },
];
