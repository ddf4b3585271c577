// A small client of `warmlint lsp`: messages over its standard input and output, and documents that
// it keeps as an editor would, in UTF-16.
"use strict";
const { spawn } = require("child_process");
const fs = require("fs");

const program = process.env.WARMLINT || "build/warmlint";

class Client {
  constructor(options = {}) {
    this.child = spawn(program, ["lsp", "--today", "2026-11-21", ...(options.args || [])], {
      cwd: options.cwd,
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, SOURCE_DATE_EPOCH: "" },
    });
    this.buffer = Buffer.alloc(0);
    this.nextId = 1;
    this.answers = new Map(); // id -> resolve
    this.messages = []; // notifications and requests of the server
    this.watchers = [];
    this.ended = new Promise((resolve) => this.child.on("exit", (code, signal) => resolve(signal || code)));
    this.child.stdin.on("error", () => {});
    this.child.stdout.on("data", (chunk) => this.read(chunk));
  }

  read(chunk) {
    this.buffer = Buffer.concat([this.buffer, chunk]);
    for (;;) {
      const head = this.buffer.indexOf("\r\n\r\n");
      if (head < 0) return;
      const length = Number(/^Content-Length: (\d+)$/m.exec(this.buffer.toString("latin1", 0, head))[1]);
      if (this.buffer.length < head + 4 + length) return;
      const body = this.buffer.subarray(head + 4, head + 4 + length);
      this.buffer = this.buffer.subarray(head + 4 + length);
      this.take(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)));
    }
  }

  take(message) {
    if (this.log) this.log(message);
    if (message.method === undefined && this.answers.has(message.id)) {
      this.answers.get(message.id)(message);
      this.answers.delete(message.id);
      return;
    }
    this.messages.push(message);
    this.watchers = this.watchers.filter((watch) => !watch());
  }

  // Settled when the pipe has taken them, or broke.
  raw(bytes) {
    return new Promise((resolve) => this.child.stdin.write(bytes, () => resolve()));
  }
  static frame(message) {
    const body = Buffer.isBuffer(message) ? message : Buffer.from(typeof message === "string" ? message : JSON.stringify(message));
    return Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]);
  }
  send(message) {
    this.raw(Client.frame(message));
  }
  notify(method, params) {
    this.send({ jsonrpc: "2.0", method, params });
  }
  answer(id) {
    return new Promise((resolve) => this.answers.set(id, resolve));
  }
  // The whole answer, error or result.
  ask(method, params) {
    const id = this.nextId++;
    const promise = this.answer(id);
    this.send({ jsonrpc: "2.0", id, method, params });
    return promise;
  }
  // The result; an error is thrown.
  async request(method, params) {
    const answer = await this.ask(method, params);
    if (answer.error) throw new Error(`${method}: ${answer.error.code} ${answer.error.message}`);
    return answer.result;
  }

  // The first message that fits, also of those that came already; it is taken out.
  wait(fits, what = "a message") {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${what} did not come`)), 20000);
      const watch = () => {
        const at = this.messages.findIndex(fits);
        if (at < 0) return false;
        clearTimeout(late);
        resolve(this.messages.splice(at, 1)[0]);
        return true;
      };
      if (!watch()) this.watchers.push(watch);
    });
  }
  async diagnostics(uri, version) {
    const fits = (m) =>
      m.method === "textDocument/publishDiagnostics" && m.params.uri === uri && (version === undefined || m.params.version === version);
    return (await this.wait(fits, `diagnostics of ${uri} ${version}`)).params.diagnostics;
  }

  async start(capabilities = Client.capabilities(), more = {}) {
    const result = await this.request("initialize", { processId: process.pid, rootUri: null, capabilities, ...more });
    this.encoding = result.capabilities.positionEncoding;
    this.notify("initialized", {});
    return result;
  }
  static capabilities(changes = {}) {
    return {
      general: { positionEncodings: ["utf-16"], ...changes.general },
      workspace: { workspaceEdit: { documentChanges: true }, ...changes.workspace },
      textDocument: {
        publishDiagnostics: { relatedInformation: true, tagSupport: { valueSet: [1, 2] }, versionSupport: true },
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "source"] } }, isPreferredSupport: true },
        hover: { contentFormat: ["markdown", "plaintext"] },
        documentSymbol: { hierarchicalDocumentSymbolSupport: true },
        ...changes.textDocument,
      },
    };
  }
  open(uri, text, languageId = "markdown", version = 1) {
    this.notify("textDocument/didOpen", { textDocument: { uri, languageId, version, text } });
  }
  change(uri, version, contentChanges) {
    this.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges });
  }
  close(uri) {
    this.notify("textDocument/didClose", { textDocument: { uri } });
  }
  // Resident memory in bytes.
  memory() {
    return Number(fs.readFileSync(`/proc/${this.child.pid}/statm`, "utf8").split(" ")[1]) * 4096;
  }
  async stop() {
    await this.request("shutdown");
    this.notify("exit");
    return this.ended;
  }
}

// --- texts in UTF-16, as editors hold them ---

function lineStarts(text) {
  const starts = [0];
  for (let i = 0; i < text.length; i++)
    if (text[i] === "\n" || (text[i] === "\r" && text[i + 1] !== "\n")) starts.push(i + 1);
  return starts;
}
function offsetAt(text, position) {
  const starts = lineStarts(text);
  if (position.line >= starts.length) return text.length;
  let end = position.line + 1 < starts.length ? starts[position.line + 1] : text.length;
  while (end > starts[position.line] && /[\r\n]/.test(text[end - 1])) end--;
  return Math.min(starts[position.line] + position.character, end);
}
function positionAt(text, offset) {
  const starts = lineStarts(text);
  let line = starts.length - 1;
  while (starts[line] > offset) line--;
  return { line, character: offset - starts[line] };
}
function textIn(text, range) {
  return text.slice(offsetAt(text, range.start), offsetAt(text, range.end));
}
function applyEdits(text, edits) {
  const sorted = [...edits].sort((a, b) => offsetAt(text, b.range.start) - offsetAt(text, a.range.start));
  for (const edit of sorted)
    text = text.slice(0, offsetAt(text, edit.range.start)) + edit.newText + text.slice(offsetAt(text, edit.range.end));
  return text;
}
// The edits of an action for one document.
function editsOf(action, uri) {
  if (action.edit.changes) return action.edit.changes[uri];
  return action.edit.documentChanges.filter((c) => c.textDocument.uri === uri).flatMap((c) => c.edits);
}

module.exports = { Client, offsetAt, positionAt, textIn, applyEdits, editsOf };
