/* What all delimiters need: closers and brackets, and the blocks that are open. */
#include "lint/template/scan.h"

Scope scanner_scope(const Scanner *scanner) {
    return (Scope){scanner->engine, scanner->options->declared, &scanner->bindings};
}

size_t scanner_next(const Scanner *scanner, Str closer, size_t from, size_t *cache) {
    if (*cache != STR_NOT_FOUND && *cache < from) *cache = str_find(scanner->text, closer, from);
    return *cache;
}

size_t scanner_behind_bracket(const Scanner *s, size_t at, char stop) {
    enum { LONGEST = 4096 };
    size_t depth = 0;
    char quote = '\0';
    for (size_t i = at; i < s->text.len && i - at < LONGEST; i++) {
        char c = s->text.ptr[i];
        if (quote && c == '\\')
            i++;
        else if (quote)
            quote = c == quote ? '\0' : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (stop && c == stop)
            return at;
        else if (c == '(')
            depth++;
        else if (c == ')' && --depth == 0)
            return i + 1;
    }
    return at;
}

bool scanner_in_inline_code(const Scanner *s) {
    enum { LINE_BYTES = 300 };
    bool open = false;
    for (size_t i = s->at; i > 0 && s->at - i < LINE_BYTES && s->text.ptr[i - 1] != '\n'; i--)
        open ^= s->text.ptr[i - 1] == '`';
    return open;
}

/* ---- blocks ---- */

void block_bind(Scanner *s, Str name, VolatilityVerdict verdict) {
    vec_push(s->arena, &s->bindings, (Binding){name, verdict, false, false});
}

void block_bind_fields(Scanner *s, VolatilityVerdict verdict, bool entries) {
    vec_push(s->arena, &s->bindings, (Binding){STR("this"), verdict, true, entries});
}

/* `chunk` of a list whose name says nothing: an entry of chunks, which were looked up. */
static VolatilityVerdict verdict_of_entry(Str name) {
    enum { LONGEST = 32 };
    VolatilityVerdict none = {VOL_UNKNOWN, CAUSE_NONE, CERTAIN_NOT};
    char many[LONGEST];
    if (!name.len || name.len + 1 > LONGEST) return none;
    memcpy(many, name.ptr, name.len);
    many[name.len] = 's';
    VolatilityVerdict said = volatility_of_name((Str){many, name.len + 1}, NULL);
    if (said.cause != CAUSE_RETRIEVAL && said.cause != CAUSE_HISTORY && said.cause != CAUSE_MEMORY)
        return none;
    said.certainty = CERTAIN_AMBIGUOUS;
    return said;
}

void block_bind_entry(Scanner *s, Str name, VolatilityVerdict list) {
    if (list.certainty == CERTAIN_NOT) list = verdict_of_entry(name);
    vec_push(s->arena, &s->bindings, (Binding){name, list, false, true});
}

void block_assign(Scanner *s, Str name, VolatilityVerdict verdict) {
    name = str_trim(name);
    if (name.len == 0) return;
    if (s->conditionals) {
        Scope scope = scanner_scope(s);
        ExpressionValue before = expression_path(name, &scope);
        if (before.verdict.volatility > verdict.volatility) verdict = before.verdict;
    }
    block_bind(s, name, verdict);
}

void block_open(Scanner *s, Block block) {
    block.bindings = s->bindings.len;
    s->conditionals += block.conditional;
    s->loops += block.loop;
    s->captures += block.capture;
    vec_push(s->arena, &s->blocks, block);
}

static void pop_block(Scanner *s) {
    Block block = s->blocks.items[--s->blocks.len];
    s->conditionals -= block.conditional;
    s->loops -= block.loop;
    s->captures -= block.capture;
    if (block.scoped) s->bindings.len = block.bindings;
}

/* An end without a name closes the innermost block; blocks left open inside are closed with it. */
void block_close(Scanner *s, Str name) {
    enum { LOOK_BACK = 8 };
    size_t len = s->blocks.len, stop = len > LOOK_BACK ? len - LOOK_BACK : 0;
    for (size_t i = len; i > stop; i--) {
        if (name.len && !str_eq(s->blocks.items[i - 1].name, name)) continue;
        while (s->blocks.len >= i) pop_block(s);
        return;
    }
}
