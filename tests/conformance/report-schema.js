// Validates a report: report-schema.js SCHEMA REPORT DIRECTORY (or --probe: is the validator there?)
// Beyond the schema: every position is recomputed from the file's bytes, and the summary is counted.
'use strict';
const fs = require('fs');
const path = require('path');
const Ajv = require('ajv');
if (process.argv[2] === '--probe') process.exit(0);

const [schemaPath, reportPath, directory] = process.argv.slice(2);
const text = fs.readFileSync(reportPath, 'utf8');
const problems = [];
if (/[\x00-\x09\x0b-\x1f\x7f]/.test(text)) problems.push('a raw control character');
const report = JSON.parse(text);
const validate = new Ajv({allErrors: true}).compile(JSON.parse(fs.readFileSync(schemaPath, 'utf8')));
if (!validate(report)) problems.push(...validate.errors.map(e => `${e.dataPath} ${e.message}`));

// The position of a byte offset, by the book.
function positionOf(bytes, offset) {
  let start = 0, line = 1;
  for (let i = 0; i < offset; i++) {
    const lone = bytes[i] === 13 && bytes[i + 1] !== 10;
    if (bytes[i] === 10 || lone) { start = i + 1; line++; }
  }
  const before = bytes.subarray(start, offset).toString('utf8');
  return {line, column: [...before].length + 1, utf16: before.length + 1,
          byte: offset - start + 1, offset};
}

function checkPosition(where, bytes, given) {
  const expected = positionOf(bytes, given.offset);
  for (const key of Object.keys(expected))
    if (expected[key] !== given[key])
      problems.push(`${where}: ${key} is ${given[key]}, not ${expected[key]}`);
}

const counts = {error: 0, warning: 0, info: 0};
for (const d of report.diagnostics || []) {
  counts[d.severity]++;
  const file = path.resolve(directory, d.path);
  if (!fs.existsSync(file) || !fs.statSync(file).isFile()) continue;
  const bytes = fs.readFileSync(file);
  if (!Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes)) continue; // not UTF-8: WL002
  const places = [d, ...d.related];
  for (const p of places) {
    checkPosition(`${d.code} start`, bytes, p.start);
    checkPosition(`${d.code} end`, bytes, p.end);
    if (p.end.offset < p.start.offset) problems.push(`${d.code}: ends before it starts`);
  }
}
const s = report.summary || {};
if (s.errors !== counts.error || s.warnings !== counts.warning || s.infos !== counts.info)
  problems.push(`summary ${JSON.stringify(s)} against ${JSON.stringify(counts)}`);
for (const p of problems.slice(0, 20)) console.log(p);
process.exit(problems.length ? 1 : 0);
