// Pages of rules, as Markdown previews.
'use strict';
const vscode = require('vscode');
const { run } = require('./program');

const SCHEME = 'warmlint-rule';

class Rules {
  constructor() {
    this.pages = new Map(); // path of the document -> Markdown
    this.subscription = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: uri => this.pages.get(uri.path) || '',
    });
  }

  async show({ code, name, level, summary, page }) {
    const path = `/${code} ${name}.md`;
    this.pages.set(path, `# ${code} ${name}\n\n*${level}*: ${summary}\n\n${page}`);
    await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.from({ scheme: SCHEME, path }));
  }

  // Lets the user choose among all of them; the ones found in the file at hand come first.
  async ask() {
    let rules;
    try {
      rules = JSON.parse(await run(['rules', '--format', 'json'])).rules;
    } catch (error) {
      vscode.window.showErrorMessage(`warmlint: ${error.message}`);
      return;
    }
    const editor = vscode.window.activeTextEditor;
    const found = new Set(editor ? vscode.languages.getDiagnostics(editor.document.uri)
      .filter(d => d.source === 'warmlint').map(d => String(d.code && d.code.value ? d.code.value : d.code)) : []);
    const items = rules.map(rule => ({
      label: `${found.has(rule.code) ? '$(warning) ' : ''}${rule.code} ${rule.name}`,
      description: rule.level,
      detail: rule.summary,
      rule,
    }));
    items.sort((a, b) => found.has(b.rule.code) - found.has(a.rule.code));
    const chosen = await vscode.window.showQuickPick(items, {
      title: 'Rules of warmlint', matchOnDescription: true, matchOnDetail: true });
    if (chosen) await this.show(chosen.rule);
  }

  dispose() {
    this.subscription.dispose();
  }
}

module.exports = { Rules };
