import Vue from "vue/dist/vue.esm.js";

const { server, widget } = document.getElementById("app").dataset;

Vue.config.ignoredElements = ["rosana-chat"];
Vue.config.productionTip = false;
Vue.config.devtools = false;

/** Bring the widget's script once, and put the launcher on the page. */
function loadRosana(options) {
  const script = document.createElement("script");
  script.src = `${options.server}/widget.js`;
  script.onload = () => window.Rosana.init(options);
  document.head.append(script);
}

new Vue({
  el: "#app",
  data: { view: "home", user: null, answers: 0 },
  created() {
    window.addEventListener("rosana:message", this.count);
    loadRosana({ server, widget, position: "left" });
  },
  beforeDestroy() {
    window.removeEventListener("rosana:message", this.count);
  },
  methods: {
    count({ detail }) {
      if (detail.role === "assistant") this.answers += 1;
    },
    login() {
      this.user = { id: "cliente-2", name: "Bruno" };
      window.Rosana.setUser(this.user);
    },
    ask() {
      window.Rosana.send("Como peço reembolso?");
    },
  },
  template: `
    <main style="max-width: 44rem; margin: 0 auto; padding: 1rem">
      <nav>
        <button @click="view = 'home'">Início</button>
        <button @click="view = 'orders'">Pedidos</button>
      </nav>
      <h1>{{ view === "home" ? "Tudo para a sua mesa" : "Seus pedidos" }}</h1>
      <p v-if="user">Olá, {{ user.name }}!</p>
      <button v-else @click="login">Entrar</button>
      <button @click="ask">Como peço reembolso?</button>
      <p>Respostas até agora: <output>{{ answers }}</output></p>
    </main>`,
});
