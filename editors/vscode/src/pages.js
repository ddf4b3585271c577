// The pages that the program writes (map --html, diff --format html), in a panel beside the editor.
'use strict';
const crypto = require('crypto');
const vscode = require('vscode');
const { options, run } = require('./program');

const DELAY = 400; // milliseconds after a change

// Colours follow the editor's theme, and a place in a finding leads there.
const script = `
  const vscode = acquireVsCodeApi();
  const theme = () => {
    const dark = /vscode-(dark|high-contrast(?!-light))/.test(document.body.className);
    document.getElementById(dark ? 'theme-dark' : 'theme-light').checked = true;
  };
  theme();
  new MutationObserver(theme).observe(document.body, { attributes: true, attributeFilter: ['class'] });
  document.addEventListener('click', event => {
    const where = event.target.closest('[data-line]');
    if (where) vscode.postMessage({ line: Number(where.dataset.line), column: Number(where.dataset.column) });
  });`;
const style = '.theme { display: none; } [data-line] { cursor: pointer; text-decoration: underline; }';

// The page's own policy gives way to a stricter one: only what carries this nonce.
function secured(html) {
  const nonce = crypto.randomBytes(18).toString('base64');
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  return html
    .replace(/<meta http-equiv="Content-Security-Policy" content="[^"]*">/,
      () => `<meta http-equiv="Content-Security-Policy" content="${policy}">`)
    .replace('<style>', () => `<style nonce="${nonce}">`)
    .replace('</head>', () => `<style nonce="${nonce}">${style}</style>\n</head>`)
    .replace('</body>', () => `<script nonce="${nonce}">${script}</script>\n</body>`);
}

class Pages {
  constructor(context) {
    this.icon = vscode.Uri.joinPath(context.extensionUri, 'icon.png');
    this.panels = new Map(); // by what they show
    this.subscription = vscode.workspace.onDidChangeTextDocument(({ document }) => {
      for (const panel of this.panels.values())
        if (panel.document === document && panel.live) this.soon(panel);
    });
  }

  showMap(editor) {
    return this.show(editor, 'Cache map', true, document =>
      run(['map', '--html', '--stdin-filename', document.uri.fsPath, ...options(document.uri), '-'], document.uri, document.getText()));
  }

  async showDiff(editor) {
    if (editor && editor.document.isDirty) await editor.document.save();
    return this.show(editor, 'Cache diff', false, document =>
      run(['diff', '--format', 'html', '--base', 'HEAD', ...options(document.uri), document.uri.fsPath], document.uri));
  }

  async show(editor, title, live, make) {
    if (!editor) return;
    const { document } = editor;
    const key = `${title} ${document.uri}`;
    let shown = this.panels.get(key);
    if (!shown) {
      const panel = vscode.window.createWebviewPanel('warmlint.page', `${title}: ${document.fileName.split(/[\\/]/).pop()}`,
        { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true }, { enableScripts: true, localResourceRoots: [], enableFindWidget: true });
      panel.iconPath = this.icon;
      shown = { panel, document, live, make };
      this.panels.set(key, shown);
      panel.onDidDispose(() => {
        clearTimeout(shown.timer);
        this.panels.delete(key);
      });
      panel.webview.onDidReceiveMessage(message => this.goTo(document, message));
    } else {
      shown.panel.reveal(undefined, true);
    }
    await this.fill(shown);
  }

  soon(shown) {
    clearTimeout(shown.timer);
    shown.timer = setTimeout(() => this.fill(shown), DELAY);
  }

  async fill(shown) {
    try {
      const html = await shown.make(shown.document);
      shown.panel.webview.html = secured(html);
    } catch (error) {
      vscode.window.showErrorMessage(`warmlint: ${error.message}`);
    }
  }

  async goTo(document, { line, column }) {
    if (!Number.isInteger(line) || !Number.isInteger(column)) return;
    const at = new vscode.Position(Math.max(0, line - 1), Math.max(0, column - 1));
    const editor = await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
    editor.selection = new vscode.Selection(at, at);
    editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  dispose() {
    this.subscription.dispose();
    for (const { panel } of [...this.panels.values()]) panel.dispose();
  }
}

module.exports = { Pages, secured };
