
/** An element with attributes (`on…` are listeners, `text` its text) and children. */
function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "text") made.textContent = value;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== undefined && value !== false) made.setAttribute(key, value);
  }
  made.append(...children.flat(9).filter(Boolean));
  return made;
}

const root = document.getElementById("console");
const words = root ? JSON.parse(root.dataset.words) : {};
const say = (key, facts = {}) => words[key].replaceAll(/\{(\w+)\}/g, (_, name) => facts[name]);
const link = (operation) => "#" + operation.id;
const method = (operation) => el("span", { class: "method " + operation.m.toLowerCase(), text: operation.m });

/** Puts a text on the clipboard, and says so to everybody. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    tell(say("copied"));
  } catch {
    tell(say("not-copied"));
  }
}
const copier = (key, text) => el("button", { type: "button", class: "quiet small", text: say(key), onclick: () => copy(text()) });

/** Says something to those who hear a page. */
const tell = (text) => { document.getElementById("said").textContent = text; };

/** A type with all that is in it, one step at a time. */
function typeShown(api, operation, full) {
  const type = api.type(operation, full);
  if (type.item) {
    const [before, after] = type.kind === "list" ? ["", "[]"] : ["map[string]", ""];
    return el("span", {}, before, typeShown(api, operation, type.item), after);
  }
  const alias = full.includes(":") ? full.split(":")[0] : "";
  if (type.kind === "plain") return el("code", { text: type.name, title: alias || undefined });
  const inside = type.kind === "enum"
    ? () => el("p", {}, type.values.map((value) => [el("code", { text: value }), " "]))
    : () => el("dl", { class: "fields" }, type.fields.map((field) => fieldShown(api, operation, field)));
  const details = el("details", { class: "type" }, el("summary", {}, el("code", { text: type.name })));
  details.addEventListener("toggle", () => details.append(el("p", { class: "hint", text: type.text }), inside()), { once: true });
  return details;
}

function fieldShown(api, operation, field) {
  const marks = [[field.required, "required"], [field.nullable, "nullable"], [field.readOnly, "read-only"]];
  const said = marks.filter(([is]) => is).map(([, key]) => say(key)).join(", ");
  return [
    el("dt", {}, el("code", { text: field.name }), said && el("small", { text: " " + said })),
    el("dd", {}, typeShown(api, operation, field.type), el("p", { class: "hint", text: field.text })),
  ];
}

/** What is known of an operation. */
function documentation(api, operation) {
  const { s: status, iam } = operation;
  const gone = Array.isArray(status) && el("p", { class: "remark" },
    say("deprecated", { on: status[0], until: status[1] }), " ", status[2] && el("a", { href: "#" + status[2], text: status[2] }));
  const row = (key, ...values) => [el("dt", { text: say(key) }), el("dd", {}, values)];
  const path = operation.p.split(/(\{\w+\})/).map((part) => (part.startsWith("{") ? el("var", { text: part }) : part));
  return [
    el("h2", { id: "operation", tabindex: "-1" }, method(operation), " ", el("span", { class: "path" }, path)),
    el("p", { text: operation.d }),
    gone,
    status === "BETA" && el("p", { class: "hint", text: say("beta") }),
    el("dl", { class: "facts" },
      row("answers", typeShown(api, operation, operation.a)),
      iam && row("iam", el("code", { text: iam })),
      operation.e.length > 0 && row("errors", operation.e.map((one) => [el("code", { text: one }), " "])),
      operation.o && row("access", say("open"))),
    el("p", { class: "row" },
      copier("copy-link", () => location.href.split("#")[0] + link(operation)),
      el("a", { href: `/createToken/?${operation.m}=${operation.p.replaceAll(/\{\w+\}/g, "*")}`, text: say("keys") }),
      el("a", { href: `/1.0${operation.resource}.json`, text: say("schema") })),
  ];
}

/** The list of all operations in their groups. */
function listing(api) {
  return [...api.groups].map(([name, operations]) => el("details", { "data-group": name },
    el("summary", { title: api.notes.get(name) }, name, " ", el("small", { text: operations.length })),
    el("ul", {}, operations.map((one) => el("li", { "data-id": one.id },
      el("a", { href: link(one), title: one.d }, method(one), el("span", { text: one.p.slice(one.p.startsWith(name) ? name.length : 0) || "/" }),
        Array.isArray(one.s) && el("small", { text: say("deprecated-mark") })))))));
}
