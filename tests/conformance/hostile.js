// hostile.js DIRECTORY SEED: fills the directory with files whose names and contents try to break
// out of every format: line ends, escapes, quotes, markup, commands of CI services.
'use strict';
const fs = require('fs');
const [directory, seed] = process.argv.slice(2);
let state = Number(seed) >>> 0;
function below(n) { // xorshift: the same files for the same seed
  state ^= state << 13; state >>>= 0;
  state ^= state >>> 17;
  state ^= state << 5; state >>>= 0;
  return state % n;
}
const some = of => of[below(of.length)];
const fragments = [
  '\n::error file=x.md,line=1::forged', '::warning::w', '\r\n##vso[task.setvariable variable=a]b', '##[error]e',
  '##vso[task.complete result=Succeeded;]', "##teamcity[buildStatus text='x']", ']]>', '--><x/>', '<script>alert(1)</script>',
  '</message>', '&amp;&', '"', "'", '\\', '\\"', '`', '``', '|', '||', '|n', "|'", ';', ']', '[', ',', ':', '::', '%', '%0A',
  '%25', '%AZP25', '\x1b[31m', '\x1b]0;t\x07', '\x08', '\x7f', '\u0085', '\u009b31m', '\u2028', '\u2029', '\u202e', '\u2066',
  '\u200f', '\ufffe', '\uffff', '\ufeff', '😀', 'é', '漢', 'e\u0301', ' ', '  ', '\t', '\n', '\r', '@user', '#1', '](http://x)',
  '![x](y)', '*', '_', '~~', '<!--', '$(id)', '`id`', '{0}', '{{x}}', '}', '{', '../', '-', '--fix', 'a', 'prompt'];
const volatile = ['{{current_time}}', '{{ now() }}', '{{random_id}}', '{{user_name}}', '{{request_id}}', '{{ uuid4() }}', '{{question}}'];
function text(n) {
  let s = '';
  for (let i = below(n) + 1; i > 0; i--) s += some(fragments);
  return s;
}
function raw(s) { // now and then a byte that is no UTF-8
  const bytes = Buffer.from(s, 'utf8');
  return below(12) ? bytes : Buffer.concat([bytes, Buffer.from([0xff, 0xc3])]);
}
function name(extension) {
  const s = text(5).replace(/[\0/]/g, '_');
  return Buffer.concat([raw(s).subarray(0, 120), Buffer.from(extension)]);
}
function inside(s) { // hostile text in the middle of a placeholder
  return '{{ ' + s.replace(/[{}]/g, '') + ' | now(' + JSON.stringify(some(fragments)) + ') }}';
}
function body() {
  let s = '';
  for (let i = 0; i < 20; i++) s += text(4) + ' ' + (below(3) ? some(volatile) : inside(text(2))) + '\n';
  return s;
}
for (let i = 0; i < 40; i++) {
  const kind = below(4);
  let file, bytes;
  if (kind === 0) {
    file = name('.json');
    bytes = Buffer.from(JSON.stringify({model: text(3), max_tokens: 5, system: body(), [text(2)]: 1, [text(2)]: 2,
                                        messages: [{role: 'user', content: text(9)}]}));
  } else if (kind === 1) {
    file = name('.yaml');
    bytes = raw('model: ' + JSON.stringify(text(2)) + '\nmodel: x\nsystem_prompt: |\n  ' + body().replace(/[\n\r]/g, '\n  ') + '\n' + text(3));
  } else {
    file = name('.md');
    bytes = raw(body());
  }
  fs.writeFileSync(Buffer.concat([Buffer.from(directory + '/'), file]), bytes);
}
