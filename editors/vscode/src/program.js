// Which program is run, and with what.
'use strict';
const os = require('os');
const path = require('path');
const vscode = require('vscode');
const { execFile } = require('child_process');

function folder(uri) {
  const found = uri && vscode.workspace.getWorkspaceFolder(uri);
  return found || (vscode.workspace.workspaceFolders || [])[0];
}

function program() {
  const settings = vscode.workspace.getConfiguration('warmlint');
  const first = folder();
  let command = settings.get('path') || 'warmlint';
  if (first) command = command.replace('${workspaceFolder}', first.uri.fsPath);
  if (command.startsWith('~/')) command = path.join(os.homedir(), command.slice(2));
  return command;
}

function lspCommand() {
  const settings = vscode.workspace.getConfiguration('warmlint');
  const format = settings.get('inputFormat');
  const first = folder();
  return {
    cwd: first && first.uri.fsPath,
    command: program(),
    args: ['lsp', ...(format ? ['--input-format', format] : []), ...(settings.get('arguments') || [])],
  };
}

// Options that other commands share with the server.
function options(uri) {
  const settings = vscode.workspace.getConfiguration('warmlint', uri);
  const args = [];
  for (const [key, option] of [['model', '--model'], ['provider', '--provider'], ['config', '--config'], ['inputFormat', '--input-format']])
    if (settings.get(key)) args.push(option, settings.get(key));
  return args;
}

// Runs warmlint with the text on standard input; the statuses 0 and 1 are results, 2 is trouble.
function run(args, uri, input) {
  const at = folder(uri);
  return new Promise((resolve, reject) => {
    const child = execFile(program(), args, { cwd: at && at.uri.fsPath, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      if (error && (typeof error.code !== 'number' || error.code > 1) && !stdout) reject(new Error(stderr.trim() || error.message));
      else resolve(stdout);
    });
    child.stdin.on('error', () => {}); // a program that ends before it has read everything says why
    child.stdin.end(input || '');
  });
}

module.exports = { lspCommand, options, program, run };
