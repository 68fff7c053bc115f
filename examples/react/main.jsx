import { StrictMode, useEffect, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import { RosanaChat } from "./RosanaChat";

/** A shop of two views; the conversation is on one of them, in the middle of the page. */
function Shop({ widget }) {
  const [view, setView] = useState("home");
  const [heard, setHeard] = useState(0);
  const chat = useRef(null);

  function go(next) {
    history.pushState(null, "", `#${next}`);
    setView(next);
  }

  useEffect(() => {
    const back = () => setView(location.hash.slice(1) || "home");
    addEventListener("popstate", back);
    return () => removeEventListener("popstate", back);
  }, []);

  return (
    <main style={{ maxWidth: "44rem", margin: "0 auto", padding: "1rem" }}>
      <nav>
        <button onClick={() => go("home")}>Início</button> <button onClick={() => go("help")}>Ajuda</button>
      </nav>
      {view === "home" && <h1>Tudo para a sua mesa</h1>}
      {view === "help" && (
        <>
          <h1>Ajuda</h1>
          <p>
            Mensagens até agora: <output>{heard}</output>{" "}
            <button onClick={() => chat.current.send("Tem backup?")}>Tem backup?</button>
          </p>
          <RosanaChat ref={chat} widget={widget} onMessage={() => setHeard((count) => count + 1)} />
        </>
      )}
    </main>
  );
}

const root = document.getElementById("root");
createRoot(root).render(
  <StrictMode>
    <Shop widget={root.dataset.widget} />
  </StrictMode>,
);
