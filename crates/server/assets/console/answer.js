
/** The most elements of an answer that are shown as a tree; what is beyond is said. */
const NODES_MAX = 3000;

/** Sends a call to the server: `{answer}`, or `{problem}` where it was not made. */
async function send(call) {
  const { once } = root.dataset;
  const body = JSON.stringify({ ...call, body: call.body === undefined ? null : JSON.stringify(call.body), once, isConfirmed: call.isConfirmed });
  try {
    const response = await fetch("/console/call", { method: "POST", headers: { "Content-Type": "application/json" }, body });
    if (response.ok) return { answer: await response.json() };
    if (response.status === 401) return { problem: say("signed-out"), isSignedOut: true };
    return { problem: (await response.json().catch(() => ({}))).message ?? response.statusText };
  } catch (error) {
    return { problem: say("no-answer", { problem: error.message }) };
  }
}

/** A JSON value as a tree that can be folded. What an operation lists leads to the operation that reads it. */
function tree(value, leads) {
  let left = NODES_MAX;
  function node(one, name, comma, depth) {
    left -= 1;
    const label = name === undefined ? [] : [el("span", { class: "key", text: JSON.stringify(name) }), ": "];
    if (one === null || typeof one !== "object") {
      const text = JSON.stringify(one);
      const to = depth === 1 && leads && leads(one);
      const shown = to ? el("a", { href: to, text }) : el("span", { class: "is-" + (one === null ? "null" : typeof one), text });
      return el("div", {}, label, shown, comma);
    }
    const isList = Array.isArray(one);
    const entries = isList ? one.map((item) => [undefined, item]) : Object.entries(one);
    const [open, close] = isList ? "[]" : "{}";
    if (entries.length === 0) return el("div", {}, label, open + close + comma);
    const shown = entries.slice(0, Math.max(1, left));
    const rows = shown.map(([key, item], at) => (left > 0 ? node(item, key, at < entries.length - 1 ? "," : "", depth + 1) : undefined));
    const count = rows.filter(Boolean).length;
    if (count < entries.length) rows.push(el("div", { class: "hint", text: say("more", { count: entries.length - count }) }));
    return el("details", { open: depth < 4 },
      el("summary", {}, label, open, el("small", { text: ` ${entries.length} ` })), el("div", { class: "inside" }, rows), el("div", { text: close + comma }));
  }
  return el("div", { class: "tree" }, node(value, undefined, "", 0));
}

/** An answer as it is shown, and in one line for those who hear it. */
function answerShown(api, operation, call, { answer, problem, isSignedOut }) {
  if (problem) {
    const next = `/auth/sign-in?next=%2Fconsole%2F${location.hash}`;
    tell(problem);
    return [el("p", { class: "error" }, problem, " ", isSignedOut && el("a", { href: next, text: say("sign-in") }))];
  }
  const { status, headers, body, bytes, isCut, microseconds } = answer;
  const tone = status < 300 ? "good" : status < 500 ? "wait" : "off";
  const facts = say("answered", { status, milliseconds: (microseconds / 1000).toFixed(1), bytes });
  const id = headers.find(([name]) => name === "x-ovh-queryid")?.[1];
  tell(facts);
  const item = api.itemOf(operation);
  let value;
  try { value = JSON.parse(body); } catch { /* what is no JSON, or was cut, is shown as it is */ }
  const shown = value === undefined ? el("pre", { tabindex: "0", text: body })
    : tree(value, item && ((one) => `#${call.path}/${encode(String(one))}#GET`));
  return [
    el("p", { class: "row" }, el("span", { class: "badge " + tone, text: facts }), id && el("span", {}, "X-Ovh-Queryid ", el("code", { text: id })),
      copier("copy-answer", () => body)),
    isCut && el("p", { class: "remark", text: say("cut", { bytes }) }),
    el("details", {}, el("summary", { text: say("headers") }),
      el("dl", { class: "facts" }, headers.flatMap(([name, value]) => [el("dt", {}, el("code", { text: name })), el("dd", { text: value })]))),
    shown,
  ].filter(Boolean);
}
