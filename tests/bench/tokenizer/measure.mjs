// Accuracy and speed of the tokenizer beside the counters from npm, as Markdown tables.
//     node measure.mjs COUNT ROOT       (COUNT: the program of count.c; run where the packages are)
// The texts are the repository's own (sources, documentation, prompts, data) and those of packages
// that gave nothing to the fit. The truth are the counts of tiktoken (o200k, cl100k), of
// llama3-tokenizer-js and of bpe-lite (gemma3). Everything is timed on one thread in this one run;
// MB are of UTF-8.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, extname, resolve } from "node:path";
import { Tiktoken } from "tiktoken/lite";
import { Tiktoken as JsTiktoken } from "js-tiktoken/lite";
import { estimateTokenCount } from "tokenx";
import llama3 from "llama3-tokenizer-js";

const require = createRequire(resolve("package.json"));
const [program, root] = process.argv.slice(2);
const families = { o200k: "o200k_base", cl100k: "cl100k_base" };
const version = (name) =>
    JSON.parse(readFileSync(join("node_modules", name, "package.json"), "utf8")).version;

// --- the texts: valid UTF-8 from 200 bytes on, the longest ones cut ---

const LEAST = 200, MOST = 40000;
const kinds = {
    ".md": "documentation", ".txt": "documentation", ".c": "code", ".h": "code", ".sh": "code",
    ".py": "code", ".mjs": "code", ".js": "code", ".ts": "code", ".json": "JSON, JSONL", ".jsonl": "JSON, JSONL",
    ".yaml": "prompts (YAML)", ".yml": "prompts (YAML)", ".prompty": "prompts (YAML)",
};

function* walk(folder) {
    const entries = readdirSync(folder, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
        const path = join(folder, entry.name);
        if (["build", ".git", "tables", "training", "node_modules"].includes(entry.name)) continue;
        if (entry.isDirectory()) yield* walk(path);
        else if (entry.isFile() && kinds[extname(entry.name)]) yield path;
    }
}

// Those of a folder; at most `limit` of them, evenly spread.
function collect(source, folder, limit) {
    const found = [];
    mkdirSync(join("texts", source), { recursive: true });
    for (const path of walk(folder)) {
        let text;
        try {
            text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
        } catch {
            continue; // a hostile test file
        }
        if (text.length > MOST) text = text.slice(0, text.lastIndexOf("\n", MOST) + 1);
        if (text.length < LEAST) continue;
        found.push({ text, kind: kinds[extname(path)], bytes: Buffer.byteLength(text) });
    }
    const step = Math.max(1, found.length / limit);
    const kept = found.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
    kept.forEach((t, i) => writeFileSync((t.file = join("texts", source, `${i}.txt`)), t.text));
    return kept;
}

const texts = collect("repository", root, Infinity);
const { devDependencies } = JSON.parse(readFileSync("package.json", "utf8"));
const fresh = Object.keys(devDependencies).flatMap((name) => collect(name, join("node_modules", name), 120));
// Also all of them as one: long texts are another matter to some counters.
const joined = texts.map((t) => t.text).join("");
writeFileSync("joined.txt", joined);
const megabytes = texts.reduce((n, t) => n + t.bytes, 0) / 1e6;

// --- counters: counts of all texts, MB/s of the first pass, of the best one, and of the one text ---

function run(family, ranks, paths) {
    const out = execFileSync(program, [family, ranks, ...paths], { encoding: "utf8", maxBuffer: 1 << 28 });
    const [speed, ...rows] = out.trim().split("\n").map((line) => line.split(" ").map(Number));
    return { speed, counts: rows.map((r) => r[0]), bands: rows.map((r) => [r[1], r[2]]) };
}

function ours(family, ranks) {
    const { speed: [micros, first, best], counts, bands } = run(family, ranks, texts.map((t) => t.file));
    const [, , one] = run(family, ranks, ["joined.txt"]).speed;
    return { counts, bands, micros, first, best, one };
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

function accuracy(family, list, rows, truth) {
    const names = [...new Set(list.map((t) => t.kind))].sort();
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
            ...names.map((k) => round(mean(errors.filter((_, i) => list[i].kind === k)))),
            inside === undefined ? "-" : `${((100 * inside) / errors.length).toFixed(0)} %`]);
    }
    console.log();
}

// The fitted counts of texts that gave nothing to the fit, beside those of other estimators.
function held(family, count) {
    const rows = [
        ["warmlint, fitted", run(family, "-", fresh.map((t) => t.file))],
        [`tokenx ${version("tokenx")}`, { counts: fresh.map((t) => estimateTokenCount(t.text)) }],
        ["characters / 4", { counts: fresh.map((t) => Math.ceil(t.text.length / 4)) }],
    ];
    accuracy(family, fresh, rows, fresh.map((t) => count(t.text)));
}

const results = {};
for (const [family, encoding] of Object.entries(families)) results[family] = await measure(family, encoding);

console.log(`${texts.length} texts of this repository, ${megabytes.toFixed(1)} MB. ` +
    "Absolute error of a text in % of tiktoken's count:\n");
for (const [family, rows] of Object.entries(results)) accuracy(family, texts, rows, rows[2][1].counts);

console.log(`${fresh.length} texts of ${Object.keys(devDependencies).join(", ")}, which gave nothing to the fit:\n`);
const { countTokens } = require("bpe-lite");
for (const [family, encoding] of Object.entries(families)) {
    const data = require(`tiktoken/encoders/${encoding}.json`);
    const wasm = new Tiktoken(data.bpe_ranks, data.special_tokens, data.pat_str);
    held(family, (t) => wasm.encode_ordinary(t).length);
    wasm.free();
}
held("llama3", (t) => llama3.encode(t, { bos: false, eos: false }).length);
held("gemma3", (t) => countTokens(t, "gemini"));

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
