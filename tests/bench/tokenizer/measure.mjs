// Accuracy and speed of the tokenizer beside the counters from npm, as Markdown tables.
//     node measure.mjs COUNT ROOT       (COUNT: the program of count.c; run where the packages are)
// The texts are the repository's own: its sources, documentation, prompts and data. tiktoken's
// counts are the truth. Everything is timed on one thread in this one run; MB are of UTF-8.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, extname, resolve } from "node:path";
import { Tiktoken } from "tiktoken/lite";
import { Tiktoken as JsTiktoken } from "js-tiktoken/lite";
import { estimateTokenCount } from "tokenx";

const require = createRequire(resolve("package.json"));
const [program, root] = process.argv.slice(2);
const families = { o200k: "o200k_base", cl100k: "cl100k_base" };
const version = (name) =>
    JSON.parse(readFileSync(join("node_modules", name, "package.json"), "utf8")).version;

// --- the texts: valid UTF-8 from 200 bytes on, the longest ones cut ---

const LEAST = 200, MOST = 40000;
const kinds = {
    ".md": "documentation", ".txt": "documentation", ".c": "code", ".h": "code", ".sh": "code",
    ".py": "code", ".mjs": "code", ".json": "JSON, JSONL", ".jsonl": "JSON, JSONL",
    ".yaml": "prompts (YAML)", ".yml": "prompts (YAML)", ".prompty": "prompts (YAML)",
};

function* walk(folder) {
    const entries = readdirSync(folder, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
        const path = join(folder, entry.name);
        if (["build", ".git", "tables", "training"].includes(entry.name)) continue;
        if (entry.isDirectory()) yield* walk(path);
        else if (entry.isFile() && kinds[extname(entry.name)]) yield path;
    }
}

const texts = [];
mkdirSync("texts", { recursive: true });
for (const path of walk(root)) {
    let text;
    try {
        text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
    } catch {
        continue; // a hostile test file
    }
    if (text.length > MOST) text = text.slice(0, text.lastIndexOf("\n", MOST) + 1);
    if (text.length < LEAST) continue;
    const file = join("texts", `${texts.length}.txt`);
    writeFileSync(file, text);
    texts.push({ text, file, kind: kinds[extname(path)], bytes: Buffer.byteLength(text) });
}
// Also all of them as one: long texts are another matter to some counters.
const joined = texts.map((t) => t.text).join("");
writeFileSync("joined.txt", joined);
const megabytes = texts.reduce((n, t) => n + t.bytes, 0) / 1e6;

// --- counters: counts of all texts, MB/s of the first pass, of the best one, and of the one text ---

function ours(family, ranks) {
    const files = texts.map((t) => t.file);
    const run = (paths) => execFileSync(program, [family, ranks, ...paths], { encoding: "utf8" })
        .trim().split("\n").map((line) => line.split(" ").map(Number));
    const [[micros, first, best], ...rows] = run(files);
    const [[, , one]] = run(["joined.txt"]);
    return { counts: rows.map((r) => r[0]), bands: rows.map((r) => [r[1], r[2]]), micros, first, best, one };
}

// Node's other threads work too (compiler, collector): the clock counts where it is the less.
function seconds(work) {
    const cpu = process.cpuUsage(), wall = performance.now();
    work();
    const { user, system } = process.cpuUsage(cpu);
    return Math.min((user + system) / 1e6, (performance.now() - wall) / 1e3);
}

// `share`: only so much of the text is timed, by a counter that is too slow for all of it.
function theirs(count, passes, share = 1) {
    const some = texts.filter((_, i) => i % Math.round(1 / share) === 0);
    const size = some.reduce((n, t) => n + t.bytes, 0);
    const text = joined.slice(0, joined.length * share);
    let counts;
    const files = Array.from({ length: passes }, () =>
        seconds(() => (counts = some.map((t) => count(t.text)))));
    const one = Array.from({ length: Math.min(passes, 3) }, () => seconds(() => count(text)));
    return {
        counts: share === 1 ? counts : null,
        first: size / 1e6 / files[0],
        best: size / 1e6 / Math.min(...files),
        one: Buffer.byteLength(text) / 1e6 / Math.min(...one),
    };
}

// A rank file as tiktoken publishes it, from the package's compact form: lines of "!", the first
// rank, and tokens in base64 in the order of their ranks.
function writeRanks(encoding) {
    const { bpe_ranks } = require(`tiktoken/encoders/${encoding}.json`);
    const lines = [];
    for (const line of bpe_ranks.split("\n").filter(Boolean)) {
        const [, offset, ...tokens] = line.split(" ");
        tokens.forEach((token, i) => lines.push(`${token} ${Number(offset) + i}\n`));
    }
    const file = `${encoding}.tiktoken`;
    writeFileSync(file, lines.join(""));
    return file;
}

async function measure(family, encoding) {
    const data = require(`tiktoken/encoders/${encoding}.json`);
    const wasm = new Tiktoken(data.bpe_ranks, data.special_tokens, data.pat_str);
    const js = new JsTiktoken((await import(`js-tiktoken/ranks/${encoding}`)).default);
    const gpt = await import(`gpt-tokenizer/encoding/${encoding}`);
    const plain = { allowedSpecial: new Set(), disallowedSpecial: new Set() };
    const rows = [
        ["warmlint, fitted", ours(family, "-")],
        ["warmlint, exact (rank file)", ours(family, writeRanks(encoding))],
        [`tiktoken ${version("tiktoken")} (WASM)`, theirs((t) => wasm.encode_ordinary(t).length, 3)],
        [`gpt-tokenizer ${version("gpt-tokenizer")}`, theirs((t) => gpt.countTokens(t, plain), 5)],
        [`js-tiktoken ${version("js-tiktoken")}`, theirs((t) => js.encode(t, [], []).length, 2, 1 / 20)],
        [`tokenx ${version("tokenx")}`, theirs((t) => estimateTokenCount(t), 10)],
        ["characters / 4", theirs((t) => Math.ceil(t.length / 4), 10)],
    ];
    wasm.free();
    return rows;
}

// --- the tables ---

const mean = (v) => v.reduce((a, b) => a + b, 0) / v.length;
const sorted = (v) => [...v].sort((a, b) => a - b);
const at = (v, share) => sorted(v)[Math.min(v.length - 1, Math.floor(v.length * share))];
const round = (v) => (v < 9.95 ? v.toFixed(v < 1 ? 2 : 1) : v.toFixed(0));
const row = (cells) => console.log(`| ${cells.join(" | ")} |`);

function accuracy(family, rows, truth) {
    const names = [...new Set(texts.map((t) => t.kind))].sort();
    row([family, "mean", "95th percentile", "sum of all", "exact texts", ...names, "inside the band"]);
    row(["---", ...Array(names.length + 5).fill("---:")]);
    for (const [name, r] of rows) {
        if (!r.counts || name.startsWith("tiktoken")) continue;
        const errors = r.counts.map((n, i) => (100 * Math.abs(n - truth[i])) / truth[i]);
        const sum = 100 * (r.counts.reduce((a, b) => a + b, 0) / truth.reduce((a, b) => a + b, 0) - 1);
        const same = r.counts.filter((n, i) => n === truth[i]).length;
        const inside = r.bands?.filter(([lo, hi], i) => lo <= truth[i] && truth[i] <= hi).length;
        row([name, round(mean(errors)), round(at(errors, 0.95)), (sum >= 0 ? "+" : "") + sum.toFixed(1),
            `${same} of ${errors.length}`,
            ...names.map((k) => round(mean(errors.filter((_, i) => texts[i].kind === k)))),
            inside === undefined ? "-" : `${((100 * inside) / errors.length).toFixed(0)} %`]);
    }
    console.log();
}

const results = {};
for (const [family, encoding] of Object.entries(families)) results[family] = await measure(family, encoding);

console.log(`${texts.length} texts of this repository, ${megabytes.toFixed(1)} MB. ` +
    "Absolute error of a text in % of tiktoken's count:\n");
for (const [family, rows] of Object.entries(results)) accuracy(family, rows, rows[2][1].counts);

console.log("MB/s on one thread, all in one run: first and best pass over the files, and all as one text; " +
    "in brackets the fitted count as a multiple:\n");
const multiple = (ours, theirs) => `${round(theirs)} (${round(ours / theirs)} x)`;
row(["", ...Object.keys(results).flatMap((f) => [`${f}, first pass`, "best pass", "one text"])]);
row(["---", ...Object.keys(results).flatMap(() => ["---:", "---:", "---:"])]);
const [some] = Object.values(results);
some.slice(0, -1).forEach(([name], i) =>
    row([name, ...Object.values(results).flatMap((rows) => ["first", "best", "one"].map((figure) =>
        i < 1 ? round(rows[i][1][figure]) : multiple(rows[0][1][figure], rows[i][1][figure])))]));
console.log(`\nFirst count in a process (4 KB): ${some[0][1].micros.toFixed(0)} microseconds fitted.`);
