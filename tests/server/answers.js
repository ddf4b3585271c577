// Documents and all that the server says of them, word for word: answers.txt. Read a difference before
// it is written there.
//   node tests/server/answers.js             compare
//   node tests/server/answers.js --accept    write what is said
"use strict";
const fs = require("fs");
const path = require("path");
const { Client, positionAt } = require("./client.js");

const record = path.join(__dirname, "answers.txt");
const rules = Array.from({ length: 8 }, (_, i) => `    Rule ${i}:${" orders are answered from the handbook, page by page,".repeat(14)} and so on.\n`).join("");
const documents = {
  "file:///r/prompts/desk.yaml": `name: desk
version: 1.0.0
model: claude-sonnet-4-6
max_tokens: 800
workload: {calls_per_day: 100, gap_seconds: 30}
tools:
- {name: find, description: "Finds an order é😀.", input_schema: {type: object}}
system:
- type: text
  text: |
    You are the desk.
${rules}  cache_control: {type: ephemeral}
- type: text
  text: "It is {{current_time}} for {{user_name}}."
  cache_control: {type: ephemeral, ttl: 1h}
messages:
- {role: user, content: "{{question}}"}
`,
  "file:///r/prompts/two.yaml": `agents:
  first:
    model: claude-opus-5
    temperature: 0.2
    system_prompt: You sort é letters of {{ customer }}. # warmlint: ignore[WL204]
  second:
    model: gpt-4.1
    inputs: {kb: {volatility: deploy, tokens: 900}}
    system_prompt: |
      Today is {{date}}.
      {{kb}}
      Say what is new.
  third:
    model: claude-mythos-preview
    system_prompt: "Say {{ x | default('a \`b\`\` c') }} of {{ ${"y".repeat(230)} }}."
`,
  "file:///r/prompts/clock.md": "---\nmodel: claude-sonnet-5\n---\nIt is {{ now }}.\n\nRules:\n" + rules.replace(/^ +/gm, "") + "{{ question }}\n",
  "file:///r/.warmlint.yaml": "model: claude-sonnet-5\nformat: \nignore: [WL101, ]\nvolatility: {user: }\nworkload:\n  latency: \nmodle: x\n",
  "file:///r/prompts/greet.j2": "Hello {{ user_name }}, it is {{ now() }}.\n{# a comment #}\n\n" + rules.replace(/^ +/gm, "") + "{% for m in messages %}{{ m }}{% endfor %}\n{{ question }}\n",
  "file:///r/prompts/walk.hbs": "{{#if night}}It is {{current_time}}.{{/if}}\n" + rules + "{{> partial}} {{question}}",
  "file:///r/prompts/plain.txt": "It is {{current_time}} in {{place}}.\r\nSay so.\r\n",
  "file:///r/calls/request.json": '{"model": "gpt-4o", "max_tokens": 90,\n "messages": [{"role": "system", "content": "It is 2026-11-21T10:00:00Z."},\n  {"role": "user", "content": "Which\\u0020é?"}]}\n',
  "file:///r/calls/batch.jsonl": '{"model":"gpt-4o","messages":[{"role":"user","content":"a"}]}\n{"model":"gpt-4o","max_tokens":5,"messages":[{"role":"user","content":"b"}]}\n',
  "file:///r/AGENTS.md": "# Rules\n\nThe day is !`date`.\n@docs/style.md\n\n" + rules.replace(/^ +/gm, "- "),
  "file:///r/prompts/empty.yaml": "",
  "file:///r/prompts/broken.yaml": "system: [\n",
  "file:///r/notes.yaml": "a: 1\n",
  "file:///r/prompts/anchored.yaml": "shared: &s |\n  You sort letters. It is {{now}}.\nagents:\n  one:\n    model: claude-opus-5\n    max_tokens: 9\n    messages:\n    - {role: user, content: \"{{question}}\"}\n    system: *s\n  two: {model: gpt-4o, system_prompt: You file.}\n",
};
// Completion at the end of each line, and behind each comma and brace.
const keyed = {
  "file:///r/sub/.warmlint.yaml": `model: \nprovider: an\nstrict: \nfail-on: \nselect: [WL1, \nignore:\n  - \n  - WL2\nseverity: {WL102: , \nexclude: [\nvolatility: {a: , b\n  \nprices:\n  claude-opus-5: {in: 3, \n  \ncalibration: {claude-5: {, }}\npatterns:\n  - code: X1\n    \n    level: \nfiles:\n  - match: [a]\n    \n    format: \n    engine: j\n    role: \n    inputs: {a: {volatility: , }}\n    workload: {latency: , \n    limits: {\n    budget: {}\n  - \n\n`,
  "file:///r/prompts/keys.yaml": `name: x\nversion: \nmodel: claude-h\nworkload:\n  \n  latency: \n  batch: \ninputs:\n  kb:\n    \n    volatility: \n  \nbudget: {\nsystem: |\n  model: \nmessages:\n  - role: \n    \n\n`,
  "file:///r/prompts/front.md": `---\nmodel: gpt-6\ninputs: {a: {volatility: \n\n---\nmodel: \n`,
};
// A document as it is typed: what stands there, and the change. Positions beyond an end are its end.
const typed = [
  [1, "It is {{now}}.\nSay é😀 so.\n", []],
  [2, null, [{ range: [[0, 6], [0, 13]], text: "day" }]],
  [7, null, [{ range: [[1, 6], [1, 8]], text: "{{current_time}}" }, { range: [[0, 0], [0, 0]], text: "\r\n\n" }]],
  [8, null, [{ range: [[9, 0], [99, 9]], text: "End {{user_name}}." }]],
  [9, null, [{ range: [[2, 99], [3, 0]], text: " " }]],
  [1e15 - 1, null, [{ text: "It is {{now}} again.\n" }]],
  [1e15, null, [{ range: [[0, 14], [0, 6]], text: "x" }]],
  [1 - 1e15, null, []],
  [-1e15, null, []],
  [7.5, null, []],
  [-4, null, [{ range: [[0, 0], [1, 0]], text: "" }]],
];
// Asked at each place of these: values by how much is known of them, models in every state, blocks beside others.
const walked = {
  "file:///w/prompts/four.yaml": `# warmlint: ignore[WL204, WL401]
agents:
  a: {model: claude-3-opus-20240229, system_prompt: "{{ now() }}{{tenant_name}} x {{x}}"} # warmlint: ignore[WL101]
  b:
    model: claude-opus-4-1
    inputs: {kb: {volatility: deploy, tokens: 1}, v: {volatility: session, tokens: 0.4}}
    system: |
      {{kb}}{{v}} and {{status}} é😀 {{data}}
      \{{ literal }} {% if y %}{# no #}z{% endif %}
    messages: [{role: user, content: "{{question}}"}]
  c: {model: "\`no\`\`such", system_prompt: "Sort."}
  d: {model: gemini-2.5-pro, system_prompt: "{% raw %}{{a}}{% endraw %}"}
`,
  "file:///w/.warmlint.yaml": "modle: gpt-4o\nstrct: x\nignore: [WL101,WL20, volatile-placeholder]\nproviderr: y\n",
  "file:///w/prompts/ends.txt": "It is {{current_time}}\r\nin {{place}}\rof {{now}}.\n{# warmlint: ignore[WL101] #}\r\n{{today}}",
  "file:///w/prompts/halves.txt": "\ud800\ud800\udbff\udc00 a\udfff\ud83d\ude00{{now}}\ud83d",
  "file:///w/calls/marked.json": '{"model": "claude-sonnet-5", "max_tokens": 9, "system": [{"type": "text", "text": "a {{b}}", "cache_control": {"type": "ephemeral"}},\n {"type": "text", "text": "{{now}}", "cache_control": {"type": "ephemeral", "ttl": "1h"}}],\n "messages": [{"role": "user", "content": "It is {{today}}"}]}\n',
};
// What can be done in each language of comments; all repairs at once.
const mended = {
  "file:///m/prompts/a.hbs": "Hello.\n{{#if a}}{{now}}{{/if}}\n",
  "file:///m/prompts/b.liquid": "It is {{ 'now' | date: '%H' }} and {{now}}.\n",
  "file:///m/prompts/c.txt": "{{! no }}It is {{now}}.\n",
  "file:///m/prompts/d.txt": "It is {{now}} in {{place}}.\n",
  "file:///m/prompts/e.j2": "---\nmodel: claude-3-opus-20240229\n---\nIt is {{ now() }}.\n",
  "file:///m/prompts/f.tmpl": "It is {{ .Now }} and {{ now }}.\n",
  "file:///m/prompts/g.erb": "It is <%= Time.now %>.\n",
  "file:///m/calls/h.jsonc": '{\n  // a request\n  "model": "gemini-2.5-pro",\n  "contents": [{"role": "user", "parts": [{"text": "It is {{now}}"}]}]\n}\n',
  "file:///m/prompts/i.yaml": "agents:\n  a:\n    model: gemini-2.5-pro\n    system_prompt: A.\n  b:\n    model: gpt-4o\n    max_tokens: 5\n    system_prompt: |\n      It is {{now}}\n      for you.\n",
  "file:///m/calls/j.json": '{"model": "gpt-6-sol", "max_tokens": 800,\r\n "messages": [{"role": "system", "content": "It is {{now}}."}, {"role": "user", "content": "x"}]}\r\n',
  "file:///m/prompts/k.txt": "One\r\nTwo\nThree\r\nFour\n",
};
const able = Client.capabilities();
const bare = { general: { positionEncodings: ["utf-8"] } };
const pulling = { general: { positionEncodings: ["utf-32"] }, textDocument: { diagnostic: { relatedInformation: true } } };
const whole = { start: { line: 0, character: 0 }, end: { line: 100000, character: 0 } };

const place = (p) => `${p.line}:${p.character}`;
// Ranges as "line:character-line:character", one line for each item of a list.
function words(value) {
  return JSON.stringify(value, (key, v) => {
    if (v && typeof v === "object" && v.start && v.end && v.start.line !== undefined) return `${place(v.start)}-${place(v.end)}`;
    if (v && typeof v === "object" && Object.keys(v).join() === "line,character") return place(v);
    if (key === "diagnostics") return v.map((d) => `${d.code} ${place(d.range.start)}`); // they stand above
    if (key === "value") return v.replace(/(### WL.*)\n[^]*?(?=\n\n---\n|$)/g, "$1 ..."); // the page of a rule
    return v;
  });
}
function tokens({ data }) {
  const said = [];
  for (let i = 0, line = 0, at = 0; i < data.length; i += 5) {
    if (data[i]) at = 0;
    line += data[i];
    at += data[i + 1];
    said.push([line, at, ...data.slice(i + 2, i + 5)].join(" "));
  }
  return said.join("; ");
}

// What is said at each place, once for a run of places in a row where it is the same.
async function runs(text, say) {
  const out = [];
  for (const [line, words] of text.split(/\r\n|\n|\r/).entries()) {
    let from = 0, last;
    for (let character = 0; character <= words.length + 1; character++) {
      const now = character > words.length ? undefined : await say({ line, character });
      if (now !== last && last) out.push(`${line}:${from}${character - 1 > from ? `-${character - 1}` : ""} ${last}`);
      if (now !== last) from = character;
      last = now;
    }
  }
  return out;
}
const span = ({ start, end }) => `${place(start)}-${place(end)}`;

async function walk(client, list) {
  for (const [uri, text] of Object.entries(walked)) {
    const short = uri.replace(/.*\//, ""), textDocument = { uri };
    const ask = (method, params) => client.request(`textDocument/${method}`, { textDocument, ...params });
    client.open(uri, text, "yaml");
    await client.diagnostics(uri, 1);
    list(`${short} hover everywhere`, await runs(text, async (position) => {
      const hover = await ask("hover", { position });
      return hover && `${hover.contents.value.split(/\n\n---\n\n/).map((part) => part.split("\n")[0].slice(0, 60)).join(" | ")} @ ${span(hover.range)}`;
    }));
    list(`${short} actions everywhere`, await runs(text, async (at) => {
      const actions = await ask("codeAction", { range: { start: at, end: at }, context: { diagnostics: [], only: ["quickfix"] } });
      return actions.map((a) => a.title.replace(/ \(changes.*| with a reason/, "")).join("; ");
    }));
    list(`${short} completion everywhere`, await runs(text, async (position) => {
      const { items } = await ask("completion", { position });
      return items.length && `${items.length} from ${items[0].label} at ${place(items[0].textEdit.range.start)}`;
    }));
    const before = (p, by) => ({ line: p.line, character: Math.max(0, p.character + by) });
    const hints = await ask("inlayHint", { range: whole });
    const asked = async (start, end) => (await ask("inlayHint", { range: { start, end } })).length;
    const said = [];
    for (const { position: p, label } of hints)
      said.push(`${place(p)} ${label}: ${await asked(p, p)} here, ${await asked(before(p, 1), whole.end)} behind, ${await asked(whole.start, before(p, -1))} before`);
    list(`${short} hints in parts`, said);
    list(`${short} tokens in parts`, await runs(text, async (at) => {
      const { data } = await ask("semanticTokens/range", { range: { start: at, end: before(at, 1) } });
      return data.length && `a token of ${data[2]}, type ${data[3]}${data.length > 5 ? " and more" : ""}`;
    }));
    const half = { start: { line: 2, character: 0 } }, other = { end: { line: 9, character: 9 } };
    for (const range of [half, other, { ...half, end: { line: -1, character: 0 } }, { ...half, end: { line: 1, character: 0 } }, { start: other.end, end: half.start }, { start: { line: 0.5, character: 0 }, end: other.end }, "x", null]) {
      const { data } = await ask("semanticTokens/range", { range });
      const actions = await ask("codeAction", { range, context: { diagnostics: [] } });
      list(`${short} with the range ${words(range)}`, [`${(await ask("inlayHint", { range })).length} hints, ${data.length / 5} tokens, ${actions.length} actions`]);
    }
    list(`${short} lenses`, (await ask("codeLens", {})).map((lens) => `${place(lens.range.start)} ${lens.command.title}`));
    list(`${short} symbols`, await ask("documentSymbol", {}));
  }
}

async function mend(client, list) {
  for (const [uri, text] of Object.entries(mended)) {
    const short = uri.replace(/.*\//, "");
    client.open(uri, text, "plaintext");
    const found = await client.diagnostics(uri, 1);
    const asked = (context) => client.request("textDocument/codeAction", { textDocument: { uri }, range: whole, context: { diagnostics: found, ...context } });
    const said = [];
    for (const { title, kind, isPreferred, edit } of await asked({}))
      said.push(`${kind}${isPreferred ? " preferred" : ""}: ${title}${edit ? ` ${edit.documentChanges.flatMap((c) => c.edits.map((e) => `${span(e.range)} ${JSON.stringify(e.newText)}`)).join(", ")}` : ""}`);
    list(`${short} actions`, said);
    if (short !== "j.json") continue;
    for (const context of [...["quickfix", "source", "source.fixAll", "source.fixAll.warmlint", "source.fixAll.warmlint.x", "sourc", "source.", "", 5].map((kind) => ({ only: [kind] })), { only: [] }, { only: ["refactor", "quickfix"] }, { triggerKind: 1 }, { triggerKind: 2 }, { triggerKind: 3 }, { triggerKind: 2, only: ["source"] }]) {
      const kinds = (await asked(context)).map((a) => a.kind);
      list(`${short} asked for ${JSON.stringify(context)}`, [`${kinds.filter((k) => k === "quickfix").length} repairs, ${kinds.length - kinds.filter((k) => k === "quickfix").length} of all`]);
    }
  }
  for (const n of [19, 20, 21]) {
    const uri = `file:///m/prompts/agents-${n}.yaml`;
    client.open(uri, "agents:\n" + Array.from({ length: n }, (_, i) => `  a${i}: {model: gpt-6-luna, system_prompt: "It is {{now}} for {{x}}."}\n`).join(""));
    const found = await client.diagnostics(uri, 1);
    const actions = await client.request("textDocument/codeAction", { textDocument: { uri }, range: whole, context: { diagnostics: found } });
    list(`${n} findings`, [`${found.length} found, ${actions.length} actions`]);
  }
  for (const n of [99, 100, 101]) {
    const uri = `file:///m/prompts/values-${n}.j2`, textDocument = { uri };
    client.open(uri, Array.from({ length: n }, (_, i) => `{{ user_name_${i} }}\n`).join(""));
    await client.diagnostics(uri, 1);
    const [prompt] = (await client.request("warmlint/plan", { textDocument })).prompts;
    list(`${n} values`, [`${prompt.segments[0].changes.length} changes`]);
  }
  for (const n of [23, 24, 25, 26]) {
    const uri = `file:///m/calls/turns-${n}.json`, textDocument = { uri };
    client.open(uri, JSON.stringify({ model: "claude-sonnet-5", max_tokens: 9, messages: Array.from({ length: n }, (_, i) => ({ role: i % 2 ? "assistant" : "user", content: `Turn ${i}.` })) }));
    await client.diagnostics(uri, 1);
    list(`${n} turns`, [`${(await client.request("textDocument/codeLens", { textDocument })).length} lenses, ${(await client.request("textDocument/inlayHint", { textDocument, range: whole })).length} hints`]);
  }
}

async function listen(out, name, capabilities, more) {
  const client = new Client({ args: ["--isolated"] });
  const list = (title, value) => {
    out.push(`-- ${name}: ${title}`);
    for (const item of Array.isArray(value) ? value : [value]) out.push(typeof item === "string" ? item : words(item));
  };
  const start = await client.start(capabilities, more);
  start.serverInfo.version = "";
  list("initialize", start);
  for (const [uri, text] of Object.entries(documents).slice(0, name === "able" ? undefined : 1)) {
    const short = uri.replace(/.*\//, "");
    const ask = (method, params) => client.request(method, { textDocument: { uri }, ...params });
    client.open(uri, text, uri.endsWith(".md") ? "markdown" : "yaml");
    const found = name === "pulling" ? (await ask("textDocument/diagnostic", {})).items : await client.diagnostics(uri, 1);
    list(`${short} diagnostics`, found);
    for (const method of ["codeLens", "documentSymbol"]) list(`${short} ${method}`, await ask(`textDocument/${method}`, {}));
    list(`${short} inlayHint`, await ask("textDocument/inlayHint", { range: whole }));
    list(`${short} tokens`, tokens(await ask("textDocument/semanticTokens/full", {})));
    const part = { start: { line: 4, character: 0 }, end: { line: 9, character: 12 } };
    list(`${short} tokens of a part`, tokens(await ask("textDocument/semanticTokens/range", { range: part })));
    if (name === "able") list(`${short} plan`, ((await ask("warmlint/plan", {})) || { prompts: [] }).prompts);
    list(`${short} codeAction`, await ask("textDocument/codeAction", { range: whole, context: { diagnostics: found } }));
    if (name !== "able") continue;
    const spots = { "{{user": 4, "Rule 3:": 0, "claude-opus": 3, "ignore[": 8, "customer": 1, "find,": 0, "question": 1, "WL101, ": 2, "mythos-": 2, "x | default": 1, "yyyy": 2 };
    for (const [needle, more] of Object.entries(spots)) {
      const at = text.indexOf(needle);
      if (at >= 0) list(`${short} hover at ${needle}`, await ask("textDocument/hover", { position: positionAt(text, at + more) }));
    }
    for (const needle of ["WL101, ", "format: ", "user: ", "latency: ", "  first:", "inputs: {"]) {
      const at = text.indexOf(needle);
      if (at < 0) continue;
      const { items } = await ask("textDocument/completion", { position: positionAt(text, at + needle.length) });
      list(`${short} completion behind ${needle}`, [`${items.length} items`, ...items.slice(0, 4)]);
    }
  }
  if (name === "able") {
    const uri = "file:///r/prompts/typed.md";
    const spot = ([line, character]) => ({ line, character });
    for (const [version, text, changes] of typed) {
      if (text) client.open(uri, text, "markdown", version);
      else client.notify("textDocument/didChange", {
        textDocument: { uri, version },
        contentChanges: changes.map((c) => (c.range ? { text: c.text, range: { start: spot(c.range[0]), end: spot(c.range[1]) } } : c)),
      });
      const { params } = await client.wait((m) => m.method === "textDocument/publishDiagnostics" && m.params.uri === uri);
      list(`typed ${version} is`, [params]);
      const items = (await client.request("textDocument/inlayHint", { textDocument: { uri }, range: whole })) || [];
      list(`typed ${version} hints`, items);
      list(`typed ${version} tokens`, tokens(await client.request("textDocument/semanticTokens/full", { textDocument: { uri } })));
      list(`typed ${version} symbols`, await client.request("textDocument/documentSymbol", { textDocument: { uri } }));
    }
    await walk(client, list);
    await mend(client, list);
    for (const [uri, text] of Object.entries(keyed)) {
      client.open(uri, text, "yaml");
      const said = [];
      for (const [line, words] of text.split("\n").entries())
        for (const character of [...words.matchAll(/[,{] ?(?=.)/g)].map((m) => m.index + m[0].length).concat(words.length)) {
          const { items } = await client.request("textDocument/completion", { textDocument: { uri }, position: { line, character } });
          const [first, last] = [items[0], items[items.length - 1]];
          const shown = items.length < 12 ? items : items.slice(0, 5);
          const kinds = first && `kinds ${first.kind} to ${last.kind}, replacing ${place(first.textEdit.range.start)}-${place(first.textEdit.range.end)} by ${JSON.stringify(first.textEdit.newText)}`;
          said.push(`${line}:${character} \`${words}\` ` + (first ? `${shown.map((i) => i.label).join(", ")}${shown === items ? "" : " ..."}; ${kinds}` : "nothing"));
        }
      list(`completions in ${uri.replace(/.*\//, "")}`, said);
    }
    for (const method of ["codeLens", "documentSymbol", "inlayHint", "semanticTokens/full", "hover", "codeAction", "completion"]) {
      const textDocument = { uri: "file:///r/never-opened.yaml" };
      list(`never opened ${method}`, [await client.request(`textDocument/${method}`, { textDocument, range: whole, position: spot([0, 0]), context: { diagnostics: [] } })]);
    }
    for (const place of [[6, 2], [6, 999], [10, 8], [22, 44], [24, 27], [24, 999], [999, 0], [-1, 0]])
      list(`hover at ${place}`, [await client.request("textDocument/hover", { textDocument: { uri: "file:///r/prompts/desk.yaml" }, position: spot(place) })]);
  }
  await client.stop();
}

// What a client is asked to ask for again when settings change, by what it supports.
async function refreshed(out) {
  const kinds = ["diagnostics", "codeLens", "inlayHint", "semanticTokens"];
  for (const pull of [false, true])
    for (const supported of [[], ...kinds.map((kind) => [kind]), kinds]) {
      const client = new Client({ args: ["--isolated"] });
      const workspace = { ...Object.fromEntries(supported.map((kind) => [kind, { refreshSupport: true }])), didChangeWatchedFiles: { dynamicRegistration: pull }, didChangeConfiguration: { dynamicRegistration: supported.length !== 1 } };
      await client.start(Client.capabilities({ workspace, ...(pull ? { textDocument: { diagnostic: {} } } : {}) }));
      client.open("file:///r/prompts/a.md", "It is {{now}}.");
      client.notify("workspace/didChangeConfiguration", { settings: { warmlint: { strict: true, trace: 1 } } });
      client.notify("workspace/didChangeConfiguration", { settings: null });
      client.notify("workspace/didChangeWatchedFiles", { changes: [] });
      await client.request("textDocument/codeLens", { textDocument: { uri: "file:///r/prompts/a.md" } });
      const said = client.messages.filter((m) => m.id !== undefined).map((m) => (m.method === "client/registerCapability" ? `registers ${m.params.registrations.map((r) => r.method)}` : m.method));
      out.push(`-- ${pull ? "pulls" : "is told"}, refreshes ${supported.join(", ") || "nothing"}`, ...said);
      await client.stop();
    }
}

process.exitCode = 1; // a server that is gone answers nothing
setTimeout(() => process.exit(console.log("an answer is missing")), 120000).unref();
(async () => {
  const out = [];
  await listen(out, "able", able, {});
  await listen(out, "bare", bare, { initializationOptions: { strict: true } });
  await listen(out, "pulling", pulling, { initializationOptions: { select: ["WL1", "WL2"] } });
  await refreshed(out);
  const said = out.join("\n") + "\n";
  process.exitCode = 0;
  if (process.argv[2] === "--accept") return fs.writeFileSync(record, said);
  const want = fs.readFileSync(record, "utf8").split("\n"), got = said.split("\n");
  const at = got.findIndex((line, i) => line !== want[i]);
  if (at >= 0 || want.length !== got.length) {
    const head = got.slice(0, at + 1).reverse().find((line) => line.startsWith("-- "));
    console.log(`${head}\n want ${want[at]}\n got  ${got[at]}\nmeant? then: make accept-server`);
    process.exitCode = 1;
  }
})();
