
/** The page: the list, the operation that the address names, and the keys. */
async function start() {
  const panel = document.getElementById("panel");
  const list = document.getElementById("operations");
  const search = document.getElementById("search");
  const welcome = [...panel.childNodes];
  const api = new Api(await (await fetch(root.dataset.catalogue)).json());
  list.replaceChildren(...listing(api));

  function filter() {
    const terms = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const [name, operations] of api.groups) {
      const group = list.querySelector(`[data-group="${name}"]`);
      const fits = new Set(operations.filter((one) => terms.every((term) => one.words.includes(term))).map((one) => one.id));
      for (const row of group.querySelectorAll("[data-id]")) row.hidden = !fits.has(row.dataset.id);
      group.hidden = fits.size === 0;
      group.open = fits.size > 0 && (terms.length > 0 || group.querySelector("[aria-current]") !== null);
      count += fits.size;
    }
    document.getElementById("found").textContent = say(count ? "found" : "found-none", { count });
  }

  /** Asks before something is changed. */
  function confirmed(call) {
    if (call.method === "GET") return true;
    const dialog = document.getElementById("confirm");
    const body = call.body === undefined ? "" : "\n" + JSON.stringify(call.body, null, 2);
    document.getElementById("confirm-call").textContent = `${call.method} ${call.path}${call.query && "?" + call.query}${body}`;
    dialog.returnValue = "";
    dialog.showModal();
    return new Promise((done) => dialog.addEventListener("close", () => done(dialog.returnValue === "send"), { once: true }));
  }

  function show(operation, values) {
    const form = formOf(api, operation, values);
    const answer = el("section", { "aria-label": say("answer"), id: "answer" });
    const code = el("code"), languages = el("div", { class: "row languages" });
    const button = el("button", { text: say("execute") });
    const write = () => {
      const language = languages.querySelector(":checked").value;
      code.textContent = writeCode[language]({ ...form.read(), endpoint: root.dataset.endpoint });
    };
    let chosen;
    try { chosen = localStorage.getItem("console-language"); } catch { /* a browser may keep nothing */ }
    for (const one of Object.keys(writeCode)) {
      const input = el("input", { type: "radio", name: "language", value: one, id: "in-" + one, onchange() {
        write();
        try { localStorage.setItem("console-language", one); } catch { /* the same */ }
      } });
      input.checked = one === (writeCode[chosen] ? chosen : "curl");
      languages.append(el("label", { class: "choice", for: "in-" + one }, input, one));
    }
    const element = el("form", { class: "card", novalidate: true, oninput: write, async onsubmit(event) {
      event.preventDefault();
      const call = form.read();
      if (!element.reportValidity() || !(await confirmed(call))) return;
      form.keep();
      button.disabled = true;
      tell(say("under-way"));
      const outcome = await send({ ...call, isConfirmed: call.method !== "GET" });
      button.disabled = false;
      answer.className = "card";
      answer.replaceChildren(el("h3", { text: say("answer") }), ...answerShown(api, operation, call, outcome));
    } }, form.has && el("h3", { text: say("parameters") }), form.parts, el("p", { class: "row" }, button, operation.m !== "GET" && el("span", { class: "hint", text: say(root.dataset.sandbox ? "in-sandbox" : "for-real") })));
    panel.replaceChildren(el("section", { class: "card", "aria-labelledby": "operation" }, documentation(api, operation)), element, answer,
      el("section", { class: "card", id: "code" }, el("h3", { text: say("code") }), el("fieldset", {}, el("legend", { class: "hint", text: say("code-hint") }), languages),
        el("pre", { tabindex: "0" }, code), el("p", {}, copier("copy-code", () => code.textContent))));
    write();
    document.title = `${operation.m} ${operation.p} – ${root.dataset.title}`;
  }

  /** Shows what the address names. */
  function go(isFirst) {
    for (const one of list.querySelectorAll("[aria-current]")) one.removeAttribute("aria-current");
    const section = new URLSearchParams(location.search).get("section");
    if (location.hash.length < 2) {
      panel.replaceChildren(...welcome);
      if (section) search.value = section;
      return filter();
    }
    const { operation, values, text, near } = api.find(location.hash);
    if (operation) {
      show(operation, values);
      const row = list.querySelector(`[data-id="${CSS.escape(operation.id)}"] a`);
      row.setAttribute("aria-current", "true");
      row.closest("details").open = true;
      row.scrollIntoView({ block: "nearest" });
    } else {
      panel.replaceChildren(el("section", { class: "card", "aria-labelledby": "operation" }, el("h2", { id: "operation", tabindex: "-1", text: say("unknown", { text }) }),
        el("p", { text: say("nearest") }), el("ul", {}, near.map((one) => el("li", {}, el("a", { href: link(one) }, method(one), " ", one.p), " ", el("small", { text: one.d }))))));
    }
    panel.scrollIntoView({ block: "nearest" });
    document.getElementById("operation").focus({ preventScroll: isFirst });
  }

  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === "/" && !target.closest("input, textarea, select")) {
      event.preventDefault();
      search.focus();
      search.select();
    } else if ((key === "ArrowDown" || key === "ArrowUp") && (target === search || list.contains(target))) {
      const all = [search, ...list.querySelectorAll("summary, a")].filter((one) => one === search || one.checkVisibility());
      event.preventDefault();
      all[Math.min(all.length - 1, Math.max(0, all.indexOf(target) + (key === "ArrowDown" ? 1 : -1)))].focus();
    } else if (key === "Enter" && target === search) {
      event.preventDefault();
      [...list.querySelectorAll("a")].find((one) => one.checkVisibility())?.click();
    }
  });
  search.addEventListener("input", filter);
  addEventListener("hashchange", () => go(false));
  filter();
  go(true);
}

if (root) start().catch((error) => { document.getElementById("panel").prepend(el("p", { class: "error", role: "alert", text: String(error) })); });
