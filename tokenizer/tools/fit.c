/* Fits the price table of one family from measured segments and writes it as C.
 *
 *     fit FAMILY [-b NGRAM_BITS] [-k ENTRIES] [-w WIDTH] [-t] < segments.tsv >
 * tables/model_FAMILY.c
 *
 * A line is segment TAB tokens TAB frequency [TAB sources]; escapes \t \n \r \\ \xHH; \x01 \x02
 * \x04 \x05 are Claude's marks. The result is the same to the bit everywhere: fixed order, fixed
 * seed, sums in plain IEEE doubles (build with -ffp-contract=off, without -ffast-math). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../model.h"
#include "../segment.h"

typedef struct {
    uint8_t *body; /* 8 readable bytes after the end */
    uint32_t len;
    int32_t tokens, price;
    uint32_t freq, sources;
    uint8_t marks;
    bool held, in_dict;
    int8_t fix;
    uint64_t hash;
} Seg;

static Seg *segs;
static size_t seg_count;

static void die(const char *what) {
    fprintf(stderr, "fit: %s\n", what);
    exit(1);
}

static void *get(void *p, size_t n) {
    p = realloc(p, n);
    if (p == NULL) die("out of memory");
    return p;
}

static int hex(int c) {
    return c >= 'a' ? c - 'a' + 10 : c - '0';
}

static bool parse(char *line, size_t n, Seg *s) {
    char *tab = memchr(line, '\t', n);
    if (tab == NULL) return false;
    uint8_t *out = get(NULL, (size_t)(tab - line) + 16);
    size_t o = 0;
    for (char *p = line; p < tab; p++) {
        int c = (uint8_t)*p;
        if (c == '\\') {
            c = *++p;
            if (c == 'x') {
                c = hex(p[1]) * 16 + hex(p[2]);
                p += 2;
            } else {
                c = c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c;
            }
        }
        out[o++] = (uint8_t)c;
    }
    memset(out + o, 0, 8);
    memset(s, 0, sizeof *s);
    char *end;
    s->tokens = (int32_t)strtol(tab + 1, &end, 10);
    s->freq = (uint32_t)strtoul(end + 1, &end, 10);
    s->sources = *end == '\t' ? (uint32_t)strtoul(end + 1, NULL, 10) : 1;
    s->body = out;
    s->len = (uint32_t)o;
    return true;
}

/* Marks of a Claude segment become bits. */
static void take_marks(Seg *s) {
    for (; s->len > 1; s->body++, s->len--) {
        if (*s->body == 4) {
            s->marks |= TOK_M_SHIFT;
        } else if (*s->body == 5) {
            s->marks |= TOK_M_CAPS;
        } else if (*s->body == 1) {
            s->marks |= TOK_M_BOW;
        } else {
            break;
        }
    }
    if (s->len > 1 && s->body[s->len - 1] == 2) {
        s->marks |= TOK_M_EOW;
        s->body[--s->len] = 0;
    }
}

static void read_all(bool claude) {
    char *line = NULL;
    size_t cap = 0, room = 0;
    ssize_t n;
    while ((n = getline(&line, &cap, stdin)) > 0) {
        if (seg_count == room) segs = get(segs, (room = room * 2 + 1024) * sizeof *segs);
        Seg *s = &segs[seg_count];
        if (!parse(line, (size_t)n, s)) continue;
        if (claude) take_marks(s);
        if (s->len > TOK_RUN_MAX) continue;
        s->hash = tok_hash(s->body, s->len, s->marks);
        seg_count++;
    }
    free(line);
}

static uint64_t rng = 88172645463325252u;
static uint64_t next_random(void) {
    rng ^= rng << 13;
    rng ^= rng >> 7;
    return rng ^= rng << 17;
}

/* The features of tok_ngram_sum, as indexes. */
static size_t features(const Seg *s, unsigned bits, uint32_t *f) {
    const uint64_t mix = 0x9E3779B97F4A7C15u;
    unsigned shift = 64 - bits, head;
    uint64_t w = 0, mark = tok_mark_bytes(s->marks, &head);
    size_t total = s->len + head + (s->marks & TOK_M_EOW ? 1 : 0), k = 0;
    f[k++] = (uint32_t)(((total < 20 ? total : 20) | 1ull << 54) * mix >> shift);
    for (size_t i = 0; i < total; i++) {
        uint64_t c = i < head            ? mark >> 8 * (head - 1 - i) & 255
                     : i - head < s->len ? s->body[i - head]
                                         : 2;
        w = w << 8 | c;
        uint64_t at = i < 3 ? i : 3;
        f[k++] = (uint32_t)(((w & 0xFFFF) | 1ull << 50 | at << 40) * mix >> shift);
        f[k++] = (uint32_t)(((w & 0xFFFFFF) | 1ull << 51) * mix >> shift);
        f[k++] = (uint32_t)(((w & 0xFFFFFFFF) | 1ull << 52) * mix >> shift);
        if (i >= 4) f[k++] = (uint32_t)(((w & 0xFFFFFFFFFF) | 1ull << 53) * mix >> shift);
    }
    return k;
}

static int epochs = 8;
static double mu0 = 0.4, decay = 0.03, g_base = 0.4, g_step = 0.07;

static void train(double *w, unsigned bits) {
    uint32_t *order = get(NULL, seg_count * sizeof *order), n = 0;
    static uint32_t f[4 * (TOK_RUN_MAX + 8)];
    uint16_t *times = calloc((size_t)1 << bits, sizeof *times);
    if (times == NULL) die("out of memory");
    for (size_t i = 0; i < seg_count; i++)
        if (!segs[i].held) order[n++] = (uint32_t)i;
    for (int e = 0; e < epochs; e++) {
        double mu = mu0 * pow(decay, e / (double)(epochs - 1));
        for (uint32_t i = n; i > 1; i--) {
            uint32_t j = (uint32_t)(next_random() % i), t = order[i - 1];
            order[i - 1] = order[j];
            order[j] = t;
        }
        for (uint32_t i = 0; i < n; i++) {
            const Seg *s = &segs[order[i]];
            size_t k = features(s, bits, f);
            double sum = 0, norm = 0;
            for (size_t j = 0; j < k; j++) {
                sum += w[f[j]];
                norm += 2.0 * times[f[j]]++ + 1;
            }
            for (size_t j = 0; j < k; j++) times[f[j]] = 0;
            double err = s->tokens - sum;
            if (s->tokens == 1 && sum < 1) continue; /* the price is at least 1 anyway */
            double g = s->freq > 8 ? 1 : g_base + g_step * s->freq;
            double step = mu * g * err / norm;
            for (size_t j = 0; j < k; j++) w[f[j]] += step;
        }
    }
    free(times);
    free(order);
}

static int by_gain(const void *a, const void *b) {
    const Seg *x = &segs[*(const uint32_t *)a], *y = &segs[*(const uint32_t *)b];
    uint64_t gx = (uint64_t)x->freq * (uint64_t)abs(x->tokens - x->price);
    uint64_t gy = (uint64_t)y->freq * (uint64_t)abs(y->tokens - y->price);
    if (gx != gy) return gx < gy ? 1 : -1;
    return *(const uint32_t *)a < *(const uint32_t *)b ? -1 : 1;
}

/* Solves the xor equations of the dictionary by peeling; false if this seed does not allow it. */
static bool build(TokModel *m, uint8_t *bytes, size_t size, const uint32_t *keys, size_t n) {
    size_t slots = (size_t)m->window * m->windows;
    uint32_t *degree = calloc(slots, sizeof *degree), *sum = calloc(slots, sizeof *sum);
    uint32_t *stack = get(NULL, (n + 1) * sizeof *stack), *at = get(NULL, (n + 1) * sizeof *at);
    uint32_t *queue = get(NULL, slots * sizeof *queue), s[3];
    uint32_t *value = calloc(slots, sizeof *value);
    size_t qn = 0, done = 0;
    if (!degree || !sum || !value) die("out of memory");
    for (uint32_t i = 0; i < n; i++) {
        tok_dict_slots(m, segs[keys[i]].hash, s);
        for (int k = 0; k < 3; k++) degree[s[k]]++, sum[s[k]] ^= i;
    }
    for (size_t i = 0; i < slots; i++)
        if (degree[i] == 1) queue[qn++] = (uint32_t)i;
    while (qn > 0) {
        uint32_t q = queue[--qn];
        if (degree[q] != 1) continue;
        uint32_t i = sum[q];
        stack[done] = i;
        at[done++] = q;
        tok_dict_slots(m, segs[keys[i]].hash, s);
        for (int k = 0; k < 3; k++) {
            sum[s[k]] ^= i;
            if (--degree[s[k]] == 1) queue[qn++] = s[k];
        }
    }
    for (size_t d = done; d-- > 0 && done == n;) {
        const Seg *g = &segs[keys[stack[d]]];
        uint32_t v = tok_dict_print(g->hash, m->width - 3u) << 3 | (uint32_t)(g->fix + 3);
        tok_dict_slots(m, g->hash, s);
        for (int k = 0; k < 3; k++)
            if (s[k] != at[d]) v ^= value[s[k]];
        value[at[d]] = v;
    }
    memset(bytes, 0, size);
    for (size_t i = 0; i < slots; i++) {
        size_t bit = i * m->width;
        uint32_t v = value[i] << (bit & 7);
        for (size_t k = 0; k < 3; k++) bytes[(bit >> 3) + k] |= (uint8_t)(v >> 8 * k);
    }
    free(degree), free(sum), free(stack), free(at), free(queue), free(value);
    return done == n;
}

static size_t dict_size;
static uint8_t *make_dict(TokModel *m, size_t want) {
    uint32_t *keys = get(NULL, (seg_count + 1) * sizeof *keys);
    size_t n = 0;
    for (size_t i = 0; i < seg_count; i++)
        if (!segs[i].held && segs[i].tokens != segs[i].price) keys[n++] = (uint32_t)i;
    qsort(keys, n, sizeof *keys, by_gain);
    if (n > want) n = want;
    for (size_t i = 0; i < n; i++) {
        Seg *s = &segs[keys[i]];
        int32_t d = s->tokens - s->price;
        s->fix = (int8_t)(d < -3 ? -3 : d > 4 ? 4 : d);
        s->in_dict = true;
    }
    uint8_t *bytes = NULL;
    for (int round = 0;; round++) {
        m->window = 1u << (n > 40000 ? 11 : 10);
        m->windows = (uint32_t)((double)n * 1.14 / m->window) + 3;
        dict_size = ((size_t)m->window * m->windows * m->width + 7) / 8 + 3;
        bytes = get(bytes, dict_size);
        m->dict = bytes;
        for (m->seed = 1; !build(m, bytes, dict_size, keys, n); m->seed++)
            if (m->seed % 8 == 0)
                dict_size = ((size_t)m->window * ++m->windows * m->width + 7) / 8 + 3,
                m->dict = bytes = get(bytes, dict_size);
        if (round == 2) break;
        /* what is priced right but would be taken for an entry becomes an entry without correction
         */
        size_t more = 0;
        for (size_t i = 0; i < seg_count; i++) {
            Seg *s = &segs[i];
            if (s->in_dict || s->held || s->freq < 3 || !tok_dict_find(m, s->hash)) continue;
            s->in_dict = true;
            s->fix = 0;
            keys[n++] = (uint32_t)i;
            more++;
        }
        fprintf(stderr, "round %d: %zu entries, %zu taken for one, %zu bytes\n", round, n - more,
                more, dict_size);
        if (more == 0) break;
    }
    free(keys);
    return bytes;
}

static int32_t final_price(const TokModel *m, const Seg *s) {
    unsigned found = tok_dict_find(m, s->hash);
    int32_t p = s->price + (found ? (int32_t)(found & 7) - 3 : 0);
    return p < 1 ? 1 : p;
}

/* Expected error of a fallback price by group and price, from segments seen in one source only. */
static void measure(TokModel *m, bool report) {
    double err[TOK_GROUPS][TOK_PRICES] = {{0}}, sum[TOK_GROUPS][TOK_PRICES] = {{0}},
           sgn[TOK_GROUPS] = {0};
    double all = 0, wrong = 0, he = 0, hs = 0, ht = 0;
    for (size_t i = 0; i < seg_count; i++) {
        Seg *s = &segs[i];
        int32_t p = final_price(m, s);
        double f = s->freq;
        if (s->held) {
            unsigned g = tok_group(s->body, s->len);
            int k = s->price < TOK_PRICES ? s->price - 1 : TOK_PRICES - 1;
            he += abs(p - s->tokens), hs += p - s->tokens, ht += s->tokens;
            err[g][k] += abs(p - s->tokens), sum[g][k] += p, sgn[g] += p - s->tokens;
        } else {
            all += f * s->tokens, wrong += f * abs(p - s->tokens);
        }
    }
    fprintf(stderr, "in sample: %.3f %% of %.0f tokens wrong\n", 100 * wrong / all, all);
    if (ht > 0)
        fprintf(stderr, "held out: abs %.2f %% signed %.2f %% of %.0f\n", 100 * he / ht,
                100 * hs / ht, ht);
    for (int g = 0; g < TOK_GROUPS; g++) {
        double e = 0, t = 0;
        for (int k = 0; k < TOK_PRICES; k++) e += err[g][k], t += sum[g][k];
        if (report)
            fprintf(stderr, "  group %d: %.2f (%+.2f) of %.0f:", g, 100 * e / (t + 1),
                    100 * sgn[g] / (t + 1), t);
        for (int k = 0; k < TOK_PRICES; k++) {
            double r = sum[g][k] > 0 ? err[g][k] / sum[g][k] : 0.1;
            m->rate[g][k] = (uint8_t)(r > 0.99 ? 253 : r * 256 + 0.5);
            if (report) fprintf(stderr, " %.1f", 100 * r);
        }
        if (report) fprintf(stderr, "\n");
    }
}

static void emit(const char *type, const char *name, const uint8_t *p, size_t n, bool sign) {
    printf("static const %s %s[%zu] = {", type, name, n);
    for (size_t i = 0; i < n; i++)
        printf("%s%d,", i % 32 ? "" : "\n", sign ? (int)(int8_t)p[i] : (int)p[i]);
    printf("\n};\n");
}

static void write_model(const TokModel *m, const char *family) {
    char id[32];
    snprintf(id, sizeof id, "%s", family);
    for (char *p = id; *p; p++)
        if (*p == '-' || *p == '.') *p = '_';
    printf("/* Generated by tools/fit.c from segments of %s; do not edit. */\n", family);
    printf("#include \"../model.h\"\n\n/* clang-format off */\n");
    emit("int8_t", "ngram", (const uint8_t *)m->ngram, (size_t)1 << m->ngram_bits, true);
    emit("uint8_t", "dict", m->dict, dict_size, false);
    printf("extern const TokModel tok_model_%s;\nconst TokModel tok_model_%s = {\n    .ngram = "
           "ngram, .dict = dict, .seed = %llu,\n",
           id, id, (unsigned long long)m->seed);
    printf("    .window = %u, .windows = %u, .ngram_bits = %u, .width = %u,\n", m->window,
           m->windows, m->ngram_bits, m->width);
    printf("    .band_a = %u, .band_b = %u,\n    .rate = {\n", m->band_a, m->band_b);
    for (int g = 0; g < TOK_GROUPS; g++) {
        printf("        {");
        for (int k = 0; k < TOK_PRICES; k++) printf("%d,", m->rate[g][k]);
        printf("},\n");
    }
    printf("    },\n};\n/* clang-format on */\n");
}

int main(int argc, char **argv) {
    unsigned bits = 16, width = 11;
    size_t want = 65536;
    bool trial = false;
    int opt;
    while ((opt = getopt(argc, argv, "b:k:w:te:m:d:g:s:")) != -1) switch (opt) {
        case 'b': bits = (unsigned)atoi(optarg); break;
        case 'k': want = (size_t)atol(optarg); break;
        case 'w': width = (unsigned)atoi(optarg); break;
        case 't': trial = true; break;
        case 'e': epochs = atoi(optarg); break;
        case 'm': mu0 = atof(optarg); break;
        case 'd': decay = atof(optarg); break;
        case 'g': g_base = atof(optarg); break;
        case 's': g_step = atof(optarg); break;
        default: die("unknown option");
        }
    if (optind >= argc) die("which family?");
    const char *family = argv[optind];
    read_all(strncmp(family, "claude", 6) == 0);
    if (seg_count == 0) die("no segments");
    TokModel m = {
        .ngram_bits = (uint8_t)bits, .width = (uint8_t)width, .band_a = 300, .band_b = 20};
    int8_t *q = get(NULL, (size_t)1 << bits);
    double *w = get(NULL, sizeof *w << bits);
    m.ngram = q;
    for (int pass = trial ? 0 : 0; pass < 2; pass++) {
        /* first with a tenth of the rare segments held out, for the rates of the band; then with
         * all */
        bool hold = pass == 0;
        for (size_t i = 0; i < seg_count; i++) {
            segs[i].held = hold && segs[i].sources == 1 && (segs[i].hash >> 40) % 10 == 0;
            segs[i].in_dict = false;
        }
        for (size_t i = 0; i < (size_t)1 << bits; i++) w[i] = 0;
        rng = 88172645463325252u;
        train(w, bits);
        for (size_t i = 0; i < (size_t)1 << bits; i++) {
            double v = floor(w[i] * TOK_SCALE + 0.5);
            q[i] = (int8_t)(v < -127 ? -127 : v > 127 ? 127 : v);
        }
        for (size_t i = 0; i < seg_count; i++) {
            Seg *s = &segs[i];
            s->price =
                tok_round_price(tok_ngram_sum(&m, s->body, s->len, s->marks), s->len, s->marks);
        }
        make_dict(&m, want);
        TokModel keep = m;
        measure(&m, hold);
        if (!hold) memcpy(m.rate, keep.rate, sizeof m.rate);
        if (trial) return 0;
    }
    write_model(&m, family);
    return 0;
}
