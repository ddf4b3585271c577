// outputs.js DIRECTORY [NPM]: what the commands print of hostile input. Files are named COMMAND.KIND.N:
// KIND text, json, jsonl or markdown. With NPM (a node_modules) Markdown is read by commonmark.
'use strict';
const fs = require('fs');
const path = require('path');
const [directory, npm] = process.argv.slice(2);
const problems = [];
const commonmark = npm && require(path.join(npm, 'commonmark'));

function markdown(say, text) {
  // A fenced block is text; outside it nothing may notify anybody.
  let fence = null;
  for (const line of text.split('\n')) {
    const mark = line.match(/^(`{3,})/);
    if (fence ? line === fence : mark) {
      fence = fence ? null : mark[1];
    } else if (!fence && /(^|[^\w`])@\w/.test(line.replace(/`[^`]*`/g, '').replace(/<code>.*?<\/code>/g, ''))) {
      say(`a mention: ${line}`);
    }
  }
  if (fence) say('a fence is not closed');
  if (!commonmark) return;
  const walker = new commonmark.Parser().parse(text).walker();
  for (let event; (event = walker.next());) {
    const {type, literal} = event.node;
    if (type === 'link' || type === 'image' || type === 'html_block') say(`${type}: ${literal || event.node.destination}`);
    if (type === 'html_inline' && !/^<(br|\/?code)>$/.test(literal)) say(`an element: ${literal}`);
  }
}

let count = 0;
for (const name of fs.readdirSync(directory)) {
  const [, kind] = name.split('.');
  const bytes = fs.readFileSync(path.join(directory, name));
  const text = bytes.toString('utf8');
  const say = what => problems.push(`${name}: ${what.slice(0, 300)}`);
  count++;
  if (!Buffer.from(text, 'utf8').equals(bytes)) say('not UTF-8');
  const raw = text.match(/[^\n]{0,40}[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c][^\n]{0,20}/);
  if (raw) say(`a raw control character: ${JSON.stringify(raw[0])}`);
  const forged = text.match(/##[a-z]+\[|^\s*::[a-z][^\n]*/im);
  if (forged && kind !== 'json' && kind !== 'jsonl') say(`a log command: ${forged[0]}`);
  try {
    if (kind === 'json') JSON.parse(text);
    if (kind === 'jsonl') text.split('\n').filter(Boolean).forEach(line => JSON.parse(line));
  } catch (error) {
    say(`no JSON: ${error.message}`);
  }
  if (kind === 'markdown') markdown(say, text);
}
for (const problem of problems.slice(0, 12)) console.log(problem);
if (!problems.length) console.log(`${count} outputs`);
process.exit(problems.length || !count ? 1 : 0);
