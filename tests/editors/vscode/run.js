// run.js STAGE PROGRAM WORK: the extension as it is packed (STAGE has its node_modules) with the real server, in
// a mock of the editor. Prints a line for each case: `ok WHAT`, or `FAILED WHAT` and what was there.
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const Module = require('module');
const mock = require('./mock.js');
const [stage, program, work] = process.argv.slice(2);
const load = Module._load;
Module._load = (name, ...rest) => (name === 'vscode' ? mock.vscode : load(name, ...rest));

const manifest = JSON.parse(fs.readFileSync(path.join(stage, 'package.json'), 'utf8'));
for (const [name, property] of Object.entries(manifest.contributes.configuration.properties)) mock.defaults[name] = property.default;
mock.settings['warmlint.path'] = program;
mock.state.folders = [{ uri: mock.Uri.file(work), name: 'work', index: 0 }];

async function until(what, seconds = 10) {
  for (let left = seconds * 20; left > 0; left--) {
    const value = await what();
    if (value) return value;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error(`nothing came of ${what}`);
}
let failed = 0;
async function test(name, run) {
  try {
    await run();
    console.log(`ok ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAILED ${name}\n${error.stack}`);
  }
}

const token = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose() {} }) };
const execute = (...args) => mock.vscode.commands.executeCommand(...args);
const text = `model: claude-haiku-4-5
max_tokens: 300
template: mustache
system:
  - type: text
    text: |
      日本語 😀 é: it is {{current_time}} here.
      ${'Answer in at most three sentences, and name the page. '.repeat(90)}
    cache_control: {type: ephemeral, ttl: 5m}
messages:
  - role: user
    content: "{{question}}"
`;
const json = `{"model": "gpt-5.5", "messages": [{"role": "user", "content": "日本 😀"}], "max_tokens": 90}\n`;

async function main() {
  const { activate } = require(path.join(stage, manifest.main));
  const context = { subscriptions: [], extensionUri: mock.Uri.file(stage) };
  const api = await activate(context);
  const document = new mock.TextDocument(mock.Uri.file(path.join(work, 'desk.yaml')), 'yaml', text);
  fs.writeFileSync(document.uri.fsPath, text);
  const editor = mock.open(document);
  const found = (doc = document) => mock.diagnostics.get(String(doc.uri)) || [];
  const code = d => String(d.code && d.code.value ? d.code.value : d.code);
  const clock = () => found().find(d => code(d) === 'WL101');

  await test('the server runs', () => assert.ok(api.isRunning()));
  await test('a finding stands under the exact characters, behind CJK and an emoji', async () => {
    const finding = await until(clock);
    assert.strictEqual(document.textIn(finding.range), '{{current_time}}');
    assert.strictEqual(finding.range.start.character, text.split('\n')[6].indexOf('{{'));
    assert.strictEqual(finding.source, 'warmlint');
  });
  await test('the finding goes while typing, and comes back', async () => {
    const { range } = clock();
    mock.change(document, [{ range, newText: 'Monday' }]);
    await until(() => !clock());
    const line = range.start.line, at = range.start.character;
    mock.change(document, [{ range: new mock.Range(line, at, line, at + 6), newText: '{{current_time}}' }]);
    await until(clock);
  });
  await test('a fix is offered, applied, and the finding is gone', async () => {
    const other = new mock.TextDocument(mock.Uri.file(path.join(work, 'request.json')), 'json', json);
    mock.open(other);
    const finding = await until(() => found(other).find(d => code(d) === 'WL403'));
    assert.strictEqual(other.textIn(finding.range), '"max_tokens"');
    const { provider } = mock.providers.CodeActions[0];
    const only = new mock.vscode.CodeActionKind('quickfix');
    const actions = await provider.provideCodeActions(other, finding.range, { diagnostics: [finding], only, triggerKind: 1 }, token);
    const fix = actions.find(a => a.edit && /max_completion_tokens/.test(JSON.stringify([...a.edit.entries()])));
    assert.ok(fix, `no fix among ${actions.map(a => a.title)}`);
    await mock.vscode.workspace.applyEdit(fix.edit);
    assert.match(other.text, /"max_completion_tokens": 90/);
    await until(() => !found(other).some(d => code(d) === 'WL403'));
    mock.open(document);
  });
  await test('hover tells tokens and price', async () => {
    const hovers = await until(async () => {
      const h = await mock.providers.Hover[0].provider.provideHover(document, new mock.Position(7, 20), token);
      return h && h.contents.length && h;
    });
    assert.match(hovers.contents.map(c => c.value || c).join('\n'), /token/);
  });
  await test('code lenses and inlay hints are there', async () => {
    const lenses = await until(async () => {
      const l = await mock.providers.CodeLens[0].provider.provideCodeLenses(document, token);
      return l && l.length && l;
    });
    assert.match(lenses[0].command.title, /tokens/);
    const whole = new mock.Range(0, 0, document.lineCount, 0);
    const hints = await mock.providers.InlayHints[0].provider.provideInlayHints(document, whole, token);
    assert.ok(hints.length);
  });
  await test('the outline shows the plan, and a click goes there', async () => {
    const { provider } = mock.shown.tree;
    const items = await until(() => {
      const all = provider.getChildren().map(e => provider.getTreeItem(e));
      return all.length > 2 && all;
    });
    assert.deepStrictEqual(items.map(i => i.label.replace(/^\d+ %/, 'N %')), ['N % read from the cache', 'system[0]', 'breakpoint', 'messages[0]']);
    assert.match(items[1].description, /tokens|±|every call/);
    assert.match(items[2].description, /never read/);
    const element = provider.getChildren().find(e => e.kind === 'segment');
    const [change] = provider.getChildren(element).map(e => provider.getTreeItem(e));
    assert.strictEqual(change.label, '{{current_time}}');
    await execute(change.command.command, ...change.command.arguments);
    const { active } = mock.vscode.window.activeTextEditor.selection;
    assert.deepStrictEqual([active.line, active.character], [6, text.split('\n')[6].indexOf('{{')]);
    assert.strictEqual(mock.shown.contexts['warmlint.prompt'], true);
  });
  await test('the status bar has tokens and price, and can be switched off', async () => {
    mock.select(mock.vscode.window.activeTextEditor, 7, 3);
    assert.ok(mock.shown.status.visible);
    assert.match(mock.shown.status.text, /^\$\(flame\) [\d,]+ ±\d+ % tokens · \$\d+\.\d+\/1k$/);
    mock.settings['warmlint.statusBar'] = false;
    mock.select(mock.vscode.window.activeTextEditor, 7, 4);
    assert.ok(!mock.shown.status.visible);
    delete mock.settings['warmlint.statusBar'];
  });
  await test('the map is a page that runs nothing but its own script, and follows edits', async () => {
    await execute('warmlint.showMap');
    const panel = mock.shown.panels[0];
    const { html } = panel.webview;
    const nonce = /script-src 'nonce-([^']+)'/.exec(html)[1];
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)[1];
    assert.ok(!/unsafe/.test(policy) && /default-src 'none'/.test(policy), policy);
    for (const tag of html.match(/<(script|style)[^>]*>/g)) assert.ok(tag.includes(`nonce="${nonce}"`), tag);
    assert.strictEqual(html.match(/<script/g).length, 1);
    assert.ok(html.includes('{{current_time}}'));
    mock.change(document, [{ range: new mock.Range(1, 12, 1, 15), newText: '400' }, { range: new mock.Range(7, 6, 7, 12), newText: '<b>Say</b>' }]);
    await until(() => panel.webview.html.includes('&lt;b&gt;Say&lt;/b&gt;'));
    panel.webview.receive({ line: 7, column: 3 });
    await until(() => mock.vscode.window.activeTextEditor.selection.active.line === 6);
    panel.webview.receive({ line: 'x', column: {} }); // nothing happens
  });
  await test('the page of a rule is shown, from the server and from the list', async () => {
    await execute('warmlint.explain', 'WL101');
    const preview = await until(() => mock.shown.executed.find(([name]) => name === 'markdown.showPreview'));
    assert.match(mock.providers['warmlint-rule'].provideTextDocumentContent(preview[1]), /^# WL101 volatile-placeholder\n/);
    let first;
    mock.shown.pick = items => { first = items[0].label; return items.find(i => i.rule.code === 'WL403'); };
    await execute('warmlint.explainRule');
    assert.match(first, /^\$\(warning\) WL/);
    const last = mock.shown.executed.filter(([name]) => name === 'markdown.showPreview').pop();
    assert.match(mock.providers['warmlint-rule'].provideTextDocumentContent(last[1]), /^# WL403 /);
  });
  await test('a file without a prompt has no plan', async () => {
    const other = new mock.TextDocument(mock.Uri.file(path.join(work, 'compose.yaml')), 'yaml', 'services:\n  web:\n    image: nginx\n');
    mock.open(other);
    await until(() => mock.shown.contexts['warmlint.prompt'] === false);
    assert.deepStrictEqual(mock.shown.tree.provider.getChildren(), []);
    assert.ok(!mock.shown.status.visible);
    mock.open(document);
    await until(() => mock.shown.contexts['warmlint.prompt'] === true);
  });
  await test('the server is restarted, and a program that is not there is named', async () => {
    await execute('warmlint.restart');
    assert.ok(api.isRunning());
    await until(clock);
    assert.deepStrictEqual(mock.shown.errors, []);
    mock.settings['warmlint.path'] = path.join(work, 'nowhere');
    await execute('warmlint.restart');
    assert.match(mock.shown.errors.join('\n'), /nowhere/);
    mock.settings['warmlint.path'] = program;
    await execute('warmlint.restart');
    await until(() => api.isRunning());
  });
  await test('the manifest and the code name the same commands and settings', () => {
    const named = manifest.contributes.commands.map(c => c.command);
    for (const name of named) assert.ok(mock.commands.has(name), name);
    const code = fs.readdirSync(path.join(stage, 'src')).map(f => fs.readFileSync(path.join(stage, 'src', f), 'utf8')).join('\n');
    const server = ['strict', 'select', 'extendSelect', 'ignore', 'codeLens', 'inlayHints', 'trace.server'];
    for (const name of Object.keys(mock.defaults)) {
      const key = name.replace('warmlint.', '');
      assert.ok(server.includes(key) || code.includes(`'${key}'`), key);
    }
    for (const [, key] of code.matchAll(/settings\.get\('([^']+)'\)/g)) assert.ok(`warmlint.${key}` in mock.defaults, key);
  });
  for (const s of context.subscriptions) s.dispose();
}

const rejected = [];
process.on('unhandledRejection', error => rejected.push(error));
main().catch(error => { failed++; console.log(`FAILED to run\n${error.stack}`); }).then(async () => {
  await new Promise(resolve => setTimeout(resolve, 300));
  for (const error of rejected) { failed++; console.log(`FAILED: an error that nobody caught\n${error && error.stack}`); }
  process.exit(failed ? 1 : 0);
});
