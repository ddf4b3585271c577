// The server driven by the client library of VS Code (vscode-languageserver-protocol), and each answer held
// against the type guards of vscode-languageserver-types. Needs NODE_PATH with both.
"use strict";
const assert = require("assert");
const { spawn } = require("child_process");
const fs = require("fs");
const path = require("path");
const lsp = require("vscode-languageserver-protocol/node");
const types = require("vscode-languageserver-types");

const seen = {};
function is(guard, value, what) {
  const [name] = Object.entries(types).find(([, v]) => v === guard) || Object.entries(extra).find(([, v]) => v === guard);
  assert.ok(guard.is(value), `${what}: no ${name}: ${JSON.stringify(value).slice(0, 500)}`);
  seen[name] = (seen[name] || 0) + 1;
}
const all = (guard, list, what) => list.forEach((item) => is(guard, item, what));
// Guards that the library has no function for.
const extra = {
  CompletionItem: { is: (v) => typeof v.label === "string" && types.CompletionItemKind[Object.keys(types.CompletionItemKind).find((k) => types.CompletionItemKind[k] === v.kind)] === v.kind && types.TextEdit.is(v.textEdit) },
  SemanticTokens: types.SemanticTokens || { is: (v) => Array.isArray(v.data) && v.data.length % 5 === 0 && v.data.every((n) => Number.isInteger(n) && n >= 0) },
};

const uriOf = (file) => "file://" + file.split("/").map(encodeURIComponent).join("/");

async function main() {
  const child = spawn(process.env.WARMLINT || "build/warmlint", ["lsp", "--stdio", "--today", "2026-11-21"], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = lsp.createProtocolConnection(new lsp.StreamMessageReader(child.stdout), new lsp.StreamMessageWriter(child.stdin));
  const waiting = new Map(), registered = [];
  connection.onNotification(lsp.PublishDiagnosticsNotification.type, (params) => {
    if (waiting.has(params.uri)) waiting.get(params.uri)(params);
  });
  connection.onNotification(lsp.ShowMessageNotification.type, () => {});
  connection.onRequest(lsp.RegistrationRequest.type, (params) => void registered.push(...params.registrations));
  connection.onRequest(lsp.ConfigurationRequest.type, (params) => params.items.map(() => null));
  connection.onError(([error]) => { throw error; });
  connection.listen();
  const capabilities = {
    general: { positionEncodings: ["utf-16"] },
    workspace: { configuration: true, workspaceEdit: { documentChanges: true }, didChangeWatchedFiles: { dynamicRegistration: true } },
    textDocument: {
      publishDiagnostics: { relatedInformation: true, tagSupport: { valueSet: [1, 2] }, versionSupport: true },
      codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } }, isPreferredSupport: true },
      hover: { contentFormat: ["markdown"] },
      documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    },
  };
  const result = await connection.sendRequest(lsp.InitializeRequest.type, { processId: process.pid, rootUri: null, workspaceFolders: null, capabilities });
  assert.strictEqual(result.capabilities.positionEncoding, "utf-16");
  const legend = result.capabilities.semanticTokensProvider.legend;
  await connection.sendNotification(lsp.InitializedNotification.type, {});

  const files = [];
  const walk = (dir) => fs.readdirSync(dir, { withFileTypes: true }).forEach((e) => (e.isDirectory() ? walk(path.join(dir, e.name)) : files.push(path.join(dir, e.name))));
  walk("corpus");
  for (const file of files.filter((f) => /\.(ya?ml|json|md|txt|j2|hbs|prompt|prompty|liquid)$/.test(f))) {
    const uri = uriOf(path.resolve(file)), textDocument = { uri }, text = fs.readFileSync(file, "utf8");
    const published = new Promise((resolve) => waiting.set(uri, resolve));
    await connection.sendNotification(lsp.DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId: "x", version: 1, text } });
    const { diagnostics, version } = await published;
    assert.strictEqual(version, 1);
    all(types.Diagnostic, diagnostics, file);
    const lines = text.split(/\r\n|\n|\r/);
    for (const d of diagnostics)
      for (const p of [d.range.start, d.range.end]) assert.ok(p.character <= lines[p.line].length, `${file}: ${JSON.stringify(p)} is behind its line`);
    const range = { start: { line: 0, character: 0 }, end: { line: lines.length, character: 0 } };
    all(types.CodeLens, await connection.sendRequest(lsp.CodeLensRequest.type, { textDocument }), file);
    all(types.InlayHint, await connection.sendRequest(lsp.InlayHintRequest.type, { textDocument, range }), file);
    const symbols = await connection.sendRequest(lsp.DocumentSymbolRequest.type, { textDocument });
    all(types.DocumentSymbol, symbols, file);
    symbols.forEach((s) => all(types.DocumentSymbol, s.children, file));
    const tokens = await connection.sendRequest(lsp.SemanticTokensRequest.type, { textDocument });
    is(extra.SemanticTokens, tokens, file);
    for (let i = 3; i < tokens.data.length; i += 5) assert.ok(tokens.data[i] < legend.tokenTypes.length && tokens.data[i - 1] > 0);
    const actions = await connection.sendRequest(lsp.CodeActionRequest.type, { textDocument, range, context: { diagnostics } });
    all(types.CodeAction, actions, file);
    for (const action of actions) if (action.edit) is(types.WorkspaceEdit, action.edit, file);
    for (const d of diagnostics.slice(0, 3)) {
      const hover = await connection.sendRequest(lsp.HoverRequest.type, { textDocument, position: d.range.start });
      if (hover) is(types.Hover, hover, file);
    }
    const completion = await connection.sendRequest(lsp.CompletionRequest.type, { textDocument, position: { line: 0, character: 0 } });
    assert.ok(Array.isArray(completion.items));
    all(extra.CompletionItem, completion.items, file);
    await connection.sendNotification(lsp.DidCloseTextDocumentNotification.type, { textDocument });
  }
  assert.strictEqual(registered[0].method, "workspace/didChangeWatchedFiles");
  await connection.sendRequest(lsp.ShutdownRequest.type);
  const ended = new Promise((resolve) => child.on("exit", resolve));
  await connection.sendNotification(lsp.ExitNotification.type);
  assert.strictEqual(await ended, 0);
  for (const name of ["Diagnostic", "CodeLens", "InlayHint", "DocumentSymbol", "SemanticTokens", "CodeAction", "WorkspaceEdit", "Hover", "CompletionItem"])
    assert.ok(seen[name] > 10, `only ${seen[name] || 0} ${name}`);
  console.log(`the type guards accept ${Object.entries(seen).map(([name, n]) => `${n} ${name}`).join(", ")}`);
}
main().catch((error) => {
  console.log(`FAILED  ${error.stack}`);
  process.exit(1);
});
