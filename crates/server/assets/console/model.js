
/** What the server tells of its API, and where in it an address leads. */
class Api {
  constructor({ resources, operations, models, of }) {
    this.types = of.map((places) => new Map(places.map((at) => [models[at].i.split("<")[0], models[at]])));
    this.operations = operations.map((one) => {
      const parameters = (one.q ?? []).map(([place, name, type, required, text]) => ({ place, name, type, required: !!required, text }));
      const resource = resources[one.r][0];
      const [, first, second] = one.p.split("/");
      // The large families are taken apart by the second part of their paths.
      const group = resource === "/me" && second ? `/${first}/${second}` : resource;
      return { ...one, parameters, resource, group, id: `${one.p}#${one.m}`, words: `${one.m} ${one.p} ${one.d}`.toLowerCase() };
    });
    this.byId = new Map(this.operations.map((one) => [one.id, one]));
    this.groups = new Map([...new Set(this.operations.map((one) => one.group))].sort().map((name) => {
      const all = this.operations.filter((one) => one.group === name);
      return [name, all.sort((a, b) => a.p.localeCompare(b.p) || METHODS.indexOf(a.m) - METHODS.indexOf(b.m))];
    }));
    this.notes = new Map(resources);
  }

  /** A type of an operation's resource: what is in it, by steps. */
  type(operation, full, argument) {
    const name = full.split(":").pop();
    if (argument && name === argument[0]) return this.type(operation, argument[1]);
    if (name.startsWith("map[string]")) return { kind: "map", item: name.slice(11), name };
    if (name.startsWith("[]")) return { kind: "list", item: name.slice(2), name };
    if (name.endsWith("[]")) return { kind: "list", item: name.slice(0, -2), name };
    const [base, given] = name.replace(/>$/, "").split("<");
    const model = this.types[operation.r].get(base);
    if (!model) return { kind: "plain", name };
    if (model.v) return { kind: "enum", values: model.v, text: model.d, name };
    const own = given && [model.i.replace(/>$/, "").split("<")[1], given];
    const fields = model.f.map(([field, type, flags, text]) =>
      ({ name: field, type: own && type.replaceAll(/\w+/g, (word) => (word === own[0] ? given : word)) || type, text,
        nullable: !!(flags & 1), readOnly: !!(flags & 2), required: !!(flags & 4) }));
    return { kind: "model", fields, text: model.d, name };
  }

  /** The fields of a body: those of the one object that it is, or undefined where it is no object of fields. */
  bodyFields(operation) {
    const body = operation.parameters.filter((one) => one.place === 2);
    if (body.length !== 1 || body[0].name) return body;
    const type = this.type(operation, body[0].type);
    return type.kind === "model" ? type.fields.filter((field) => !field.readOnly) : undefined;
  }

  /** The operation of an address, with the values that its path has: as OVHcloud's consoles write it, old and new. */
  find(hash) {
    let text;
    try { text = decodeURIComponent(hash.replace(/^#/, "")); } catch { text = hash.slice(1); }
    let [, method, path] = /^(get|post|put|delete)-(\/.*)$/i.exec(text) ?? [];
    if (path) path = path.replaceAll(/(?<=\/)-(\w+)-(?=\/|$)/g, "{$1}");
    else [path, method] = text.split("#");
    path = "/" + path.replace(/^(\/*)(1\.0|v1)(?=\/)/, "").replace(/^\/+|\/+$/g, "");
    method = (method ?? "").toUpperCase();
    const parts = path.split("/");
    const fits = (one) => {
      const own = one.p.split("/");
      return own.length === parts.length && own.every((part, at) => part === parts[at] || (/^\{/.test(part) && parts[at]));
    };
    const wrong = (one) => (one.p === path ? 0 : 1 + (one.p.match(/\{/g) ?? []).length);
    const all = this.operations.filter(fits).sort((a, b) => wrong(a) - wrong(b) || METHODS.indexOf(a.m) - METHODS.indexOf(b.m));
    const operation = all.find((one) => one.m === method) ?? (method ? undefined : all[0]);
    const values = {};
    operation?.p.split("/").forEach((part, at) => {
      if (part !== parts[at] && !parts[at].startsWith("{")) values[part.slice(1, -1)] = parts[at];
    });
    return { operation, values, text: method ? `${method} ${path}` : path, near: operation ? [] : this.near(path, method) };
  }

  /** The operations whose paths are most like one. */
  near(path, method) {
    const far = new Map();
    const like = (one) => {
      if (!far.has(one.p)) far.set(one.p, distance(one.p.toLowerCase(), path.toLowerCase()));
      return far.get(one.p) + (one.m === method ? 0 : 0.5);
    };
    return [...this.operations].sort((a, b) => like(a) - like(b)).slice(0, 3);
  }

  /** The operation that reads one of what an operation lists. */
  itemOf({ m, p, a }) {
    return m === "GET" && a.endsWith("[]") ? this.operations.find((one) => one.m === "GET" && one.p !== p && one.p.replace(/\/\{\w+\}$/, "") === p) : undefined;
  }

  /** The operation that lists what a variable of a path can be. */
  listOf(operation, name) {
    const path = operation.p.split(`/{${name}}`)[0];
    const list = this.byId.get(`${path}#GET`);
    return list && /\[\]$/.test(list.a) && list.a.length < 40 && this.type(list, list.a.slice(0, -2)).kind === "plain" ? list : undefined;
  }
}

const METHODS = ["GET", "POST", "PUT", "DELETE"];

/** By how many letters two texts differ. */
function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}
