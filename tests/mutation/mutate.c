/* Lists what a slip of the hand could change in C sources, one place at a time.
 *
 *   mutate SEED FILE…    a line for each mutant, in an order that follows from SEED alone:
 *                        KEY \t FILE \t LINE \t OFFSET \t LENGTH \t WHAT \t REPLACEMENT
 *
 * OFFSET and LENGTH are bytes of the file to be replaced. KEY is a hash of SEED, the file, the
 * line's text with a little before it and the change, so a sample stays the same while other lines
 * come and go. WHAT is "data" outside of functions, where only numbers are changed. Sources are
 * expected as clang-format leaves them: a binary operator has blanks on both sides, a unary one and
 * a declarator's star have not. Comments, strings, characters and directives are left alone; so is
 * what makes no difference that a test of outputs could see: {0}, which is C's way to write
 * nothing, and memory that is given back (the sanitizers hold that). */
#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOKENS_MAX = 1 << 16, CONTEXT = 100 /* bytes before a line that tell it from its like */ };

typedef enum { WORD, NUMBER, LITERAL, MARK } Kind;

typedef struct {
    Kind kind;
    size_t at, len;
} Token;

typedef struct {
    const char *path, *seed;
    char *text;
    size_t len, count;
    Token tokens[TOKENS_MAX];
} File;

/* --- tokens -------------------------------------------------------------------------------------
 */

static size_t end_of_literal(const char *s, size_t i) {
    char quote = s[i++];
    while (s[i] && s[i] != quote) i += s[i] == '\\' ? 2 : 1;
    return i + 1;
}

static size_t end_of_directive(const char *s, size_t i) {
    while (s[i] && (s[i] != '\n' || s[i - 1] == '\\')) i++;
    return i;
}

static size_t length_of_mark(const char *s) {
    static const char *const marks[] = {"<<=", ">>=", "...", "->", "++", "--", "<<",
                                        ">>",  "<=",  ">=",  "==", "!=", "&&", "||",
                                        "+=",  "-=",  "*=",  "/=", "%=", "&=", "|="};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strncmp(s, marks[i], strlen(marks[i])) == 0) return strlen(marks[i]);
    return 1;
}

static bool is_word(char c) {
    return isalnum((unsigned char)c) || c == '_';
}

/* The end of the token at `i`, and its kind. */
static size_t end_of_token(const char *s, size_t i, Kind *kind) {
    if (s[i] == '"' || s[i] == '\'') {
        *kind = LITERAL;
        return end_of_literal(s, i);
    }
    bool number = isdigit((unsigned char)s[i]);
    *kind = number ? NUMBER : is_word(s[i]) ? WORD : MARK;
    if (*kind == MARK) return i + length_of_mark(s + i);
    while (is_word(s[i]) || (number && s[i] == '.')) i++;
    return i;
}

static void cut(File *file) {
    const char *s = file->text;
    bool fresh = true; /* nothing but blanks in this line yet */
    for (size_t i = 0; s[i];) {
        if (isspace((unsigned char)s[i])) {
            fresh = fresh || s[i] == '\n';
            i++;
        } else if (s[i] == '#' && fresh) {
            i = end_of_directive(s, i);
        } else if (s[i] == '/' && s[i + 1] == '*') {
            i = (size_t)(strstr(s + i, "*/") - s) + 2;
        } else {
            Token *token = &file->tokens[file->count++];
            token->at = i;
            i = end_of_token(s, i, &token->kind);
            token->len = i - token->at;
            fresh = false;
            if (file->count == TOKENS_MAX) exit(2);
        }
    }
}

static bool is(const File *file, size_t t, const char *word) {
    const Token *token = &file->tokens[t];
    return t < file->count && token->kind != LITERAL && token->len == strlen(word) &&
           memcmp(file->text + token->at, word, token->len) == 0;
}

static bool is_any(const File *file, size_t t, const char *const *words) {
    for (; *words; words++)
        if (is(file, t, *words)) return true;
    return false;
}

/* The partner of the bracket at `t`. */
static size_t partner(const File *file, size_t t) {
    size_t depth = 0;
    for (; t < file->count; t++) {
        if (is(file, t, "(") || is(file, t, "[") || is(file, t, "{")) depth++;
        if ((is(file, t, ")") || is(file, t, "]") || is(file, t, "}")) && --depth == 0) break;
    }
    return t;
}

/* --- mutants ------------------------------------------------------------------------------------
 */

static uint64_t add(uint64_t hash, const char *s, size_t len) {
    for (size_t i = 0; i < len; i++) hash = (hash ^ (unsigned char)s[i]) * 0x100000001b3;
    return hash;
}

/* Instead of the bytes from the token `first` to the end of the token `last`. */
static void emit(const File *file, size_t first, size_t last, const char *what,
                 const char *replacement) {
    size_t at = file->tokens[first].at, end = file->tokens[last].at + file->tokens[last].len;
    size_t line = 1, begin = 0;
    for (size_t i = 0; i < at; i++)
        if (file->text[i] == '\n') {
            line++;
            begin = i + 1;
        }
    uint64_t hash = add(0xcbf29ce484222325, file->seed, strlen(file->seed));
    hash = add(hash, file->path, strlen(file->path));
    size_t before = begin < CONTEXT ? 0 : begin - CONTEXT;
    hash = add(hash, file->text + before, begin - before);
    hash = add(hash, file->text + begin, strcspn(file->text + begin, "\n"));
    char place[32];
    snprintf(place, sizeof place, "%zu %zu", at - begin, end - at);
    hash = add(hash, place, strlen(place));
    hash = add(hash, replacement, strlen(replacement));
    hash ^= hash >> 33; /* FNV stirs its upper half little by the last bytes */
    hash *= 0xff51afd7ed558ccd;
    hash ^= hash >> 29;
    printf("%016llx\t%s\t%zu\t%zu\t%zu\t%s\t%s\n", (unsigned long long)hash, file->path, line, at,
           end - at, what, replacement);
}

static void swap(const File *file, size_t t) {
    static const struct {
        const char *old, *other[2];
    } swaps[] = {{"<", {"<=", ">="}}, {"<=", {"<", ">"}}, {">", {">=", "<="}}, {">=", {">", "<"}},
                 {"==", {"!="}},      {"!=", {"=="}},     {"&&", {"||"}},      {"||", {"&&"}},
                 {"+", {"-"}},        {"-", {"+"}},       {"*", {"/"}},        {"/", {"*"}},
                 {"%", {"/"}},        {"<<", {">>"}},     {">>", {"<<"}},      {"&", {"|"}},
                 {"|", {"&"}},        {"+=", {"-="}},     {"-=", {"+="}},      {"*=", {"/="}},
                 {"|=", {"&="}},      {"&=", {"|="}},     {"++", {"--"}},      {"--", {"++"}},
                 {"true", {"false"}}, {"false", {"true"}}};
    const Token *token = &file->tokens[t];
    const char *s = file->text + token->at;
    bool open = isspace((unsigned char)s[-1]) && isspace((unsigned char)s[token->len]);
    bool alone = token->kind == WORD || is(file, t, "++") || is(file, t, "--");
    if (!open && !alone) return;
    for (size_t i = 0; i < sizeof swaps / sizeof *swaps; i++)
        for (size_t k = 0; k < 2 && is(file, t, swaps[i].old) && swaps[i].other[k]; k++)
            emit(file, t, t, "operator", swaps[i].other[k]);
}

/* A number and its neighbours; not the size of an array that is declared, nor {0}. */
static void count_off(const File *file, size_t t, const char *what) {
    const Token *token = &file->tokens[t];
    const char *s = file->text + token->at;
    bool declared = t >= 3 && is(file, t - 1, "[") && file->tokens[t - 2].kind == WORD &&
                    (file->tokens[t - 3].kind == WORD || is(file, t - 3, "*"));
    char *end, changed[64];
    unsigned long long n = strtoull(s, &end, 0);
    size_t used = (size_t)(end - s);
    bool nothing = t && is(file, t - 1, "{") && is(file, t + 1, "}") && n == 0;
    if (declared || nothing || used == 0 || token->len - used > 20) return;
    int rest = (int)(token->len - used);
    snprintf(changed, sizeof changed, "%llu%.*s", n + 1, rest, end);
    emit(file, t, t, what, changed);
    if (n == 0) return;
    snprintf(changed, sizeof changed, "%llu%.*s", n - 1, rest, end);
    emit(file, t, t, what, changed);
}

/* The tokens from `first` to `last` are a condition or a value: the opposite, in one line. */
static void invert(const File *file, size_t first, size_t last, const char *what) {
    size_t from = file->tokens[first].at, to = file->tokens[last].at + file->tokens[last].len;
    char *changed = malloc(to - from + 4);
    if (!changed) exit(2);
    snprintf(changed, to - from + 4, "!(%.*s)", (int)(to - from), file->text + from);
    for (char *c = changed; *c; c++)
        if (isspace((unsigned char)*c)) *c = ' ';
    emit(file, first, last, what, changed);
    free(changed);
}

/* The last token before the semicolon that ends the statement at `t`; 0: there is a block in it. */
static size_t end_of_statement(const File *file, size_t t) {
    for (; t < file->count && !is(file, t, ";"); t++) {
        if (is(file, t, "{") || is(file, t, "}")) return 0;
        if (is(file, t, "(") || is(file, t, "[")) t = partner(file, t);
    }
    return t < file->count ? t - 1 : 0;
}

static void change_return(const File *file, size_t t, size_t last) {
    bool literal = last == t + 1 && (is(file, last, "true") || is(file, last, "false"));
    if (last == t)
        emit(file, t, t, "statement", "");
    else if (!literal)
        invert(file, t + 1, last, "returned"); /* swap has the literals */
}

/* free(p), arena_free(&a) */
static bool gives_back(const File *file, size_t t) {
    const Token *token = &file->tokens[t];
    return token->kind == WORD && token->len >= 4 && is(file, t + 1, "(") &&
           memcmp(file->text + token->at + token->len - 4, "free", 4) == 0;
}

/* A statement that begins at `t`, inside of a function. */
static void change_statement(const File *file, size_t t) {
    static const char *const keywords[] = {
        "if",    "for",    "while",  "do",   "switch",   "else",   "case", "default",
        "const", "static", "struct", "enum", "unsigned", "sizeof", "goto", NULL};
    static const char *const after[] = {
        "(", ".", "->", "[", "=", "+=", "-=", "*=", "/=", "|=", "&=", "++", "--", "%=", NULL};
    size_t last = end_of_statement(file, t);
    if (!last || is_any(file, t, keywords) || gives_back(file, t)) return;
    if (is(file, t, "return")) {
        change_return(file, t, last);
    } else if (is(file, t, "break")) {
        emit(file, t, t, "statement", "");
    } else if (is(file, t, "continue")) {
        emit(file, t, t, "statement", "");
        emit(file, t, t, "operator", "break");
    } else {
        bool call = file->tokens[t].kind == WORD && is_any(file, t + 1, after);
        bool assigned = is(file, t, "*") || is(file, t, "++") || is(file, t, "--");
        if (call || assigned) emit(file, t, last, "statement", "");
    }
}

/* A statement may begin behind the token `t`, which is inside of a function. */
static bool ends_statement(const File *file, size_t t, const bool *head_ends) {
    return is(file, t, ";") || is(file, t, "}") || is(file, t, "{") || is(file, t, "else") ||
           (is(file, t, ":") && !is(file, t + 1, ";")) || head_ends[t];
}

static void mutate(File *file) {
    bool *head_ends = calloc(TOKENS_MAX, sizeof *head_ends), inside = false, in_for = false;
    if (!head_ends) exit(2);
    size_t body_end = 0, for_end = 0;
    for (size_t t = 1; t < file->count; t++) {
        if (!inside && is(file, t, "{") && is(file, t - 1, ")")) {
            inside = true;
            body_end = partner(file, t);
        }
        if (inside && t >= body_end) inside = false;
        if (t > for_end) in_for = false;
        bool condition = is(file, t, "if") || is(file, t, "while");
        if (condition || is(file, t, "for")) head_ends[partner(file, t + 1)] = true;
        if (is(file, t, "for")) {
            in_for = true;
            for_end = partner(file, t + 1);
        }
        if (file->tokens[t].kind == NUMBER) count_off(file, t, inside ? "number" : "data");
        if (!inside) continue;
        if (condition) invert(file, t + 2, partner(file, t + 1) - 1, "condition");
        if (!in_for && ends_statement(file, t - 1, head_ends)) change_statement(file, t);
        swap(file, t);
    }
    free(head_ends);
}

static void read_file(File *file) {
    FILE *in = fopen(file->path, "rb");
    if (!in || fseek(in, 0, SEEK_END) != 0) {
        perror(file->path);
        exit(2);
    }
    file->len = (size_t)ftell(in);
    rewind(in);
    file->text = calloc(file->len + 2, 1);
    if (!file->text || fread(file->text, 1, file->len, in) != file->len) exit(2);
    fclose(in);
}

int main(int argc, char **argv) {
    static File file;
    for (int i = 2; i < argc; i++) {
        file = (File){.path = argv[i], .seed = argv[1]};
        read_file(&file);
        cut(&file);
        mutate(&file);
        free(file.text);
    }
    return 0;
}
