// Validates a cost report: cost-schema.js SCHEMA REPORT (or --probe: is the validator there?)
// Beyond the schema: every bill is computed again from its tokens, prices and factor.
'use strict';
const fs = require('fs');
const Ajv = require('ajv');
if (process.argv[2] === '--probe') process.exit(0);

const [schemaPath, reportPath] = process.argv.slice(2);
const report = JSON.parse(fs.readFileSync(reportPath, 'utf8'));
const validate = new Ajv({allErrors: true}).compile(JSON.parse(fs.readFileSync(schemaPath, 'utf8')));
const problems = [];
if (!validate(report)) problems.push(...validate.errors.map(e => `${e.dataPath} ${e.message}`));

const orElse = (price, other) => (price === null ? other : price);

function checkRow(where, row, calls) {
  const {tokens: t, prices: p} = row;
  const short = orElse(p.writeShort, p.in);
  const rates = [[t.read, orElse(p.read, p.in)], [t.writtenShort, short],
                 [t.writtenLong, orElse(p.writeLong, short)], [t.uncached, p.in],
                 [t.output || 0, orElse(p.out, 0)]];
  const usd = rates.reduce((sum, [n, rate]) => sum + n * rate, 0) / 1e6 * p.factor;
  // The report rounds tokens: half a token of each kind.
  const slack = rates.reduce((sum, [, rate]) => sum + 0.5 * rate, 0) / 1e6 * p.factor + 1e-9;
  const near = (a, b, by) => Math.abs(a - b) <= by + 1e-9 * Math.abs(b);
  const {estimate, lo, hi} = row.usdPerCall;
  if (!near(estimate, usd, slack)) problems.push(`${where}: ${estimate} is not ${usd}`);
  if (lo > estimate + 1e-9 || hi < estimate - 1e-9) problems.push(`${where}: outside its band`);
  if (!near(row.usdPer1000.estimate, 1000 * estimate, 1e-6)) problems.push(`${where}: per 1,000`);
  if ((row.usdPerMonth === null) !== (calls === null)) problems.push(`${where}: a month or none`);
  if (calls !== null && !near(row.usdPerMonth.estimate, calls * estimate, 1e-9 * calls))
    problems.push(`${where}: a month`);
}

let rows = 0;
for (const prompt of report.prompts)
  for (const row of prompt.rows) checkRow(`${prompt.path} ${row.case}`, row, prompt.callsPerMonth), rows++;
const priced = report.prompts.filter(p => p.rows.length);
if (report.total.prompts !== report.prompts.length || report.total.priced !== priced.length)
  problems.push('the prompts are miscounted');
const now = report.total.rows.find(r => r.case === 'now');
const sum = priced.reduce((s, p) => s + p.rows[0].usdPer1000.estimate, 0);
if (now && Math.abs(now.usdPer1000OfEach - sum) > 1e-6 * sum) problems.push('the total is not the sum');
if (process.argv[4] && rows < Number(process.argv[4])) problems.push(`only ${rows} rows`);
if (problems.length) {
  console.log(problems.slice(0, 20).join('\n'));
  process.exit(1);
}
