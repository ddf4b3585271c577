// validate.js SCHEMA FILE…: the JSON of each file against the schema; --probe: is the validator there?
'use strict';
const fs = require('fs');
const Ajv = require('ajv');
if (process.argv[2] === '--probe') process.exit(0);

const [schema, ...files] = process.argv.slice(2);
const validate = new Ajv({allErrors: true}).compile(JSON.parse(fs.readFileSync(schema, 'utf8')));
const problems = [];
for (const file of files) {
  const json = JSON.parse(fs.readFileSync(file, 'utf8'));
  const say = what => problems.push(`${file}: ${what}`);
  if (!validate(json)) validate.errors.forEach(e => say(`${e.dataPath} ${e.message}`));
  // What the sums of a diff must be.
  for (const [i, p] of (json.summary && json.prompts || []).entries()) {
    if (!p.oldCall || !p.newCall) continue;
    const sum = p.warm.tokens + p.cold.tokens;
    if (sum !== p.oldCall.cached.tokens) say(`prompts[${i}]: warm and cold are ${sum}`);
    if (p.common.tokens > p.oldCall.total.tokens) say(`prompts[${i}]: more in common than there is`);
  }
}
for (const problem of problems.slice(0, 10)) console.log(problem);
process.exit(problems.length ? 1 : 0);
