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
fu