// warmlint for VS Code: starts `warmlint lsp` and shows what it says where the protocol has no place
// for it: the plan in a side view, the map as a page, tokens and price in the status bar.
'use strict';
const { spawn } = require('child_process');
const vscode = require('vscode');
const { LanguageClient, State } = require('vscode-languageclient/node');
const { Outline } = require('./outline');
const { Pages } = require('./pages');
const { Plans } = require('./plans');
const { Rules } = require('./rules');
const { StatusBar } = require('./status');
const { lspCommand } = require('./program');

// Whatever may hold a prompt; the server says nothing about the rest.
const languages = ['yaml', 'json', 'jsonc', 'jsonl', 'markdown', 'prompt', 'instructions', 'skill', 'chatagent', 'plaintext',
  'jinja', 'jinja-md', 'jinja-yaml', 'liquid', 'handlebars', 'xml', 'baml'];
const patterns = '**/*.{prompt,prompty,poml,baml,j2,jinja,jinja2,liquid,mustache,hbs,tmpl,tpl,jsonl,ndjson,har,mdc}';

function documentSelector() {
  const selector = [];
  for (const scheme of ['file', 'untitled']) {
    for (const language of languages) selector.push({ scheme, language });
    selector.push({ scheme, pattern: patterns });
  }
  return selector;
}

function startServer() {
  const { command, args, cwd } = lspCommand();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd });
    child.once('spawn', () => resolve(child));
    child.once('error', reject);
  });
}

function makeClient(output, rules) {
  return new LanguageClient('warmlint', 'warmlint', startServer, {
    documentSelector: documentSelector(),
    outputChannel: output,
    initializationOptions: { ...vscode.workspace.getConfiguration().get('warmlint'), showsRules: true },
    diagnosticCollectionName: 'warmlint',
    diagnosticPullOptions: { onChange: true, onSave: true, onFocus: true },
    middleware: {
      // The page of a rule is shown like other Markdown, not in a message.
      executeCommand: async (name, args, next) => {
        const result = await next(name, args);
        if (name === 'warmlint.explain' && result) await rules.show(result);
        return result;
      },
    },
  });
}

async function start(client) {
  try {
    await client.start();
  } catch (error) {
    const settings = 'Open Settings';
    vscode.window.showErrorMessage( // nobody waits for the answer
      `warmlint could not be started (${lspCommand().command}): ${error.message || error}. ` +
      'Install it, or say in warmlint.path where it is.', settings).then(answer => {
      if (answer === settings) vscode.commands.executeCommand('workbench.action.openSettings', 'warmlint.path');
    });
  }
}

async function activate(context) {
  const output = vscode.window.createOutputChannel('warmlint', { log: true });
  const rules = new Rules();
  let client = makeClient(output, rules);
  const plans = new Plans(() => client);
  const pages = new Pages(context);
  const outline = new Outline(plans);
  const status = new StatusBar(plans);

  async function restart() {
    if (client.isRunning()) await client.stop();
    client = makeClient(output, rules); // one whose start failed cannot be started again
    await start(client);
    plans.refresh();
  }
  async function fixAll() {
    await vscode.commands.executeCommand('editor.action.codeAction', { kind: 'source.fixAll.warmlint', apply: 'first' });
  }
  const commands = {
    'warmlint.showMap': () => pages.showMap(vscode.window.activeTextEditor),
    'warmlint.showDiff': () => pages.showDiff(vscode.window.activeTextEditor),
    'warmlint.explainRule': () => rules.ask(),
    'warmlint.fixAll': fixAll,
    'warmlint.restart': restart,
    'warmlint.showOutput': () => output.show(),
    'warmlint.reveal': (uri, range) => plans.reveal(uri, range),
  };
  for (const [name, run] of Object.entries(commands))
    context.subscriptions.push(vscode.commands.registerCommand(name, run));
  context.subscriptions.push(
    output, rules, pages, outline, status, plans,
    // What the server is started with.
    vscode.workspace.onDidChangeConfiguration(event => {
      if (['path', 'arguments', 'inputFormat'].some(key => event.affectsConfiguration(`warmlint.${key}`))) restart();
    }),
    { dispose: () => client.isRunning() && client.dispose() });
  await start(client);
  plans.refresh();
  return { // for tests and other extensions
    plan: document => plans.of(document),
    isRunning: () => client.state === State.Running,
  };
}

module.exports = { activate, deactivate() {} };
