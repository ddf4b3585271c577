// axe.js AXE PAGE WIDTH light|dark SCRATCH: loads the page in headless Chromium with axe-core in it
// (the page's own policy, which forbids scripts, is taken out of the copy) and prints what axe finds.
'use strict';
const fs = require('fs');
const { spawnSync } = require('child_process');
const [axe, page, width, scheme, scratch] = process.argv.slice(2);
const run = `axe.run({ resultTypes: ['violations'] }).then(r => {
  const result = document.createElement('pre');
  result.id = 'axe-result';
  result.textContent = encodeURIComponent(JSON.stringify({
    passes: r.passes.length,
    violations: r.violations.map(v => v.id + ': ' + v.help + ' (' + v.nodes.length + ' times, first ' + v.nodes[0].html.slice(0, 120) + ')'),
    wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
  }));
  document.body.append(result);
})`;
const html = fs.readFileSync(page, 'utf8').replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '')
  .replace('</body>', () => `<script>${fs.readFileSync(axe, 'utf8')}</script><script>${run}</script></body>`);
fs.writeFileSync(`${scratch}/axe.html`, html);
const chromium = spawnSync('chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--virtual-time-budget=30000',
  `--user-data-dir=${scratch}/profile`, `--window-size=${width},900`,
  `--blink-settings=preferredColorScheme=${scheme === 'dark' ? 0 : 1}`, '--dump-dom', `file://${scratch}/axe.html`],
  { encoding: 'utf8', maxBuffer: 1 << 28, timeout: 120000 });
const found = /<pre id="axe-result">([^<]*)<\/pre>/.exec(chromium.stdout || '');
if (!found) {
  console.log('Chromium gave no result');
  process.exit(1);
}
const result = JSON.parse(decodeURIComponent(found[1]));
for (const v of result.violations) console.log(v);
if (result.passes < 15) console.log(`only ${result.passes} rules of axe had something to look at`);
if (result.wide) console.log('the page is wider than the window');
process.exit(result.violations.length || result.passes < 15 || result.wide ? 1 : 0);
