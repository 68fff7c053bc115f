// What a page can ask of the widget, and what the widget tells the page.
const press = (id, act) => document.getElementById(id).addEventListener("click", act);

press("hours", () => Rosana.send("Qual o horário do suporte?"));
press("toggle", () => Rosana.toggle());
press("login", () => Rosana.setUser({ id: "cliente-1", name: "Ana" }));
press("logout", () => Rosana.setUser(null));

for (const name of ["ready", "open", "close", "message", "feedback", "error"]) {
  window.addEventListener(`rosana:${name}`, (event) => {
    const line = document.createElement("li");
    line.textContent = `${name} ${JSON.stringify(event.detail)}`;
    document.getElementById("events").append(line);
  });
}
