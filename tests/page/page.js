// page.js PAGE [FINDINGS]: holds a page of `map --html` or `diff --format html` against a real HTML
// parser (parse5): no parse error, only the elements and attributes that warmlint writes, every link
// leads to an element of the page, nothing that runs or loads. With FINDINGS (jsonl of check on the
// same files) every finding stands on the page once.
'use strict';
const fs = require('fs');
const parse5 = require('parse5');
if (process.argv[2] === '--probe') process.exit(0);
const [page, findings] = process.argv.slice(2);
const problems = [];
const say = what => problems.push(what);

const bytes = fs.readFileSync(page), html = bytes.toString('utf8');
if (!Buffer.from(html, 'utf8').equals(bytes)) say('not UTF-8');
const raw = html.match(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/);
if (raw) say(`a character that nobody sees: U+${raw[0].codePointAt(0).toString(16)}`);

const elements = new Set(('html head meta title style body a header div h1 h2 h3 h4 p fieldset legend input label main nav table ' +
  'thead tbody tr th td caption article section dl dt dd ul li details summary mark small span b code pre strong del ins footer ' +
  'svg defs pattern rect circle line path text').split(' '));
const attributes = new Set(('id class href title lang charset content name type for checked scope role aria-labelledby aria-label ' +
  'aria-hidden http-equiv data-t data-line data-column width height x y x1 x2 y1 y2 cx cy r d overflow text-anchor ' +
  'patternUnits patternTransform').split(' '));

const unclosed = new Set(['meta', 'input', 'rect', 'line', 'circle', 'path']);

const ids = new Map(), links = [], articles = [];
const text = node => node.nodeName === '#text' ? node.value : (node.childNodes || []).map(text).join('');
const get = (node, name) => (node.attrs.find(a => a.name === name) || {}).value;
const is = (node, name) => node.attrs && (get(node, 'class') || '').split(' ').includes(name);
function walk(node, article) {
  if (node.nodeName === '#comment') say(`a comment: ${node.data}`);
  if (node.attrs) {
    if (!elements.has(node.tagName)) say(`an element <${node.tagName}>`);
    for (const {name, value} of node.attrs) {
      if (!attributes.has(name)) say(`<${node.tagName}> has ${name}="${value}"`);
      if (name === 'id') ids.has(value) ? say(`the id ${value} twice`) : ids.set(value, node);
      if (name === 'href') value.startsWith('#') ? links.push(value.slice(1)) : say(`a link to ${value}`);
      if (name === 'aria-labelledby') links.push(value);
    }
    if (node.tagName === 'article') articles.push(article = {path: '', notes: 0, lines: []});
    if (node.tagName === 'h2' && article) article.path = node.childNodes.filter(n => !is(n, 'inner')).map(shown).join('').trimEnd();
    const at = node.sourceCodeLocation;
    if (at && at.startTag && !at.endTag && !unclosed.has(node.tagName)) say(`line ${at.startLine}: <${node.tagName}> has no end`);
    if (node.tagName === 'li' && is(node, 'note')) article.notes++;
    if (is(node, 'l')) article.lines.push(node);
  }
  for (const child of node.childNodes || []) walk(child, article);
}
const errors = [];
walk(parse5.parse(html, {sourceCodeLocationInfo: true, onParseError: e => errors.push(e)}), null);
for (const e of errors.slice(0, 3)) say(`line ${e.startLine}: ${e.code}`);
for (const id of links) if (!ids.has(id)) say(`a link to #${id}, which is not there`);
if (!html.includes("default-src 'none'")) say('no Content-Security-Policy');
if (/url\((?!#)|@import|@font-face|expression\(/.test(html.slice(0, html.indexOf('</style>')))) say('the style loads something');

// What a line shows, without numbers and labels of the page; code points as the characters they stand for.
function shown(node) {
  if (node.nodeName === '#text') return node.value;
  if (is(node, 'ref') || is(node, 'why') || is(node, 'first')) return '';
  if (is(node, 'code')) return text(node).startsWith('U+') ? String.fromCodePoint(parseInt(text(node).slice(2), 16)) : '\ufffd';
  return (node.childNodes || []).map(shown).join('');
}
if (findings && fs.existsSync(findings)) {
  const expected = new Map();
  for (const line of fs.readFileSync(findings, 'utf8').split('\n').slice(0, -1)) {
    const path = JSON.parse(line).path;
    expected.set(path, (expected.get(path) || 0) + 1);
  }
  // A log command in a name is written in one way for people and in another in JSON.
  for (const a of articles)
    if (!a.path.includes('\\u{') && articles.every(b => a === b || a.path !== b.path) && a.notes !== (expected.get(a.path.trimEnd()) || 0))
      say(`${JSON.stringify(a.path)}: ${a.notes} findings on the page, ${expected.get(a.path)} in all`);
}
for (const a of articles) a.text = a.lines.map(shown).join('\n');
if (process.env.SHOW_TEXT) process.stdout.write(articles.map(a => a.text).join('\n') + '\n');
else console.log(problems.length ? problems.slice(0, 20).join('\n') : `${articles.length} prompts`);
process.exit(problems.length ? 1 : 0);
