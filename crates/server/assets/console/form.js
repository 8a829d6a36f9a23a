
/** What was last given for a variable of a path: the next operation likely is about the same thing. */
const remembered = {};
// What a path and a query may hold; the marks that RFC 3986 reserves are encoded too.
const encode = (text) => encodeURIComponent(text.toWellFormed?.() ?? text)
  .replace(/[!'()*]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase());

/** A field for a value of a type: `{element, input, read}`; what reads it gives undefined for what is left out. */
function field(api, operation, parameter, example, value) {
  const { name, required, text, place } = parameter;
  const type = api.type(operation, parameter.type);
  const id = `given-${place}-${name ?? "body"}`;
  const asked = { id, name: id, required, "aria-describedby": `${id}-about` };
  const isJson = type.kind === "model" || ((type.kind === "list" || type.kind === "map") && place === 2) || !name;
  let input, read = () => input.value || undefined;
  if (type.kind === "enum" || type.name === "boolean") {
    const values = type.values ?? ["true", "false"];
    input = el("select", asked, el("option", { value: "", text: say(required ? "choose" : "left-out") }),
      values.map((one) => el("option", { value: one, text: one })));
    if (type.name === "boolean" && place === 2) read = () => (input.value ? input.value === "true" : undefined);
  } else if (isJson) {
    const start = required ? (type.kind === "list" ? "[]" : JSON.stringify(example, null, 2)) : "";
    input = el("textarea", { ...asked, rows: Math.min(12, start.split("\n").length + 1), spellcheck: "false", text: start });
    read = () => (input.value.trim() ? JSON.parse(input.value) : undefined);
  } else if (type.name === "text") {
    input = el("textarea", { ...asked, rows: 3 });
  } else {
    // A variable of a path may be several ids, in a batch.
    const isNumber = place > 0 && (type.name === "long" || type.name === "double");
    const kind = isNumber ? "number" : type.name === "password" ? "password" : type.name === "date" ? "date" : "text";
    input = el("input", { ...asked, type: kind, step: type.name === "double" ? "any" : undefined, autocomplete: "off", spellcheck: "false",
      inputmode: type.name === "long" ? "numeric" : undefined, placeholder: isNumber || kind === "date" ? undefined : HINTS[place < 3 ? type.name : name] });
    if (isNumber && place === 2) read = () => (input.value ? Number(input.value) : undefined);
  }
  if (value !== undefined) input.value = value;
  const extra = isJson && example !== undefined ? el("button", { type: "button", class: "quiet small", text: say("example"),
    "aria-label": say("example-of", { name: name ?? say("body") }), onclick() {
      input.value = JSON.stringify(example, null, 2);
      input.rows = Math.min(16, input.value.split("\n").length + 1);
      input.dispatchEvent(new Event("input", { bubbles: true }));
    } }) : place === 0 && choices(api, operation, name, input);
  const element = el("div", { class: "field" },
    el("label", { for: id }, name ?? say("body"), required && el("span", { class: "must", text: " *", "aria-hidden": "true" })),
    el("div", { class: "given" }, input, extra),
    el("div", { class: "hint" }, place < 3 && typeShown(api, operation, parameter.type), " ", el("span", { id: `${id}-about`, text })));
  return { element, input, read, parameter };
}

const HINTS = {
  datetime: "2027-01-31T12:00:00+00:00", duration: "P1Y", ip: "192.0.2.1", ipBlock: "192.0.2.0/24", "X-Ovh-Batch": ",",
  "X-Pagination-Mode": "CachedObjectList-Pages", "X-Pagination-Size": "20", "X-Pagination-Number": "1", "X-Pagination-Sort-Order": "ASC",
};

/** The headers that the API heeds of an operation, each with the key of what is said of it. */
function headersOf(api, operation) {
  if (operation.m === "POST") return [["Idempotency-Key", "key-hint"]];
  if (operation.m !== "GET") return [];
  const pages = ["Mode", "Size", "Number", "Sort", "Sort-Order", "Filter"].map((one) => [`X-Pagination-${one}`, "page-hint"]);
  return [...(api.itemOf(operation) ? pages : []), ...(operation.p.includes("{") ? [["X-Ovh-Batch", "batch-hint"]] : [])];
}

/** Offers what a variable of a path can be, where an operation lists it. */
function choices(api, operation, name, input) {
  const list = api.listOf(operation, name);
  if (!list) return undefined;
  const options = el("datalist", { id: input.id + "-all" });
  input.setAttribute("list", options.id);
  return [options, el("button", { type: "button", class: "quiet small", text: say("list"), "aria-label": say("list-of", { path: list.p }), async onclick() {
    const path = list.p.replaceAll(/\{(\w+)\}/g, (_, one) => encode(document.getElementById(`given-0-${one}`)?.value ?? ""));
    const { answer } = await send({ method: "GET", path, query: "" });
    const found = answer?.status === 200 && !answer.isCut ? JSON.parse(answer.body) : [];
    options.replaceChildren(...found.slice(0, 500).map((one) => el("option", { value: one })));
    if (found.length === 1) input.value = found[0];
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
    tell(say("listed", { count: found.length }));
  } })];
}

/** The form of an operation, and what reads it: `{path, query, body, headers}`, or the field that is wrong. */
function formOf(api, operation, values) {
  const known = { ...remembered, ...values };
  const places = [0, 1].map((at) => operation.parameters.filter((one) => one.place === at)
    .map((one) => field(api, operation, one, undefined, at === 0 ? known[one.name] : undefined)));
  const [variables, query] = places;
  const all = api.bodyFields(operation);
  const isWhole = !all;
  const body = (all ?? operation.parameters.filter((one) => one.place === 2))
    .map((one) => field(api, operation, { ...one, place: 2 }, isWhole ? operation.x : operation.x?.[one.name]));
  const raw = el("textarea", { id: "given-raw", rows: 12, spellcheck: "false", "aria-label": say("body") });
  const asRaw = el("input", { type: "checkbox", id: "as-raw", onchange() {
    fields.hidden = asRaw.checked;
    raw.parentNode.hidden = !asRaw.checked;
    for (const one of body) one.input.disabled = asRaw.checked;
    let now = {};
    try { now = Object.fromEntries(gathered(body)); } catch { /* what cannot be read is begun anew */ }
    if (asRaw.checked) raw.value = JSON.stringify(Object.keys(now).length ? now : operation.x, null, 2);
  } });
  const gathered = (some) => some.map((one) => [one.parameter.name, one.read()]).filter(([, value]) => value !== undefined);
  const fields = el("div", {}, body.map((one) => one.element));
  const more = headersOf(api, operation).map(([name, text]) => field(api, operation, { name, type: "string", place: 3, text: say(text) }));
  const part = (title, ...children) => el("fieldset", {}, el("legend", { text: say(title) }), children);
  const parts = [
    variables.length > 0 && part("in-path", variables.map((one) => one.element)),
    query.length > 0 && part("in-query", query.map((one) => one.element)),
    body.length > 0 && part("in-body", !isWhole && el("label", { class: "choice", for: "as-raw" }, asRaw, say("as-json")),
      fields, el("div", { hidden: true }, raw)),
    more.length > 0 && el("details", {}, el("summary", { text: say("in-headers") }), more.map((one) => one.element)),
  ];

  function read() {
    for (const one of [...variables, ...query, ...body, { input: raw }]) one.input.setCustomValidity("");
    const parsed = (input, reader) => {
      try { return reader(); } catch (error) { input.setCustomValidity(say("not-json", { problem: error.message })); }
    };
    let path = operation.p, sent;
    for (const one of variables) {
      const value = one.input.value;
      path = path.replace(`{${one.parameter.name}}`, value ? encode(value) : `{${one.parameter.name}}`);
      if (/^\.\.?$/.test(value)) one.input.setCustomValidity(say("no-dots"));
    }
    if (asRaw.checked) sent = parsed(raw, () => (raw.value.trim() ? JSON.parse(raw.value) : undefined));
    else if (isWhole && body.length) sent = parsed(body[0].input, body[0].read);
    else if (body.length) {
      const entries = body.map((one) => [one.parameter.name, parsed(one.input, one.read)]).filter(([, value]) => value !== undefined);
      if (entries.length || body.some((one) => one.parameter.required) || operation.m !== "DELETE") sent = Object.fromEntries(entries);
    }
    const pairs = query.filter((one) => one.input.value !== "").map((one) => `${encode(one.parameter.name)}=${encode(one.input.value)}`);
    const headers = Object.fromEntries(more.filter((one) => one.input.value).map((one) => [one.parameter.name, one.input.value]));
    return { method: operation.m, path, query: pairs.join("&"), body: sent, headers };
  }

  const keep = () => variables.forEach((one) => { remembered[one.parameter.name] = one.input.value; });
  return { parts, read, keep, has: variables.length + query.length + body.length > 0 };
}
