// Conversations with the server: what is asked, and what must come back.
"use strict";
const assert = require("assert");
const fs = require("fs");
const os = require("os");
const path = require("path");
const { Client, positionAt, offsetAt, textIn, applyEdits, editsOf } = require("./client.js");

const tests = [];
const test = (name, run) => tests.push({ name, run });
const instrumented = Boolean(process.env.LIMIT); // sanitizers keep what was freed, and take their time
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "warmlint-lsp."));
const at = (...names) => path.join(scratch, ...names);
const uriOf = (file) => "file://" + file.split("/").map(encodeURIComponent).join("/");

const handbook = Array.from({ length: 400 }, (_, i) => `Rule ${i}: orders of kind ${i * 7} are answered from page ${i % 90} of the handbook.\n`).join("");
const clock = `You are the assistant of 日本 é😀: it is {{current_time}} here.\n${handbook}{{question}}\n`;
const request = `# a request
model: claude-sonnet-5
max_tokens: 800
system:
  - type: text
    text: |
      You are the assistant of 日本 é😀: it is {{current_time}} here.
${handbook.replace(/^/gm, "      ").trimEnd()}
    cache_control: {type: ephemeral}
messages:
  - role: user
    content: "{{question}}"
`;

async function session(options, run) {
  const client = new Client(options);
  if (options.start !== false) client.result = await client.start(options.capabilities, options.more);
  await run(client);
  if (client.child.exitCode === null) assert.strictEqual(await client.stop(), 0);
}

// --- lifecycle ---

test("requests before initialize and after shutdown are refused, unknown ones named", async () => {
  const client = new Client();
  assert.strictEqual((await client.ask("textDocument/hover", {})).error.code, -32002);
  client.notify("textDocument/didOpen", { textDocument: { uri: "file:///a.md", text: "x" } });
  const result = await client.start();
  assert.strictEqual(result.serverInfo.name, "warmlint");
  assert.strictEqual((await client.ask("initialize", { capabilities: {} })).error.code, -32600);
  assert.strictEqual((await client.ask("no/such", {})).error.code, -32601);
  assert.strictEqual((await client.ask("$/secret", {})).error.code, -32601);
  client.notify("$/unknown", {});
  client.notify("no/such", {});
  assert.strictEqual(await client.request("shutdown"), null);
  assert.strictEqual((await client.ask("textDocument/hover", {})).error.code, -32600);
  client.notify("exit");
  assert.strictEqual(await client.ended, 0);
});

test("what asks for nothing gets nothing", () =>
  session({}, async (client) => {
    client.open("file:///r/prompts/a.md", clock);
    const before = await client.diagnostics("file:///r/prompts/a.md", 1);
    client.notify("$/setTrace", { value: "verbose" });
    client.notify("textDocument/didSave", { textDocument: { uri: "file:///r/prompts/a.md" } });
    client.notify("textDocument/didSave", {});
    assert.ok(await client.request("textDocument/hover", { textDocument: { uri: "file:///r/prompts/a.md" }, position: before[0].range.start }));
  }));

test("exit without shutdown, and a client that is gone, end with status 1", async () => {
  const one = new Client();
  await one.start();
  one.notify("exit");
  assert.strictEqual(await one.ended, 1);
  const two = new Client();
  await two.start();
  two.child.stdin.end();
  assert.strictEqual(await two.ended, 1);
  const three = new Client();
  await three.start();
  three.child.stdout.destroy();
  three.open("file:///a/prompts/x.md", clock);
  assert.strictEqual(await three.ended, 1);
});

// --- places ---

for (const encoding of ["utf-16", "utf-8", "utf-32"])
  test(`a finding behind CJK and emoji is at its characters in ${encoding}`, () =>
    session({ capabilities: Client.capabilities({ general: { positionEncodings: encoding === "utf-8" ? ["utf-16", "utf-8"] : [encoding] } }) }, async (client) => {
      assert.strictEqual(client.encoding, encoding);
      client.open("file:///r/prompts/a.md", clock);
      const found = (await client.diagnostics("file:///r/prompts/a.md", 1)).find((d) => d.code === "WL101");
      const before = clock.slice(0, clock.indexOf("{{"));
      const units = { "utf-16": before.length, "utf-8": Buffer.byteLength(before), "utf-32": [...before].length }[encoding];
      assert.deepStrictEqual(found.range, { start: { line: 0, character: units }, end: { line: 0, character: units + 16 } });
      assert.strictEqual(found.source, "warmlint");
      assert.strictEqual(found.severity, 1);
      assert.match(found.message, /^`{{current_time}}` changes with every call\n/);
    }));

test("a byte order mark is a character of the text", () =>
  session({}, async (client) => {
    client.open("file:///r/prompts/a.md", "\uFEFF" + clock);
    const found = (await client.diagnostics("file:///r/prompts/a.md", 1)).find((d) => d.code === "WL101");
    assert.strictEqual(textIn("\uFEFF" + clock, found.range), "{{current_time}}");
  }));

test("after any changes the findings are those of the whole text", () =>
  session({}, async (client) => {
    const uri = "file:///r/prompts/a.yaml";
    let seed = 11;
    const dice = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
    const parts = ["é😀", "\n", "\r\n", "{{current_time}}", "日本", "    ", "x: ", "\r", "- role: user\n", "", "#"];
    let text = request, version = 1;
    client.open(uri, text, "yaml");
    for (let round = 0; round < 60; round++) {
      const changes = [];
      for (let i = dice(5); i >= 0; i--) {
        const a = dice(text.length), b = dice(3) ? a : Math.min(text.length, a + dice(2000));
        const range = { start: positionAt(text, a), end: positionAt(text, b) };
        const change = { range, text: parts[dice(parts.length)] };
        const from = offsetAt(text, range.start), to = offsetAt(text, range.end);
        const split = (i) => i > 0 && i < text.length && /[\uD800-\uDBFF]/.test(text[i - 1]) && /[\uDC00-\uDFFF]/.test(text[i]);
        if (split(from) || split(to)) continue; // half of a character: the server takes the whole
        text = text.slice(0, from) + change.text + text.slice(to);
        changes.push(change);
      }
      if (dice(20) === 0) {
        text = request;
        changes.push({ text });
      }
      client.change(uri, ++version, changes);
      if (round % 10) continue;
      const incremental = await client.diagnostics(uri, version);
      client.open("file:///r/prompts/b.yaml", text, "yaml", version);
      const whole = await client.diagnostics("file:///r/prompts/b.yaml", version);
      const plain = (list) => list.map((d) => [d.code, d.range, d.message]);
      assert.deepStrictEqual(plain(incremental), plain(whole));
    }
  }));

// --- bursts, cancellation ---

test("of a burst of changes the last version is linted, not all", () =>
  session({}, async (client) => {
    const uri = "file:///r/prompts/a.md", burst = [];
    client.open(uri, clock);
    await client.diagnostics(uri, 1);
    for (let version = 2; version <= 300; version++)
      burst.push(Client.frame({ jsonrpc: "2.0", method: "textDocument/didChange", params: { textDocument: { uri, version }, contentChanges: [{ range: { start: { line: 3, character: 0 }, end: { line: 3, character: 0 } }, text: "x" }] } }));
    client.raw(Buffer.concat(burst));
    await client.diagnostics(uri, 300);
    const others = client.messages.filter((m) => m.method === "textDocument/publishDiagnostics").length;
    assert.ok(others < 30, `${others} outdated versions were linted`);
  }));

test("requests that were cancelled or outdated before their turn are not worked on", () =>
  session({}, async (client) => {
    const uri = "file:///r/prompts/a.md", textDocument = { uri };
    client.open(uri, clock);
    const messages = [
      { id: 900, method: "textDocument/hover", params: { textDocument, position: { line: 0, character: 1 } } },
      { method: "$/cancelRequest", params: { id: 900 } },
      { id: "lens", method: "textDocument/codeLens", params: { textDocument } },
      { method: "textDocument/didChange", params: { textDocument: { uri, version: 2 }, contentChanges: [] } },
      { id: 901, method: "textDocument/codeLens", params: { textDocument } },
    ];
    const answers = [900, "lens", 901].map((id) => client.answer(id));
    client.raw(Buffer.concat(messages.map((m) => Client.frame({ jsonrpc: "2.0", ...m }))));
    const [hover, outdated, lens] = await Promise.all(answers);
    assert.strictEqual(hover.error.code, -32800);
    assert.strictEqual(outdated.error.code, -32801);
    assert.ok(lens.result.length > 0);
  }));

test("memory does not grow with edits", () =>
  session({}, async (client) => {
    const uri = "file:///r/prompts/a.yaml";
    client.open(uri, request, "yaml");
    let version = 1, early = 0;
    for (let round = 0; round < 60; round++) {
      for (let i = 0; i < 50; i++) {
        const text = i % 2 ? "" : "some words {{user_id}}\n";
        const end = i % 2 ? { line: 10, character: 0 } : { line: 9, character: 0 };
        client.change(uri, ++version, [{ range: { start: { line: 9, character: 0 }, end }, text }]);
        if (i % 10 === 0) client.ask("textDocument/codeAction", { textDocument: { uri }, range: { start: { line: 0, character: 0 }, end: { line: 30, character: 0 } }, context: { diagnostics: [] } });
      }
      await client.diagnostics(uri, version);
      client.messages.length = 0;
      if (round === 10) early = client.memory();
    }
    const grown = client.memory() - early;
    if (instrumented) return;
    assert.ok(grown < 2 << 20, `${grown} bytes more after 3,000 edits`);
  }));

test("a client that does not read for a while gets everything in the end", () =>
  session({}, async (client) => {
    const textDocument = { uri: "file:///r/prompts/a.md" };
    client.open(textDocument.uri, clock.repeat(5));
    client.child.stdout.pause();
    const answers = [];
    for (let i = 0; i < 300; i++) answers.push(client.request("textDocument/semanticTokens/full", { textDocument }));
    await new Promise((resolve) => setTimeout(resolve, 500));
    client.child.stdout.resume();
    const sizes = new Set((await Promise.all(answers)).map((a) => a.data.length));
    assert.strictEqual(sizes.size, 1);
  }));

test("where input never ends the findings come all the same", () =>
  session({}, async (client) => {
    const uri = "file:///r/prompts/a.md";
    client.open(uri, clock);
    await client.diagnostics(uri, 1);
    const change = (version) => Client.frame({ jsonrpc: "2.0", method: "textDocument/didChange", params: { textDocument: { uri, version }, contentChanges: [{ range: { start: { line: 3, character: 0 }, end: { line: 3, character: 1 } }, text: "x" }] } });
    let version = 1, seen = 0;
    const until = Date.now() + 1500;
    while (Date.now() < until) {
      // The next ones as soon as the pipe has taken these: there is always more to read, but no backlog.
      await client.raw(Buffer.concat(Array.from({ length: 200 }, () => change(++version))));
      seen += client.messages.splice(0).length;
    }
    assert.ok(seen >= 2, `${seen} in 1.5 s`);
    await client.diagnostics(uri, version);
  }));

// --- what comes in broken ---

test("broken messages are answered, and the conversation goes on", () =>
  session({}, async (client) => {
    const bad = async (body, code) => {
      const answer = client.answer(null);
      client.raw(Client.frame(Buffer.isBuffer(body) ? body : Buffer.from(body)));
      assert.strictEqual((await answer).error.code, code, String(body).slice(0, 60));
    };
    await bad("{", -32700);
    await bad("", -32600);
    await bad("[1]", -32600);
    await bad('{"id":{}}', -32600);
    await bad("[".repeat(100000), -32700);
    await bad('{"jsonrpc":"2.0","method":"x"', -32700);
    client.raw("Content-Length: 99999999999999\r\n\r\n{}");
    client.raw("Content-Length: -5\r\n\r\n");
    client.raw("nothing\r\n\r\n");
    client.raw("\0\0\0\r\n\r\n");
    client.send('{"method":"textDocument/didOpen","params":{"textDocument":{"uri":7,"text":[]}}}');
    client.send('{"method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///none"},"contentChanges":[{"text":"x"}]}}');
    client.send('{"method":"textDocument/didClose","params":null}');
    for (const method of ["hover", "codeLens", "codeAction", "completion", "documentSymbol", "inlayHint", "semanticTokens/full", "semanticTokens/range"]) {
      await client.request("textDocument/" + method, null);
      await client.request("textDocument/" + method, { textDocument: { uri: "file:///none" }, position: { line: 1e300, character: -5 } });
    }
    assert.strictEqual((await client.ask("workspace/executeCommand", { command: "rm" })).error.code, -32602);
  }));

test("halves of characters, NUL and bytes that are no UTF-8 keep the places", () =>
  session({}, async (client) => {
    const uri = "file:///r/prompts/a.md", text = "\uD83D \uDE00 {{current_time}}\n" + handbook;
    client.open(uri, text);
    const found = (await client.diagnostics(uri, 1)).find((d) => d.code === "WL101");
    assert.deepStrictEqual(found.range.start, { line: 0, character: 4 });
    client.change(uri, 2, [{ range: { start: { line: 0, character: 1 }, end: { line: 0, character: 1 } }, text: "\0" }]);
    assert.deepStrictEqual((await client.diagnostics(uri, 2)).map((d) => [d.code, d.range.start.character]), [["WL002", 1]]);
    client.change(uri, 3, [{ range: { start: { line: 0, character: 1 }, end: { line: 0, character: 2 } }, text: "" }]);
    assert.ok((await client.diagnostics(uri, 3)).some((d) => d.code === "WL101"));
    const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", method: "textDocument/didOpen", params: { textDocument: { uri: "file:///r/prompts/b.md", languageId: "markdown", version: 1, text: "@ {{current_time}}\n" + handbook } } }));
    body[body.indexOf("@")] = 0xff;
    client.raw(Client.frame(body));
    assert.deepStrictEqual((await client.diagnostics("file:///r/prompts/b.md", 1)).map((d) => [d.code, d.range.start]), [["WL002", { line: 0, character: 0 }]]);
  }));

test("changes out of range are clamped", () =>
  session({}, async (client) => {
    const uri = "file:///r/prompts/a.md";
    client.open(uri, clock);
    client.change(uri, 2, [
      { range: { start: { line: 99999, character: 99999 }, end: { line: 4294967295, character: 4294967295 } }, text: "end" },
      { range: { start: { line: 5, character: 9 }, end: { line: 2, character: 0 } }, text: "" },
      { range: { start: { line: -1, character: 0.5 }, end: { line: 0, character: 0 } }, text: "" },
      { range: "x", text: 5 },
    ]);
    assert.ok((await client.diagnostics(uri, 2)).some((d) => d.code === "WL101"));
  }));

// --- documents that are no files ---

test("untitled documents go by their language, other files are left alone", () =>
  session({}, async (client) => {
    client.open("untitled:Untitled-1", request, "yaml");
    assert.ok((await client.diagnostics("untitled:Untitled-1", 1)).some((d) => d.code === "WL101"));
    client.open("file:///r/notes.yaml", "a: [1,\n", "yaml");
    assert.deepStrictEqual(await client.diagnostics("file:///r/notes.yaml", 1), []);
    client.close("untitled:Untitled-1");
    assert.deepStrictEqual(await client.diagnostics("untitled:Untitled-1", undefined), []);
  }));

// --- pulled diagnostics ---

test("clients that pull are not pushed to, and learn when nothing changed", () =>
  session({ capabilities: Client.capabilities({ textDocument: { diagnostic: { dynamicRegistration: false } } }) }, async (client) => {
    const textDocument = { uri: "file:///r/prompts/a.md" };
    assert.ok(client.result.capabilities.diagnosticProvider);
    client.open(textDocument.uri, clock);
    const full = await client.request("textDocument/diagnostic", { textDocument });
    assert.strictEqual(full.kind, "full");
    assert.ok(full.items.some((d) => d.code === "WL101"));
    const again = await client.request("textDocument/diagnostic", { textDocument, previousResultId: full.resultId });
    assert.deepStrictEqual(again, { kind: "unchanged", resultId: full.resultId });
    client.change(textDocument.uri, 2, [{ text: handbook }]);
    const third = await client.request("textDocument/diagnostic", { textDocument, previousResultId: full.resultId });
    assert.strictEqual(third.kind, "full");
    assert.ok(!third.items.some((d) => d.code === "WL101"));
    assert.ok(!client.messages.some((m) => m.method === "textDocument/publishDiagnostics"));
    const outdated = client.ask("textDocument/diagnostic", { textDocument });
    client.change(textDocument.uri, 3, []);
    const answer = await outdated; // refused only where the change was there before its turn
    if (answer.error) assert.deepStrictEqual([answer.error.code, answer.error.data], [-32802, { retriggerRequest: true }]);
  }));

// --- configuration ---

test("the nearest configuration holds, is read again when it changed, and says when it is broken", async () => {
  const root = at("con fig");
  fs.mkdirSync(path.join(root, "prompts"), { recursive: true });
  fs.mkdirSync(path.join(root, ".git"));
  const config = path.join(root, ".warmlint.yaml"), uri = uriOf(path.join(root, "prompts/a.md"));
  fs.writeFileSync(config, "ignore: [WL101]\n");
  await session({ more: { rootUri: uriOf(root) }, capabilities: Client.capabilities({ workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } }) }, async (client) => {
    const registered = await client.wait((m) => m.method === "client/registerCapability");
    assert.strictEqual(registered.params.registrations[0].method, "workspace/didChangeWatchedFiles");
    client.send({ jsonrpc: "2.0", id: registered.id, result: null });
    client.open(uri, clock);
    assert.ok(!(await client.diagnostics(uri, 1)).some((d) => d.code === "WL101"));
    fs.writeFileSync(config, "severity: {WL101: info}\n");
    client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uriOf(config), type: 2 }] });
    assert.strictEqual((await client.diagnostics(uri, 1)).find((d) => d.code === "WL101").severity, 3);
    fs.writeFileSync(config, "\nsevrity: {}\n");
    client.change(uri, 2, []);
    const broken = await client.diagnostics(uri, 2);
    assert.deepStrictEqual(broken.map((d) => d.message), ['.warmlint.yaml:2:1: unknown key "sevrity"; did you mean "severity"?']);
    fs.unlinkSync(config);
    client.change(uri, 3, []);
    assert.strictEqual((await client.diagnostics(uri, 3)).find((d) => d.code === "WL101").severity, 1);
    fs.writeFileSync(config, "exclude: [prompts]\n");
    client.change(uri, 4, []);
    assert.deepStrictEqual(await client.diagnostics(uri, 4), []);
  });
});

test("settings come from initializationOptions, from the client's sections, and with its notifications", async () => {
  const uri = "file:///r/prompts/a.md";
  await session({ more: { initializationOptions: { ignore: ["WL101"] } } }, async (client) => {
    client.open(uri, clock);
    assert.ok(!(await client.diagnostics(uri, 1)).some((d) => d.code === "WL101"));
    client.notify("workspace/didChangeConfiguration", { settings: { warmlint: { select: ["WL101"], model: "claude-sonnet-5" } } });
    const found = await client.diagnostics(uri, 1);
    assert.deepStrictEqual(found.map((d) => d.code), ["WL101"]);
    assert.match(found[0].message, /claude-sonnet-5/);
  });
  await session({ capabilities: Client.capabilities({ workspace: { configuration: true } }) }, async (client) => {
    const asked = await client.wait((m) => m.method === "workspace/configuration");
    assert.deepStrictEqual(asked.params, { items: [{ section: "warmlint" }] });
    client.open(uri, clock);
    assert.ok((await client.diagnostics(uri, 1)).some((d) => d.code === "WL101"));
    client.send({ jsonrpc: "2.0", id: asked.id, result: [{ ignore: ["1xx"] }] });
    assert.ok(!(await client.diagnostics(uri, 1)).some((d) => d.code === "WL101"));
  });
});

test("a configuration is checked while it is written", () =>
  session({}, async (client) => {
    const uri = "file:///r/.warmlint.yaml", text = "# é😀\nmodle: x\nvolatility: {a: sesion}\nignore: [WL999]\n";
    client.open(uri, text, "yaml");
    const found = await client.diagnostics(uri, 1);
    assert.deepStrictEqual(found.map((d) => textIn(text, d.range)).sort(), ["WL999", "modle", "sesion"]);
    assert.ok(found.some((d) => /did you mean "model"/.test(d.message)));
    const [action] = await client.request("textDocument/codeAction", { textDocument: { uri }, range: { start: { line: 1, character: 2 }, end: { line: 1, character: 2 } }, context: { diagnostics: [] } });
    assert.strictEqual(applyEdits(text, editsOf(action, uri)), text.replace("modle", "model"));
  }));

// --- what can be said about a place ---

test("hover: the finding and its rule, the value, the block and its price, the model", () =>
  session({}, async (client) => {
    const textDocument = { uri: "file:///r/prompts/a.yaml" };
    client.open(textDocument.uri, request, "yaml");
    const hover = async (needle) => client.request("textDocument/hover", { textDocument, position: positionAt(request, request.indexOf(needle)) });
    const clockHover = await hover("current_time");
    assert.strictEqual(textIn(request, clockHover.range), "{{current_time}}");
    for (const words of [/WL101 volatile-placeholder/, /Why it costs/, /changes with every call \(\*call\*\): by its name/, /a cached prefix ends here/])
      assert.match(clockHover.contents.value, words);
    const block = await hover("Rule 17:");
    assert.match(block.contents.value, /\*\*system\[0\]\*\* [\d,]+ \(±\d+ %\) tokens/);
    assert.match(block.contents.value, /A warm call reads/);
    assert.match(block.contents.value, /breakpoint 5m.*write 1\.25×, read 0\.1×/);
    assert.match((await hover("claude-sonnet-5")).contents.value, /anthropic · \$2 in, \$10 out/);
    assert.strictEqual(await hover("# a request"), null);
    client.open("file:///r/.warmlint.yaml", "ignore: [WL301]\n", "yaml");
    const rule = await client.request("textDocument/hover", { textDocument: { uri: "file:///r/.warmlint.yaml" }, position: { line: 0, character: 10 } });
    assert.match(rule.contents.value, /oversized-system-prompt/);
  }));

test("hover: what is known of each value, and how", () =>
  session({}, async (client) => {
    const text = `# warmlint: ignore=WL103, no-such-rule
name: desk
version: 1.0.0
model: claude-sonnet-5
max_tokens: 300
inputs: {kb: {volatility: deploy, tokens: 900}, vip: constant}
system: |
  You are the desk of {{tenant_name}} and \`x\`.
  {{kb}} {{zz}} {{#if vip}}{{user_name}}{{/if}} {{> part}} {{! note }}
  \`\`\`
  {{shown}} here
  \`\`\`
  Today is {{date}}.
messages: [{role: user, content: "{{question}}"}]
`;
    const textDocument = { uri: "file:///r/prompts/b.yaml" };
    client.open(textDocument.uri, text, "yaml");
    const block = "**system** N tokens and values, paid in full: no breakpoint · $N per 1,000 calls";
    const expected = {
      WL103: ["WL103", "### WL103 scoped-placeholder"],
      "no-such": null,
      "name: desk": null,
      "claude-sonnet-5": ["claude-sonnet-5", "`claude-sonnet-5` anthropic · $2 in, $10 out, $0.2 read · caches from 1,024 tokens"],
      "tenant_name": ["{{tenant_name}}", "`{{tenant_name}}` differs per tenant, ahead of text that all share", "`{{tenant_name}}` differs between tenants (*tenant*): by its name; declare it where that is wrong.", block],
      "kb}}": ["{{kb}}", "`{{kb}}` changes with a release (*deploy*): declared. Declared with 900 tokens.", block],
      "zz": ["{{zz}}", "`{{zz}}` changes nobody knows how often (*unknown*): its name does not tell: declare it under `inputs` or `volatility`.", block],
      "user_name": ["{{user_name}}", "`{{user_name}}` differs between users (*user*): by its name; declare it where that is wrong.", block],
      "> part": ["{{> part}}", "`{{> part}}` never changes (*constant*): the template language says so.", block],
      "shown": ["{{shown}}", "`{{shown}}` is shown to the model, not filled in", block],
      "date}}": ["{{date}}", "`{{date}}` changes every day", "`{{date}}` changes every day (*day*): by its name; declare it where that is wrong.", block],
      "question": ["{{question}}", "`{{question}}` is different in every request (*request*): by its name; declare it where that is wrong.", "**messages[0]** 0 tokens and values, paid in full: {{question}} is different in every request · $0.00 per 1,000 calls"],
    };
    for (const [needle, want] of Object.entries(expected)) {
      const found = await client.request("textDocument/hover", { textDocument, position: positionAt(text, text.indexOf(needle) + 1) });
      const parts = found && found.contents.value.split("\n\n---\n\n").map((part) => part.split("\n")[0].replace(/[\d,]+ \(±\d+ %\)/, "N").replace(/(no breakpoint · \$)[\d.]+/, "$1N"));
      assert.deepStrictEqual(found && [textIn(text, found.range), ...parts], want, needle);
    }
  }));

test("lenses and hints: tokens, cache state and price in the text", () =>
  session({}, async (client) => {
    const textDocument = { uri: "file:///r/prompts/a.yaml" };
    client.open(textDocument.uri, request, "yaml");
    const titles = (await client.request("textDocument/codeLens", { textDocument })).map((l) => l.command.title);
    assert.match(titles[0], /^[\d,]+ \(±\d+ %\) tokens and values · a warm call reads 0, writes [\d,]+, pays \d+ · \$[\d.]+ per 1,000 calls, \$[\d.]+ without cache$/);
    assert.ok(titles.some((t) => /^system\[0\] · .* written on each call: {{current_time}} changes with every call · \$/.test(t)), titles.join("\n"));
    assert.ok(titles.some((t) => /^breakpoint 5m, [\d,]+ tokens and more: written on every call, never read · write 1.25×, read 0.1×$/.test(t)), titles.join("\n"));
    const range = { start: { line: 0, character: 0 }, end: { line: 2000, character: 0 } };
    const hints = await client.request("textDocument/inlayHint", { textDocument, range });
    assert.deepStrictEqual(hints.map((h) => h.label.replace(/[\d,]+ \(±\d+ %\)/, "N")), ["Σ N tokens", "Σ N tokens", "◂ no cache from here on"]);
    assert.strictEqual(offsetAt(request, hints[2].position), request.indexOf("{{current_time}}") + 16);
    const few = await client.request("textDocument/inlayHint", { textDocument, range: { start: { line: 0, character: 0 }, end: { line: 7, character: 0 } } });
    assert.strictEqual(few.length, 1);
    client.notify("workspace/didChangeConfiguration", { settings: { warmlint: { codeLens: false, inlayHints: false } } });
    assert.deepStrictEqual(await client.request("textDocument/codeLens", { textDocument }), []);
    assert.deepStrictEqual(await client.request("textDocument/inlayHint", { textDocument, range }), []);
  }));

test("symbols: prompts with their blocks, as a tree or a list", async () => {
  const textDocument = { uri: "file:///r/prompts/a.yaml" };
  await session({}, async (client) => {
    client.open(textDocument.uri, request, "yaml");
    const [prompt, ...more] = await client.request("textDocument/documentSymbol", { textDocument });
    assert.deepStrictEqual(more, []);
    assert.deepStrictEqual(prompt.children.map((s) => s.name), ["system[0]", "messages[0]"]);
    const inside = (a, b) => offsetAt(request, a.start) >= offsetAt(request, b.start) && offsetAt(request, a.end) <= offsetAt(request, b.end);
    for (const s of [prompt, ...prompt.children]) {
      assert.ok(inside(s.selectionRange, s.range), s.name);
      assert.ok(inside(s.range, prompt.range), s.name);
    }
  });
  await session({ capabilities: Client.capabilities({ textDocument: { documentSymbol: {} } }) }, async (client) => {
    client.open(textDocument.uri, request, "yaml");
    const list = await client.request("textDocument/documentSymbol", { textDocument });
    assert.ok(list.length === 2 && list.every((s) => s.location.uri === textDocument.uri));
  });
});

test("semantic tokens: what is stable, what changes, what stands behind a change", () =>
  session({}, async (client) => {
    const textDocument = { uri: "file:///r/prompts/a.md" };
    client.open(textDocument.uri, clock);
    const legend = client.result.capabilities.semanticTokensProvider.legend.tokenTypes;
    const { data } = await client.request("textDocument/semanticTokens/full", { textDocument });
    const words = [];
    for (let i = 0, line = 0, character = 0; i < data.length; i += 5) {
      character = data[i] ? data[i + 1] : character + data[i + 1];
      line += data[i];
      const start = { line, character };
      words.push([legend[data[i + 3]], textIn(clock, { start, end: { line, character: character + data[i + 2] } })]);
    }
    assert.deepStrictEqual(words.slice(0, 4), [
      ["cacheStable", "You are the assistant of 日本 é😀: it is"],
      ["cacheChange", "{{current_time}}"],
      ["cacheAfter", "here."],
      ["cacheAfter", "Rule 0: orders of kind 0 are answered from page 0 of the handbook."],
    ]);
    assert.deepStrictEqual(words[words.length - 1], ["cacheChange", "{{question}}"]);
    const part = await client.request("textDocument/semanticTokens/range", { textDocument, range: { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } } });
    assert.strictEqual(part.data.length, 5);
  }));

test("warmlint/plan: the segments in cache order with their state", () =>
  session({}, async (client) => {
    const textDocument = { uri: "file:///r/prompts/a.yaml" };
    client.open(textDocument.uri, request, "yaml");
    const plan = await client.request("warmlint/plan", { textDocument });
    assert.strictEqual(plan.version, 1);
    const [prompt] = plan.prompts;
    assert.strictEqual(prompt.model, "claude-sonnet-5");
    assert.deepStrictEqual(prompt.segments.map((s) => [s.place, s.section, s.cached, s.volatility]), [["system[0]", "system", "written", "call"], ["messages[0]", "messages", "paid", "request"]]);
    assert.strictEqual(textIn(request, prompt.segments[0].changes[0].range), "{{current_time}}");
    assert.strictEqual(prompt.segments[0].breakpoint.behindChange, true);
    assert.match(textIn(request, prompt.segments[0].breakpoint.range), /type: ephemeral/);
    assert.strictEqual(prompt.segments[1].breakpoint, null);
    assert.strictEqual(prompt.segments[1].running.tokens, prompt.total.tokens);
    assert.strictEqual(await client.request("warmlint/plan", { textDocument: { uri: "file:///none" } }), null);
  }));

// --- completion ---

async function completions(client, uri, text) {
  const offset = text.indexOf("@"), whole = text.replace("@", "");
  client.open(uri, whole, "yaml");
  const { items } = await client.request("textDocument/completion", { textDocument: { uri }, position: positionAt(whole, offset) });
  return items.map((item) => ({ ...item, after: applyEdits(whole, [item.textEdit]) }));
}

test("completion in a configuration: keys of the place, and the words a value can be", () =>
  session({}, async (client) => {
    const of = async (text) => (await completions(client, "file:///r/.warmlint.yaml", text)).map((i) => i.label);
    const has = async (text, wanted, not = []) => {
      const labels = await of(text);
      for (const label of wanted) assert.ok(labels.includes(label), `${label} at ${JSON.stringify(text)}: ${labels.slice(0, 30)}`);
      for (const label of not) assert.ok(!labels.includes(label), `no ${label} at ${JSON.stringify(text)}`);
    };
    await has("@", ["model", "files", "fail-on", "volatility"], ["match", "p50"]);
    await has("mod@", ["model"]);
    await has("model: @", ["claude-sonnet-5"], ["model"]);
    await has("provider: @", ["anthropic", "openai"]);
    await has("fail-on: @", ["never", "error"]);
    await has("format: @", ["text", "anthropic-messages"]);
    await has("ignore: [WL101, @", ["WL102", "missing-breakpoint"]);
    await has("ignore:\n  - @\n", ["WL102"]);
    await has("volatility: {user: se@", ["session", "call"]);
    await has("volatility:\n  user: @", ["session"]);
    await has("severity: {@", ["WL101"]);
    await has("severity:\n  WL101: @", ["warning"]);
    await has("workload:\n  @", ["gap_seconds", "calls_per_day"], ["model"]);
    await has("workload: {latency: @", ["deferred"]);
    await has("workload:\n  gap_seconds: {@", ["p50", "p95"]);
    await has("inputs:\n  customer:\n    @", ["volatility", "tokens"]);
    await has("inputs:\n  customer: {volatility: @", ["session"]);
    await has("files:\n  - match: [a]\n    @", ["role", "engine", "match"], ["fail-on"]);
    await has("files:\n- match: [a]\n  role: @", ["system", "user"]);
    await has("files:\n  - @", ["match"]);
    await has("prices:\n  claude-sonnet-5: {@", ["in", "write_long"]);
    await has("patterns:\n  - scope: {section: [@", ["system"]);
    await has("strict: @", ["true", "false"]);
    assert.deepStrictEqual(await of("# mod@"), []);
    assert.deepStrictEqual(await of("nonsense:\n  @"), []);
  }));

test("completion knows the keys that the schema of the configuration has", () =>
  session({}, async (client) => {
    const schema = JSON.parse(fs.readFileSync("editors/warmlint-config.schema.json", "utf8"));
    const plain = (names) => [...new Set(names.map((n) => n.replace(/_/g, "-")))].sort();
    const settings = Object.keys(schema.definitions.settings.properties);
    const of = async (text) => plain((await completions(client, "file:///r/.warmlint.yaml", text)).map((i) => i.label));
    assert.deepStrictEqual(await of("@"), plain([...Object.keys(schema.properties), ...settings]));
    assert.deepStrictEqual(await of("files:\n  - @"), plain([...Object.keys(schema.properties.files.items.properties), ...settings]));
    assert.deepStrictEqual(await of("patterns:\n  - {@"), plain(Object.keys(schema.properties.patterns.items.properties)));
  }));

test("completion in prompt files: header, volatility, models with price and minimum; not in their texts", () =>
  session({}, async (client) => {
    const uri = "file:///r/prompts/x.yaml";
    const top = await completions(client, uri, "name: a\n@\nsystem_prompt: x\n");
    assert.ok(top.some((i) => i.label === "workload" && i.after === "name: a\nworkload: \nsystem_prompt: x\n"));
    const models = await completions(client, uri, "model: claude-so@\nsystem_prompt: x\n");
    const sonnet = models.find((i) => i.label === "claude-sonnet-5");
    assert.match(sonnet.detail, /anthropic · \$2 in, \$10 out, \$0\.2 read · caches from 1,024 tokens/);
    assert.strictEqual(sonnet.after, "model: claude-sonnet-5\nsystem_prompt: x\n");
    assert.ok(!models.some((i) => i.label === "claude-2.1"));
    const nested = await completions(client, uri, "agents:\n  one:\n    inputs:\n      user:\n        volatility: @\n");
    assert.deepStrictEqual(nested.map((i) => i.label).slice(0, 3), ["constant", "deploy", "tenant"]);
    assert.deepStrictEqual(await completions(client, uri, "model: x\nsystem_prompt: |\n  model: @\n"), []);
    const json = await completions(client, "file:///r/prompts/x.json", '{\n  "model": "claude-h@"\n}\n');
    assert.ok(json.some((i) => i.label === "claude-haiku-5-5" && i.after.includes('"model": "claude-haiku-5-5"')));
  }));

// --- actions ---

const whole = { start: { line: 0, character: 0 }, end: { line: 100000, character: 0 } };

async function actionsFor(client, uri, text, code) {
  const d = (await client.diagnostics(uri)).find((one) => one.code === code);
  const actions = await client.request("textDocument/codeAction", { textDocument: { uri }, range: d.range, context: { diagnostics: [d] } });
  return actions.filter((a) => a.diagnostics && a.diagnostics.some((one) => one.code === code));
}

test("actions: a repair, a comment that ignores, the rule's page", () =>
  session({}, async (client) => {
    const uri = "file:///r/prompts/a.yaml", textDocument = { uri };
    const text = request.replace("{{current_time}}", "noon").replace("    cache_control: {type: ephemeral}\n", "    cache_control: {type: ephemeral, ttl: 2h}\n");
    client.open(uri, text, "yaml");
    const actions = await actionsFor(client, uri, text, "WL206");
    assert.deepStrictEqual(actions.map((a) => a.kind), actions.map(() => "quickfix"));
    const ignore = actions.find((a) => /^Ignore WL206 here/.test(a.title));
    const ignored = applyEdits(text, editsOf(ignore, uri));
    assert.match(ignored, /^ {4}# warmlint: ignore\[WL206\] -- reason\n {4}cache_control:/m);
    client.change(uri, 2, [{ text: ignored }]);
    assert.ok(!(await client.diagnostics(uri, 2)).some((d) => d.code === "WL206"));
    const explain = actions.find((a) => a.command);
    const page = await client.request("workspace/executeCommand", { command: explain.command.command, arguments: explain.command.arguments });
    assert.strictEqual(page.name, "invalid-breakpoint");
    assert.match((await client.wait((m) => m.method === "window/showMessage")).params.message, /WL206/);
    assert.deepStrictEqual(await client.request("textDocument/codeAction", { textDocument, range: whole, context: { diagnostics: [], only: ["refactor"] } }), []);
    const all = await client.request("textDocument/codeAction", { textDocument, range: whole, context: { diagnostics: [], only: ["source.fixAll"] } });
    assert.ok(all.every((a) => a.kind === "source.fixAll.warmlint"));
  }));

test("a second rule joins the comment that is there already", () =>
  session({}, async (client) => {
    const uri = "file:///r/prompts/a.md";
    const text = clock.replace("it is", "{% if x %}{# warmlint: ignore[WL107] -- for now #}{% endif %} it is");
    client.open(uri, text);
    const ignore = (await actionsFor(client, uri, text, "WL101")).find((a) => /^Ignore/.test(a.title));
    assert.match(applyEdits(text, editsOf(ignore, uri)), /ignore\[WL107, WL101\] -- for now/);
  }));

// Every finding of the corpus for which ignoring is offered is ignored by it, and repairing by its repair.
test("over the corpus: what an action promises is so", () =>
  session({}, async (client) => {
    const files = [];
    const walk = (dir) => fs.readdirSync(dir, { withFileTypes: true }).forEach((e) => (e.isDirectory() ? walk(path.join(dir, e.name)) : files.push(path.join(dir, e.name))));
    walk("corpus");
    let ignored = 0, repaired = 0, none = 0;
    for (const file of files.filter((f) => /\.(ya?ml|json|md|txt|j2|hbs|prompt|prompty|mdc|liquid)$/.test(f))) {
      const uri = uriOf(path.resolve(file)), text = fs.readFileSync(file, "utf8");
      if (text.startsWith("\uFEFF")) continue;
      client.open(uri, text, "x");
      const found = await client.diagnostics(uri, 1), tried = new Set();
      for (const d of found) {
        if (tried.has(d.code)) continue;
        tried.add(d.code);
        const actions = await client.request("textDocument/codeAction", { textDocument: { uri }, range: d.range, context: { diagnostics: [d] } });
        const same = (a) => a.diagnostics && JSON.stringify(a.diagnostics[0].range) === JSON.stringify(d.range) && a.diagnostics[0].code === d.code;
        for (const action of actions.filter((a) => a.edit && same(a))) {
          const ignore = /^Ignore/.test(action.title), copy = uri.replace(/([^/]*)$/, "$1");
          const after = applyEdits(text, editsOf(action, uri));
          client.change(copy, 2, [{ text: after }]);
          const left = await client.diagnostics(copy, 2);
          const count = (list, code) => list.filter((one) => one.code === code).length;
          // What was moved behind everything else may leave a note: only the user's message is better.
          const weight = (list) => list.filter((one) => one.code === d.code).reduce((sum, one) => sum + 4 - one.severity, 0);
          assert.ok(weight(left) < weight(found), `${file}: ${action.title}: ${d.code} is as it was`);
          if (ignore) assert.ok(count(left, "WL009") <= count(found, "WL009"), `${file}: ${action.title} suppresses nothing`);
          ignore ? ignored++ : repaired++;
          client.change(copy, 1, [{ text }]);
          await client.diagnostics(copy, 1);
        }
        if (!actions.some((a) => /^Ignore/.test(a.title))) none++;
      }
      client.close(uri);
      await client.diagnostics(uri);
    }
    assert.ok(ignored > 100, `only ${ignored} ignored`);
    console.log(`  over the corpus: ${ignored} findings ignored, ${repaired} repaired, ${none} where no comment can stand`);
  }));

// --- run ---

(async () => {
  let failed = 0;
  const only = process.argv[2];
  for (const { name, run } of tests) {
    if (only && !name.includes(only)) continue;
    const late = setTimeout(() => { console.log(`FAILED  ${name}: no end in time`); process.exit(1); }, instrumented ? 600000 : 100000);
    try {
      await run();
    } catch (error) {
      failed++;
      console.log(`FAILED  ${name}\n${String(error.stack).replace(/^/gm, "        | ")}`);
    }
    clearTimeout(late);
  }
  fs.rmSync(scratch, { recursive: true, force: true });
  console.log(`${tests.length - failed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
})();
