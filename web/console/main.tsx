import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../chat/styles/index.css";
import "./styles/index.css";
import { App } from "./App";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

// The icon's address is relative to the page's, which changes with every screen.
const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]");
icon?.setAttribute("href", icon.href);

createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
