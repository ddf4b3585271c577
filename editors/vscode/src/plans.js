// The cache plans of documents, as the server has them (request warmlint/plan), for whoever shows them.
'use strict';
const vscode = require('vscode');

const DELAY = 150; // milliseconds after a change
const CONTENT_MODIFIED = -32801;

class Plans {
  constructor(client) {
    this.client = client;
    this.changed = new vscode.EventEmitter();
    this.onDidChange = this.changed.event;
    this.document = undefined; // the one shown, and its plan
    this.plan = null;
    const editors = vscode.window.onDidChangeActiveTextEditor(() => this.refresh());
    const texts = vscode.workspace.onDidChangeTextDocument(event => {
      if (event.document === this.document) this.soon();
    });
    const saves = vscode.workspace.onDidSaveTextDocument(() => this.soon()); // a configuration, say
    this.subscriptions = [editors, texts, saves, this.changed];
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), DELAY);
  }

  async of(document) {
    const params = { textDocument: { uri: document.uri.toString() } };
    for (let tries = 0; tries < 5; tries++) {
      try {
        const client = this.client();
        return client.isRunning() ? await client.sendRequest('warmlint/plan', params) : null;
      } catch (error) {
        if (error.code !== CONTENT_MODIFIED) return null;
        await new Promise(resolve => setTimeout(resolve, DELAY));
      }
    }
    return null;
  }

  async refresh() {
    clearTimeout(this.timer);
    const editor = vscode.window.activeTextEditor;
    // Panels and outputs take the focus without being documents: what was shown stays.
    if (!editor && this.document && !this.document.isClosed) return;
    this.document = editor && editor.document;
    const document = this.document, plan = document ? await this.of(document) : null;
    if (document !== this.document) return; // another one is at hand by now
    this.plan = plan && plan.prompts.length ? plan : null;
    await vscode.commands.executeCommand('setContext', 'warmlint.prompt', Boolean(this.plan));
    this.changed.fire();
  }

  // The prompt at a line of the document, or the only one.
  at(line) {
    if (!this.plan) return null;
    const { prompts } = this.plan;
    const around = prompts.filter(p => p.range.start.line <= line && line <= p.range.end.line);
    return around[0] || (prompts.length === 1 ? prompts[0] : null);
  }

  async reveal(uri, range) {
    const place = new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
    const editor = await vscode.window.showTextDocument(vscode.Uri.parse(uri), { preserveFocus: false });
    editor.selection = new vscode.Selection(place.start, place.start);
    editor.revealRange(place, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  dispose() {
    clearTimeout(this.timer);
    for (const s of this.subscriptions) s.dispose();
  }
}

module.exports = { Plans };
