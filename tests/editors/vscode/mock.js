// As much of the `vscode` module as the extension and its language client use, without an editor: values and
// events are real, windows are records of what was shown.
'use strict';
const path = require('path');
const { pathToFileURL, fileURLToPath } = require('url');

class Disposable {
  constructor(call) { this.call = call; }
  static from(...all) { return new Disposable(() => all.forEach(d => d.dispose())); }
  dispose() { if (this.call) this.call(); this.call = undefined; }
}
class EventEmitter {
  constructor() {
    this.listeners = new Set();
    this.event = (listener, self, disposables) => {
      const bound = self ? listener.bind(self) : listener;
      this.listeners.add(bound);
      const d = new Disposable(() => this.listeners.delete(bound));
      if (disposables) disposables.push(d);
      return d;
    };
  }
  fire(value) { for (const l of [...this.listeners]) l(value); }
  dispose() { this.listeners.clear(); }
}
class Position {
  constructor(line, character) { Object.assign(this, { line, character }); }
  isBefore(o) { return this.line < o.line || (this.line === o.line && this.character < o.character); }
  isEqual(o) { return this.line === o.line && this.character === o.character; }
}
class Range {
  constructor(a, b, c, d) {
    this.start = typeof a === 'number' ? new Position(a, b) : a;
    this.end = typeof a === 'number' ? new Position(c, d) : b;
  }
  get isEmpty() { return this.start.isEqual(this.end); }
}
class Selection extends Range {
  constructor(a, b, c, d) { super(a, b, c, d); this.anchor = this.start; this.active = this.end; }
}
class Uri {
  constructor(scheme, file) { Object.assign(this, { scheme, authority: '', path: file, query: '', fragment: '' }); }
  static file(file) { return new Uri('file', file); }
  static from({ scheme, path: file }) { return new Uri(scheme, file); }
  static parse(text) { return text.startsWith('file:') ? Uri.file(fileURLToPath(text)) : new Uri(text.slice(0, text.indexOf(':')), decodeURIComponent(text.slice(text.indexOf(':') + 1))); }
  static joinPath(uri, ...parts) { return new Uri(uri.scheme, path.posix.join(uri.path, ...parts)); }
  get fsPath() { return this.path; }
  toString() { return this.scheme === 'file' ? pathToFileURL(this.path).href : `${this.scheme}:${encodeURI(this.path)}`; }
}
class TextDocument {
  constructor(uri, languageId, text) { Object.assign(this, { uri, languageId, text, version: 1, isDirty: false, isClosed: false, fileName: uri.fsPath, eol: 1 }); }
  getText() { return this.text; }
  get lineCount() { return this.text.split('\n').length; }
  lineAt(line) { return { text: this.text.split('\n')[line], lineNumber: line }; }
  offsetAt({ line, character }) { return this.text.split('\n').slice(0, line).reduce((n, l) => n + l.length + 1, 0) + character; }
  textIn(range) { return this.text.slice(this.offsetAt(range.start), this.offsetAt(range.end)); }
  async save() { return true; }
}
class MarkdownString {
  constructor(value = '') { this.value = value; }
  appendText(text) { this.value += text.replace(/[\\`*_{}[\]()#+\-!~<>|]/g, '\\$&'); return this; }
  appendMarkdown(text) { this.value += text; return this; }
}
class WorkspaceEdit {
  constructor() { this.all = []; }
  set(uri, edits) { this.all.push([uri, edits.map(e => (Array.isArray(e) ? e[0] : e))]); } // with or without metadata
  replace(uri, range, newText) { this.all.push([uri, [{ range, newText }]]); }
  entries() { return this.all; }
}
const plain = (...names) => class { constructor(...values) { names.forEach((n, i) => { this[n] = values[i]; }); } };

const events = {};
const event = name => (events[name] = events[name] || new EventEmitter()).event;
const shown = { errors: [], panels: [], status: null, tree: null, contexts: {}, executed: [], output: [] };
const commands = new Map(), diagnostics = new Map(), providers = {};
const settings = {};
const defaults = {};
const state = { documents: [], folders: [] };

// Options of a section: what was set, else the manifest's default.
function configuration(section) {
  const full = key => (section ? `${section}.${key}` : key);
  const get = key => {
    const name = full(key);
    if (name in settings) return settings[name];
    if (name in defaults) return defaults[name];
    const below = Object.keys({ ...defaults, ...settings }).filter(k => k.startsWith(`${name}.`));
    if (!below.length) return undefined;
    const object = {};
    for (const key of below) {
      const steps = key.slice(name.length + 1).split('.');
      let at = object;
      for (const step of steps.slice(0, -1)) at = at[step] = at[step] || {};
      at[steps[steps.length - 1]] = get2(key);
    }
    return object;
  };
  const get2 = key => (key in settings ? settings[key] : defaults[key]);
  return { get: (key, otherwise) => { const v = get(key); return v === undefined ? otherwise : v; }, has: key => get(key) !== undefined, inspect: () => undefined };
}

function provide(kind) {
  return (selector, provider, ...rest) => {
    (providers[kind] = providers[kind] || []).push({ selector, provider, rest });
    return new Disposable(() => { providers[kind] = providers[kind].filter(p => p.provider !== provider); });
  };
}

const known = {
  Disposable, EventEmitter, Position, Range, Selection, Uri, MarkdownString, WorkspaceEdit,
  version: '1.100.0',
  Location: plain('uri', 'range'),
  Diagnostic: class { constructor(range, message, severity) { Object.assign(this, { range, message, severity }); } },
  DiagnosticRelatedInformation: plain('location', 'message'),
  DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
  DiagnosticTag: { Unnecessary: 1, Deprecated: 2 },
  TextEdit: class { constructor(range, newText) { Object.assign(this, { range, newText }); } static replace(r, t) { return new this(r, t); } static insert(p, t) { return new this(new Range(p, p), t); } static delete(r) { return new this(r, ''); } },
  CodeAction: plain('title', 'kind'),
  CodeActionKind: class CodeActionKind { constructor(value) { this.value = value; } append(p) { return new CodeActionKind(`${this.value ? `${this.value}.` : ''}${p}`); } },
  CodeActionTriggerKind: { Invoke: 1, Automatic: 2 },
  CodeLens: plain('range', 'command'),
  Hover: class { constructor(contents, range) { this.contents = [].concat(contents); this.range = range; } },
  InlayHint: plain('position', 'label', 'kind'), InlayHintLabelPart: plain('value'), InlayHintKind: { Type: 1, Parameter: 2 },
  SemanticTokens: plain('data', 'resultId'), SemanticTokensLegend: plain('tokenTypes', 'tokenModifiers'),
  TreeItem: plain('label', 'collapsibleState'),
  TreeItemCollapsibleState: { None: 0, Collapsed: 1, Expanded: 2 },
  ThemeIcon: plain('id', 'color'), ThemeColor: plain('id'),
  StatusBarAlignment: { Left: 1, Right: 2 }, ViewColumn: { Beside: -2, Active: -1, One: 1 },
  TextEditorRevealType: { InCenterIfOutsideViewport: 2 }, TextDocumentSaveReason: { Manual: 1 }, EndOfLine: { LF: 1, CRLF: 2 },
  CompletionItemKind: {}, CompletionItemTag: {}, SymbolKind: {}, SymbolTag: {}, CompletionTriggerKind: { Invoke: 0 }, SignatureHelpTriggerKind: {},
  FileType: {}, FileChangeType: {}, ExtensionKind: {}, UIKind: {}, LogLevel: {}, NotebookCellKind: {}, FoldingRangeKind: {}, ProgressLocation: { Window: 10 },
  CancellationTokenSource: class { constructor() { this.token = { isCancellationRequested: false, onCancellationRequested: () => new Disposable() }; } cancel() {} dispose() {} },
  CancellationError: class extends Error {},
  env: { language: 'en', appName: 'mock', uriScheme: 'mock', isTelemetryEnabled: false },
  l10n: { t: s => s },
  extensions: { getExtension: () => undefined, onDidChange: event('extensions') },
  commands: {
    registerCommand(name, run) { commands.set(name, run); return new Disposable(() => commands.delete(name)); },
    registerTextEditorCommand(name, run) { return this.registerCommand(name, run); },
    async executeCommand(name, ...args) {
      shown.executed.push([name, ...args]);
      if (name === 'setContext') shown.contexts[args[0]] = args[1];
      return commands.has(name) ? commands.get(name)(...args) : undefined;
    },
    getCommands: async () => [...commands.keys()],
  },
  languages: {
    match: (selector, document) => [].concat(selector).some(s => (typeof s === 'string' ? s === document.languageId
      : (!s.scheme || s.scheme === document.uri.scheme) && (!s.language || s.language === document.languageId) && !s.pattern)) ? 10 : 0,
    createDiagnosticCollection: name => ({
      name, set: (uri, list) => { diagnostics.set(String(uri), list || []); events.diagnostics && events.diagnostics.fire(); },
      delete: uri => diagnostics.delete(String(uri)), get: uri => diagnostics.get(String(uri)), has: uri => diagnostics.has(String(uri)),
      forEach: f => diagnostics.forEach((v, k) => f(Uri.parse(k), v)), clear: () => diagnostics.clear(), dispose: () => diagnostics.clear(),
    }),
    getDiagnostics: uri => diagnostics.get(String(uri)) || [],
  },
  window: {
    activeTextEditor: undefined, visibleTextEditors: [], tabGroups: { all: [], onDidChangeTabs: event('tabs'), onDidChangeTabGroups: event('tabGroups') },
    state: { focused: true },
    createOutputChannel: name => ({ name, logLevel: 3, onDidChangeLogLevel: () => new Disposable(), append: t => shown.output.push(t), appendLine: t => shown.output.push(`${t}\n`), clear() {}, show() {}, hide() {}, dispose() {}, replace() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} }),
    createStatusBarItem: id => (shown.status = { id, visible: false, show() { this.visible = true; }, hide() { this.visible = false; }, dispose() {} }),
    createTreeView: (id, options) => (shown.tree = { id, provider: options.treeDataProvider, dispose() {} }),
    createWebviewPanel: (type, title) => {
      const disposed = new EventEmitter(), messages = new EventEmitter();
      const panel = { type, title, webview: { html: '', onDidReceiveMessage: messages.event, receive: m => messages.fire(m) }, onDidDispose: disposed.event, reveal() {}, dispose() { disposed.fire(); } };
      shown.panels.push(panel);
      return panel;
    },
    showErrorMessage: async message => { shown.errors.push(message); },
    showWarningMessage: async () => undefined, showInformationMessage: async () => undefined,
    showQuickPick: async items => shown.pick && shown.pick(items),
    showTextDocument: async target => {
      const document = target instanceof TextDocument ? target : state.documents.find(d => String(d.uri) === String(target));
      return open(document);
    },
    withProgress: (options, task) => task({ report() {} }, { onCancellationRequested: () => new Disposable() }),
  },
  workspace: {
    get textDocuments() { return state.documents; }, notebookDocuments: [],
    get workspaceFolders() { return state.folders; },
    getWorkspaceFolder: () => state.folders[0],
    getConfiguration: configuration,
    createFileSystemWatcher: () => ({ onDidCreate: () => new Disposable(), onDidChange: () => new Disposable(), onDidDelete: () => new Disposable(), dispose() {} }),
    registerTextDocumentContentProvider: (scheme, provider) => { providers[scheme] = provider; return new Disposable(); },
    applyEdit: async edit => { for (const [uri, edits] of edit.entries()) change(state.documents.find(d => String(d.uri) === String(uri)), edits); return true; },
    fs: { stat: async () => { throw new Error('not there'); } },
  },
};
for (const kind of ['Hover', 'CompletionItem', 'CodeActions', 'CodeLens', 'InlayHints', 'DocumentSymbol', 'DocumentSemanticTokens', 'DocumentRangeSemanticTokens'])
  known.languages[`register${kind}Provider`] = provide(kind);

for (const kind of ['Empty', 'QuickFix', 'Refactor', 'RefactorExtract', 'RefactorInline', 'RefactorMove', 'RefactorRewrite', 'Source', 'SourceOrganizeImports', 'SourceFixAll', 'Notebook'])
  known.CodeActionKind[kind] = new known.CodeActionKind(kind === 'Empty' ? '' : kind.replace(/(?!^)[A-Z]/g, c => `.${c.toLowerCase()}`).replace(/^./, c => c.toLowerCase()));
known.CodeActionKind.QuickFix.value = 'quickfix';

// Any event may be listened to, any class extended.
const withEvents = (object, where) => new Proxy(object, {
  get: (o, key) => {
    if (key in o || typeof key === 'symbol') return o[key];
    if (/^on(Did|Will)/.test(key)) return event(`${where}.${key}`);
    if (/^register/.test(key)) return () => new Disposable();
    return undefined;
  },
});
for (const where of ['window', 'workspace', 'languages', 'env']) known[where] = withEvents(known[where], where);
// Classes that the client extends or makes and that no test looks into.
for (const name of ['CallHierarchyItem', 'CompletionItem', 'CompletionList', 'Color', 'ColorInformation', 'DocumentLink', 'DocumentSymbol', 'FoldingRange',
  'SymbolInformation', 'TypeHierarchyItem', 'SemanticTokensEdit', 'SemanticTokensEdits', 'SnippetString', 'RelativePattern', 'TabInputCustom', 'TabInputNotebook',
  'TabInputText', 'TabInputTextDiff', 'CodeActionContext'])
  known[name] = known[name] || class {};
const vscode = known;

// --- what a user does ---
const fire = (name, value) => events[name] && events[name].fire(value);
function open(document) {
  const editor = { document, selection: new Selection(0, 0, 0, 0), revealRange() {} };
  known.window.activeTextEditor = editor;
  known.window.visibleTextEditors = [editor];
  const input = Object.assign(new known.TabInputText(), { uri: document.uri });
  const opened = [{ input, isActive: true }];
  known.window.tabGroups.all = [{ isActive: true, tabs: opened, activeTab: opened[0] }];
  fire('tabs', { opened, closed: [], changed: [] });
  if (!state.documents.includes(document)) {
    state.documents.push(document);
    fire('workspace.onDidOpenTextDocument', document);
  }
  fire('window.onDidChangeActiveTextEditor', editor);
  return editor;
}
function change(document, edits) {
  const changes = [...edits].sort((a, b) => document.offsetAt(b.range.start) - document.offsetAt(a.range.start)).map(({ range, newText }) => {
    const from = document.offsetAt(range.start), to = document.offsetAt(range.end);
    document.text = document.text.slice(0, from) + newText + document.text.slice(to);
    return { range, rangeOffset: from, rangeLength: to - from, text: newText };
  });
  document.version++;
  document.isDirty = true;
  fire('workspace.onDidChangeTextDocument', { document, contentChanges: changes });
}
function select(editor, line, character) {
  editor.selection = new Selection(line, character, line, character);
  fire('window.onDidChangeTextEditorSelection', { textEditor: editor, selections: [editor.selection] });
}

module.exports = { vscode, shown, settings, defaults, state, providers, diagnostics, commands, TextDocument, Uri, Position, Range, open, change, select };
