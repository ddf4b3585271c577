/* Spoils files a little, the same way every time: what a slip in an editor, a bad merge or a
 * cut-off download leaves behind. The first two bytes are kept, which tell fuzz targets what is
 * meant.
 *
 *     spoil COPIES DIRECTORY FILE...     writes DIRECTORY/NAME.0, .1 and so on
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BYTES_MAX = 64 << 10, PIECE_MAX = 200, KEPT = 2 };

typedef struct {
    uint64_t state;
    size_t len;
    char bytes[2 * BYTES_MAX];
} Text;

/* splitmix64 (Steele, Lea, Flood 2014). */
static size_t below(Text *t, size_t n) {
    uint64_t z = t->state += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return n ? (size_t)((z ^ (z >> 31)) % n) : 0;
}

static size_t some_place(Text *t) {
    return t->len > KEPT ? KEPT + below(t, t->len - KEPT + 1) : t->len;
}

/* Puts `n` bytes in place of those from `from` to `to`. */
static void replace(Text *t, size_t from, size_t to, const char *bytes, size_t n) {
    char piece[PIECE_MAX];
    if (n > PIECE_MAX) n = PIECE_MAX;
    memcpy(piece, bytes, n); /* may be a part of the text */
    if (t->len - (to - from) + n > sizeof t->bytes) return;
    memmove(t->bytes + from + n, t->bytes + to, t->len - to);
    memcpy(t->bytes + from, piece, n);
    t->len = t->len - (to - from) + n;
}

static size_t line_end(const Text *t, size_t at) {
    while (at < t->len && t->bytes[at] != '\n') at++;
    return at;
}

static size_t line_start(const Text *t, size_t at) {
    while (at > KEPT && t->bytes[at - 1] != '\n') at--;
    return at;
}

static const char *const words[] = {
    "{{", "}}", "{%", "%}", "{",   "}",    "[",     "]",    "\"",    "'",    "\\",  ":",
    ": ", ",",  "- ", "#",  "|\n", ">-\n", "&a ",   "*a",   "<<: ",  "---",  "...", "\n",
    "\r", "\t", "  ", "$",  "${",  "<",    "</",    "-->",  "<!--",  "```",  "`",   "!",
    "%",  "@",  "/*", "//", "-1",  "0",    "1e400", "null", "true",  "\"\"", "[]",  "{}",
    "~",  "=",  "(",  ")",  "|",   "\xff", "\xc3",  "\x1b", "\u202e"};

static void put_word(Text *t, size_t from, size_t to) {
    const char *word = words[below(t, sizeof words / sizeof *words)];
    replace(t, from, to, word, strlen(word));
}

static void spoil_once(Text *t) {
    size_t at = some_place(t), start = line_start(t, at), end = line_end(t, at), other;
    switch (below(t, 9)) {
    case 0: t->len = at; break;
    case 1: put_word(t, at, at); break;
    case 2: put_word(t, at, at < t->len ? at + 1 : at); break;
    case 3: /* the rest of a line, a value for instance */ put_word(t, at, end); break;
    case 4: /* a line goes */ replace(t, start, end < t->len ? end + 1 : end, "", 0); break;
    case 5: /* a line comes twice */ replace(t, start, start, t->bytes + start, end - start); break;
    case 6: /* a piece stands elsewhere, too */
        other = some_place(t);
        replace(t, other, other, t->bytes + at, end - at);
        break;
    case 7: /* a line is indented */ replace(t, start, start, "   ", 1 + below(t, 3)); break;
    default: /* two bytes change places */
        if (at + 1 < t->len) replace(t, at, at + 2, (char[]){t->bytes[at + 1], t->bytes[at]}, 2);
    }
}

static uint64_t hash_of(const char *bytes, size_t len) { /* FNV-1a */
    uint64_t hash = 0xcbf29ce484222325;
    for (size_t i = 0; i < len; i++) hash = (hash ^ (unsigned char)bytes[i]) * 0x100000001b3;
    return hash;
}

static void spoil_file(const char *path, long copies, const char *directory) {
    static char bytes[BYTES_MAX];
    static Text text;
    FILE *in = fopen(path, "rb");
    size_t len = in ? fread(bytes, 1, sizeof bytes, in) : 0;
    if (!in || ferror(in)) {
        perror(path);
        exit(2);
    }
    fclose(in);
    const char *slash = strrchr(path, '/');
    for (long i = 0; i < copies; i++) {
        text.state = hash_of(bytes, len) + (uint64_t)i;
        text.len = len;
        memcpy(text.bytes, bytes, len);
        for (size_t n = 1 + below(&text, 3); n > 0; n--) spoil_once(&text);
        char name[1024];
        snprintf(name, sizeof name, "%s/%s.%ld", directory, slash ? slash + 1 : path, i);
        FILE *out = fopen(name, "wb");
        if (!out || fwrite(text.bytes, 1, text.len, out) != text.len || fclose(out) != 0) {
            perror(name);
            exit(2);
        }
    }
}

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    for (int i = 3; i < argc; i++) spoil_file(argv[i], strtol(argv[1], NULL, 10), argv[2]);
    return 0;
}
