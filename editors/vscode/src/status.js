// Tokens and price of the prompt under the cursor.
'use strict';
const vscode = require('vscode');
const { tokens, usd } = require('./words');

class StatusBar {
  constructor(plans) {
    this.plans = plans;
    this.item = vscode.window.createStatusBarItem('warmlint.prompt', vscode.StatusBarAlignment.Right, 90);
    this.item.name = 'warmlint: prompt under the cursor';
    this.item.command = 'warmlint.showMap';
    this.subscriptions = [
      this.item,
      plans.onDidChange(() => this.update()),
      vscode.window.onDidChangeTextEditorSelection(() => this.update()),
      vscode.workspace.onDidChangeConfiguration(e => e.affectsConfiguration('warmlint.statusBar') && this.update()),
    ];
  }

  update() {
    const editor = vscode.window.activeTextEditor;
    const here = editor && editor.document === this.plans.document;
    const prompt = here && this.plans.at(editor.selection.active.line);
    if (!prompt || !vscode.workspace.getConfiguration('warmlint').get('statusBar')) {
      this.item.hide();
      return;
    }
    const { warm } = prompt;
    const price = warm.usdPer1000 === null ? '' : ` · ${usd(warm.usdPer1000)}/1k`;
    this.item.text = `$(flame) ${tokens(prompt.total)} tokens${price}`;
    this.item.tooltip = warm.words;
    this.item.accessibilityInformation = { label: `Prompt: ${tokens(prompt.total)} tokens. ${warm.words}` };
    this.item.show();
  }

  dispose() {
    for (const s of this.subscriptions) s.dispose();
  }
}

module.exports = { StatusBar };
