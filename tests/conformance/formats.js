// formats.js REPORTS [NPM]: holds the reports of one run (REPORTS/NAME for each format) against each
// other, against schemas, and with NPM (a node_modules) against the libraries of the services.
'use strict';
const fs = require('fs');
const path = require('path');
const schemas = require('./schemas.js');
const Ajv = require('ajv');
if (process.argv[2] === '--probe') process.exit(0);

const alone = process.argv[2] === '--sarif'; // FILE [NPM]: one report of a run that could not begin
const [directory, npm] = process.argv.slice(alone ? 3 : 2);
const problems = [];
const say = (where, what) => problems.push(`${where}: ${what}`);
function finish(verdict) {
  for (const p of problems.slice(0, 12)) console.log(p);
  if (!problems.length) console.log(verdict);
  process.exit(problems.length ? 1 : 0);
}
const read = name => fs.readFileSync(path.join(directory, name));
function valid(name, schema, data) {
  const check = new Ajv({allErrors: false}).compile(schema);
  if (!check(data)) say(name, JSON.stringify(check.errors).slice(0, 500));
}
const load = name => require(path.join(npm, name));
function bySarifsSchema(sarif) {
  const Ajv2020 = load('ajv/dist/2020').default;
  const strict = new Ajv2020({strict: false});
  load('ajv-formats').default(strict);
  const schema = JSON.parse(fs.readFileSync(path.join(npm, '@microsoft/sarif-multitool-linux/sarif-2.1.0.json'), 'utf8').replace(/^\ufeff/, ''));
  const check = strict.compile(schema);
  if (!check(sarif)) say('sarif: the standard\'s schema', JSON.stringify(check.errors).slice(0, 500));
}

if (alone) {
  const sarif = JSON.parse(fs.readFileSync(directory, 'utf8'));
  valid('sarif', schemas.sarif, sarif);
  if (npm) bySarifsSchema(sarif);
  const [invocation] = sarif.runs[0].invocations;
  if (invocation.executionSuccessful || !invocation.toolConfigurationNotifications) say('sarif', 'no word of it');
  finish('said');
}

const report = {};
for (const name of ['full', 'concise', 'agent', 'markdown', 'jsonl', 'sarif', 'github', 'gitlab', 'rdjson', 'rdjsonl',
                    'checkstyle', 'junit', 'azure', 'teamcity']) {
  const bytes = read(name);
  report[name] = bytes.toString('utf8');
  if (!Buffer.from(report[name], 'utf8').equals(bytes)) say(name, 'not UTF-8');
}
const lines = name => report[name].split('\n').slice(0, -1);
const equal = (where, a, b) => { if (a !== b) say(where, `${JSON.stringify(a)} is not ${JSON.stringify(b)}`); };

// --- what every format must keep out -----------------------------------------------------------
for (const [name, text] of Object.entries(report)) {
  if (/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/.test(text)) say(name, 'a raw control character');
  if (text && !text.endsWith('\n')) say(name, 'no line end at the end');
  if (name !== 'teamcity' && name !== 'azure' && name !== 'github') {
    const forged = text.match(/##[a-z]*\[|^\s*::[a-z][^\n]*/im);
    if (forged) say(name, `a log command: ${forged[0]}`);
  }
}
for (const line of lines('azure')) if (line.lastIndexOf('##vso[task.logissue ', 0) !== 0) say('azure', line);
for (const line of lines('teamcity')) if (!/^##teamcity\[inspection(Type)? /.test(line)) say('teamcity', line);
for (const name of ['azure', 'github'])
  for (const line of lines(name)) if (/##[a-z]*\[/i.test(line.slice(2))) say(name, `a second log command: ${line}`);
for (const line of lines('github')) if (!/^::(error|warning|notice) title=/.test(line)) say('github', line);

// --- the findings, as jsonl has them ------------------------------------------------------------
const findings = lines('jsonl').map(line => JSON.parse(line));
// A byte that is no UTF-8 is written in one way for people and in another in JSON.
const plain = s => s.replace(/\\x\{[0-9a-f]{2}\}/g, '\ufffd').replace(/\\u\{([0-9a-f]+)\}/g, (_, hex) => String.fromCodePoint(parseInt(hex, 16)))
  .replace(/\t/g, ' ');
// A second log command of a line is taken apart.
const whole = s => s.replace(/#\\u\{23\}/g, '##');
const level = {error: 'ERROR', warning: 'WARNING', info: 'INFO'};
const rank = {error: 0, warning: 1, info: 2};
const byLevel = [...findings].sort((a, b) => rank[a.severity] - rank[b.severity]);
const count = (name, n) => equal(`${name}: findings`, n, findings.length);

count('concise', lines('concise').length);
count('agent', lines('agent').length);

// --- GitHub: as its runner reads a line ----------------------------------------------------------
const unescape = s => s.replace(/%0D/g, '\r').replace(/%0A/g, '\n').replace(/%3A/g, ':').replace(/%2C/g, ',').replace(/%25/g, '%');
const messages = new Map(); // of each finding, from github
const commands = lines('github').map(line => {
  const end = line.indexOf('::', 2), blank = line.indexOf(' ');
  const properties = {};
  for (const part of line.slice(blank + 1, end).split(',')) {
    const [key, value] = part.split(/=(.*)/s);
    properties[key] = unescape(value);
  }
  return {line, command: line.slice(2, blank), properties, message: unescape(line.slice(end + 2))};
});
const annotations = commands.filter(c => c.properties.file !== undefined);
count('github', annotations.length);
annotations.forEach((a, i) => {
  const f = byLevel[i];
  equal('github level', a.command, f.severity === 'info' ? 'notice' : f.severity);
  equal('github path', plain(a.properties.file), plain(f.path.replace(/^\.\//, '')));
  equal('github line', Number(a.properties.line), f.start.line);
  equal('github columns', a.properties.col !== undefined, f.start.line === f.end.line);
  equal('github title', a.properties.title, `${f.code} ${f.name}`);
  messages.set(f, whole(a.message));
});

// --- rdjson, GitLab, SARIF -----------------------------------------------------------------------
const diagnostics = JSON.parse(report.rdjson).diagnostics;
valid('rdjson', schemas.rdjson, JSON.parse(report.rdjson));
count('rdjson', diagnostics.length);
lines('rdjsonl').forEach((line, i) => {
  valid('rdjsonl', schemas.rdjsonl, JSON.parse(line));
  equal('rdjsonl', JSON.stringify(JSON.parse(line)), JSON.stringify(diagnostics[i]));
});
diagnostics.forEach((d, i) => {
  const f = findings[i];
  equal('rdjson column', d.location.range.start.column, f.start.byte);
  equal('rdjson severity', d.severity, level[f.severity]);
  equal('rdjson path', d.location.path, f.path.replace(/^\.\//, ''));
  equal('rdjson message', d.message, messages.get(f));
});
const quality = JSON.parse(report.gitlab);
valid('gitlab', schemas.gitlab, quality);
count('gitlab', quality.length);
equal('gitlab: fingerprints', new Set(quality.map(q => q.fingerprint)).size, quality.length);
quality.forEach((q, i) => equal('gitlab path', q.location.path, findings[i].path.replace(/^\.\//, '')));

const sarif = JSON.parse(report.sarif);
valid('sarif', schemas.sarif, sarif);
const run = sarif.runs[0];
count('sarif', run.results.length);
run.results.forEach((r, i) => {
  const f = findings[i], p = r.locations[0].physicalLocation, region = p.region;
  equal('sarif rule', r.ruleId, f.code);
  if (/^WL/.test(f.code)) equal('sarif rule', (run.tool.driver.rules[r.ruleIndex] || {}).id, f.code);
  const uri = Buffer.from(p.artifactLocation.uri.replace(/%(..)/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1');
  equal('sarif path', uri.toString('utf8'), f.path.replace(/^\.\//, ''));
  equal('sarif place', [region.startLine, region.startColumn, region.endLine, region.endColumn].join(),
        [f.start.line, f.start.column, f.end.line, f.end.column].join());
  if (p.contextRegion && !p.contextRegion.snippet) say('sarif', 'context without text');
  if (p.contextRegion && region.snippet && !p.contextRegion.snippet.text.includes(region.snippet.text)) say('sarif', 'context without its region');
});
const fatal = new Set(['WL001', 'WL002', 'WL003', 'WL005']);
equal('sarif: success', run.invocations[0].executionSuccessful, !findings.some(f => fatal.has(f.code)));
equal('sarif: notifications', (run.invocations[0].toolExecutionNotifications || []).length, findings.filter(f => fatal.has(f.code)).length);

// --- XML -----------------------------------------------------------------------------------------
const entity = {amp: '&', lt: '<', gt: '>', quot: '"', apos: "'"};
const unxml = s => s.replace(/&(?:#(\d+)|(\w+));/g, (_, n, name) => (n ? String.fromCodePoint(Number(n)) : entity[name]));
for (const name of ['checkstyle', 'junit'])
  if (/<!|<\?(?!xml version)|&(?!(amp|lt|gt|quot|apos|#10|#35);)/.test(report[name])) say(name, 'something that is not ours');
count('checkstyle', (report.checkstyle.match(/<error /g) || []).length);
let file;
const checked = [];
for (const m of report.checkstyle.matchAll(/<file name="([^"]*)">|<error line="(\d+)" column="(\d+)" severity="(\w+)" message="([^"]*)" source="warmlint\.(WL\d+)"\/>/g)) {
  if (m[1] !== undefined) file = unxml(m[1]);
  else checked.push({file, line: Number(m[2]), code: m[6]});
}
count('checkstyle', checked.length);
checked.forEach((c, i) => {
  equal('checkstyle path', plain(c.file), plain(findings[i].path.replace(/^\.\//, '')));
  equal('checkstyle line', c.line, findings[i].start.line);
});
const cases = (report.junit.match(/<testcase name="warmlint\.WL/g) || []).length;
count('junit', cases);
const sums = report.junit.match(/<testsuites name="warmlint" tests="(\d+)" failures="(\d+)" errors="(\d+)"/);
equal('junit: tests', Number(sums[1]), (report.junit.match(/<testcase /g) || []).length);
equal('junit: failures', Number(sums[2]), (report.junit.match(/<failure /g) || []).length);
equal('junit: errors', Number(sums[3]), (report.junit.match(/<error /g) || []).length);

// --- Azure, TeamCity -----------------------------------------------------------------------------
const vso = s => s.replace(/%0D/g, '\r').replace(/%0A/g, '\n').replace(/%5D/g, ']').replace(/%3B/g, ';').replace(/%AZP25/g, '%');
count('azure', lines('azure').length);
lines('azure').forEach((line, i) => {
  const end = line.indexOf(']'), f = findings[i];
  const properties = Object.fromEntries(line.slice(line.indexOf(' ') + 1, end).split(';').filter(Boolean).map(p => p.split(/=(.*)/s)));
  equal('azure path', plain(vso(properties.sourcepath)), plain(f.path.replace(/^\.\//, '')));
  equal('azure code', properties.code, f.code);
  equal('azure message', whole(vso(line.slice(end + 1))), messages.get(f));
});
const teamcity = lines('teamcity').filter(l => l.startsWith('##teamcity[inspection '));
const untc = s => s.replace(/\|(.)/g, (_, c) => (c === 'n' ? '\n' : c));
const attributes = line => Object.fromEntries([...line.matchAll(/ (\w+)='((?:[^'|[\]]|\|.)*)'(?=[ \]])/g)].map(m => [m[1], untc(m[2])]));
count('teamcity', teamcity.length);
teamcity.forEach((line, i) => {
  const a = attributes(line), f = findings[i];
  equal('teamcity: attributes', Object.keys(a).join(), 'typeId,message,file,line,SEVERITY');
  equal('teamcity path', plain(a.file), plain(f.path.replace(/^\.\//, '')));
  equal('teamcity message', a.message, messages.get(f));
});
const types = lines('teamcity').filter(l => l.startsWith('##teamcity[inspectionType '));
equal('teamcity: types', types.length, new Set(findings.map(f => f.code)).size);

// --- Markdown: rows of four cells, no markup but ours ----------------------------------------------
const rows = lines('markdown').filter(l => /^\| (❌|⚠️|ℹ️)/.test(l));
count('markdown', rows.length);
for (const row of rows) {
  equal('markdown: cells', row.replace(/\\./g, '').split('|').length, 6);
  const prose = row.replace(/\\.|<code>[A-Za-z0-9\s&#;\u0080-\u{10ffff}]*<\/code>|`[^`]*`|\*(Cost|Help|Note):\*/gu, '');
  if (/<(?!br>)/.test(prose) || /[`*[\]_~]/.test(prose) || /@(?!&#8203;)/.test(prose) || /:\/\//.test(prose)) say('markdown', prose);
}

// --- the services' own libraries -------------------------------------------------------------------
async function oracles() {
  const core = await import(path.join(npm, '@actions/core/lib/command.js'));
  let written = '';
  const write = process.stdout.write;
  for (const c of commands) {
    process.stdout.write = s => { written += s; return true; };
    try { core.issueCommand(c.command, c.properties, c.message); } finally { process.stdout.write = write; }
  }
  equal('github: its toolkit writes the same', written, report.github);
  const {commandFromString} = load('azure-pipelines-task-lib/taskcommand');
  for (const line of lines('azure')) equal('azure: its library writes the same', commandFromString(line).toString(), line);
  const Message = load('teamcity-service-messages/lib/message');
  for (const line of teamcity) {
    const message = new Message('inspection', {});
    message.args = attributes(line);
    equal('teamcity: its library writes the same', `##teamcity[inspection ${message.formatArgs()}]`, line);
  }
  const {parse} = await import(path.join(npm, 'junit2json/dist/esm/index.js'));
  const junit = await parse(report.junit);
  const junitCases = (junit.testsuite || []).flatMap(suite => suite.testcase);
  equal('junit: its reader counts', junitCases.length, junit.tests);
  equal('junit: its reader sees failures', junitCases.filter(c => c.failure).length, junit.failures);
  equal('junit: its reader sees errors', junitCases.filter(c => c.error).length, junit.errors);
  bySarifsSchema(sarif);
}
(npm ? oracles() : Promise.resolve()).then(() => finish(`${findings.length} findings`));
