// The side view: prompts, their blocks in cache order, what changes in them, and breakpoints.
'use strict';
const vscode = require('vscode');
const { tokens, usd } = require('./words');

const icons = {
  read: ['flame', 'charts.orange'],
  partly: ['flame', 'charts.yellow'],
  written: ['edit', 'charts.blue'],
  paid: ['circle-outline', undefined],
};

function icon(name, color) {
  return new vscode.ThemeIcon(name, color && new vscode.ThemeColor(color));
}

// Text from the file is text, not Markdown.
function tooltip(...lines) {
  const markdown = new vscode.MarkdownString();
  lines.filter(Boolean).forEach((line, i) => {
    if (i) markdown.appendMarkdown('\n\n');
    markdown.appendText(line);
  });
  return markdown;
}

class Outline {
  constructor(plans) {
    this.plans = plans;
    this.changed = new vscode.EventEmitter();
    this.onDidChangeTreeData = this.changed.event;
    this.view = vscode.window.createTreeView('warmlint.plan', { treeDataProvider: this, showCollapseAll: true });
    this.subscription = plans.onDidChange(() => this.update());
  }

  update() {
    const { plan } = this.plans;
    const first = plan && plan.prompts[0];
    this.view.description = plan && plan.prompts.length === 1 ? first.model || first.format : undefined;
    this.changed.fire();
  }

  // The elements are the objects of the plan, with their kind. One prompt is not worth a level of its own.
  getChildren(element) {
    const { plan } = this.plans;
    if (!plan) return [];
    if (!element) {
      const prompts = plan.prompts.map(prompt => ({ kind: 'prompt', prompt }));
      return prompts.length === 1 ? this.blocks(prompts[0].prompt) : prompts;
    }
    if (element.kind === 'prompt') return this.blocks(element.prompt);
    if (element.kind === 'segment') return element.segment.changes.map(change => ({ kind: 'change', change }));
    return [];
  }

  blocks(prompt) {
    const elements = [{ kind: 'bill', prompt }];
    for (const segment of prompt.segments) {
      elements.push({ kind: 'segment', segment });
      if (segment.breakpoint) elements.push({ kind: 'breakpoint', segment, breakpoint: segment.breakpoint });
    }
    return elements;
  }

  getTreeItem(element) {
    return this[`${element.kind}Item`](element);
  }

  item(label, range, state = vscode.TreeItemCollapsibleState.None) {
    const item = new vscode.TreeItem(label, state);
    if (range)
      item.command = { command: 'warmlint.reveal', title: 'Go there', arguments: [this.plans.document.uri.toString(), range] };
    return item;
  }

  promptItem({ prompt }) {
    const item = this.item(prompt.path || prompt.name || prompt.model || prompt.format, prompt.range,
      vscode.TreeItemCollapsibleState.Expanded);
    item.description = tokens(prompt.total);
    item.iconPath = icon('comment-discussion');
    return item;
  }

  billItem({ prompt }) {
    const { warm, total } = prompt;
    const share = total.tokens > 0 ? Math.round(100 * warm.read / (warm.read + warm.written + warm.paid)) : 0;
    const item = this.item(`${share} % read from the cache`);
    item.description = warm.usdPer1000 === null ? tokens(total) : `${usd(warm.usdPer1000)} per 1,000 warm calls`;
    item.iconPath = icon('credit-card');
    item.tooltip = tooltip(warm.words);
    item.command = { command: 'warmlint.showMap', title: 'Show the cache map' };
    return item;
  }

  segmentItem({ segment }) {
    const item = this.item(segment.name ? `${segment.place} ${segment.name}` : segment.place, segment.range,
      segment.changes.length ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None);
    item.description = `${tokens(segment.tokens)}${segment.unsized ? ' + values' : ''} · ${segment.state}`;
    item.iconPath = icon(...icons[segment.cached]);
    item.tooltip = tooltip(`${segment.role}: ${segment.state}`,
      `${tokens(segment.tokens)} tokens, ${tokens(segment.running)} up to its end`,
      segment.usdPer1000 === null ? '' : `${usd(segment.usdPer1000)} per 1,000 warm calls`);
    return item;
  }

  changeItem({ change }) {
    const item = this.item(change.source || 'text', change.range);
    item.description = change.volatility;
    item.iconPath = icon('zap', 'charts.red');
    item.tooltip = tooltip(change.words);
    return item;
  }

  breakpointItem({ segment, breakpoint }) {
    const item = this.item('breakpoint', breakpoint.range || segment.range);
    const serves = !breakpoint.behindChange && breakpoint.reachesMinimum !== 'below';
    item.description = breakpoint.words.replace(/^(\w+ )?breakpoint /, '');
    item.iconPath = icon('debug-breakpoint', serves ? 'charts.green' : 'charts.red');
    item.tooltip = tooltip(breakpoint.words);
    return item;
  }

  dispose() {
    this.subscription.dispose();
    this.view.dispose();
    this.changed.dispose();
  }
}

module.exports = { Outline };
