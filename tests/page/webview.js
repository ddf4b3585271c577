// webview.js PAGE: the page as editors/vscode puts it into a panel, with a stand-in for the editor around it: a dark
// theme, a click on the first place, and a script of the input's that must not run. The title says what happened.
'use strict';
const fs = require('fs');
const Module = require('module');
const mock = require('../editors/vscode/mock.js');
const load = Module._load;
Module._load = (name, ...rest) => (name === 'vscode' ? mock.vscode : load(name, ...rest));
const { secured } = require('../../editors/vscode/src/pages.js');

const html = secured(fs.readFileSync(process.argv[2], 'utf8'));
const nonce = /script-src 'nonce-([^']+)'/.exec(html)[1];
const editor = `window.acquireVsCodeApi = () => ({ postMessage: message => {
  document.title = JSON.stringify({ ...message, dark: document.getElementById('theme-dark').checked });
} });`;
process.stdout.write(html
  .replace('<body>', () => `<body class="vscode-body vscode-dark"><script nonce="${nonce}">${editor}</script>`)
  .replace('</body>', () => `<script nonce="${nonce}">document.querySelector('[data-line]').click()</script><script>document.title = 'forged'</script></body>`));
