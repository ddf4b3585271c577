/* Commands of the Gemini CLI and of Qwen Code, as TOML: `prompt` is what the user would have typed,
 * {{args}} what stands behind the command, !{...} the output of a command. Shape: the documentation
 * of google-gemini/gemini-cli. Only the one key is read. */
#include "lint/format/lower.h"
#include "lint/source/toml.h"
#include "lint/template/expression.h"

static const char *names(Str path) {
    static const char *const folders[] = {".gemini/commands/", ".qwen/commands/", "commands/",
                                          NULL};
    if (!str_ends_nocase(path, STR(".toml"))) return NULL;
    for (const char *const *folder = folders; *folder; folder++)
        if (path_has_folder(path, str_from_c(*folder)))
            return "file name .gemini/commands/NAME.toml";
    return NULL;
}

/* The end of `!{git diff}` that starts at `at`: braces inside of it are the shell's. */
static size_t end_of_command(Str text, size_t at) {
    enum { MOST = 1000 };
    int depth = 0;
    for (size_t i = at + 1; i < text.len && i - at < MOST; i++) {
        if (text.ptr[i] == '{') depth++;
        if (text.ptr[i] == '}' && --depth == 0) return i + 1;
    }
    return STR_NOT_FOUND;
}

static void add_piece(Arena *arena, PieceVec *to, const Piece *from, size_t start, size_t end) {
    if (start >= end) return;
    Piece piece = *from;
    piece.source = str_slice(from->source, start, end);
    piece.span = span_of(from->span.start + start, from->span.start + end);
    vec_push(arena, to, piece);
}

/* Commands are pieces of their own: what they print is put in. */
static void cut_commands(Lowering *l, PieceVec *pieces) {
    PieceVec cut = {0};
    for (size_t i = 0; i < pieces->len; i++) {
        const Piece *text = &pieces->items[i];
        size_t from = 0, at = 0;
        while (text->kind == PIECE_TEXT && at != STR_NOT_FOUND) {
            at = str_find(text->source, STR("!{"), at);
            size_t end = at == STR_NOT_FOUND ? at : end_of_command(text->source, at);
            if (end == STR_NOT_FOUND) break;
            add_piece(l->arena, &cut, text, from, at);
            add_piece(l->arena, &cut, text, at, end);
            Piece *command = &cut.items[cut.len - 1];
            command->kind = PIECE_DIRECTIVE;
            command->name = str_slice(text->source, at + 2, end - 1);
            command->verdict = primitive_command(command->name);
            from = at = end;
        }
        add_piece(l->arena, &cut, text, from, text->source.len);
    }
    *pieces = cut;
}

static void lower(Lowering *l) {
    Span body;
    if (!toml_text(l->source->bytes, "prompt", &body)) return;
    if (!str_trim(source_slice(l->source, body)).len) return;
    Prompt *prompt = lower_prompt(l, KIND_STATIC);
    lower_model(l, prompt, NULL, NULL);
    prompt->span = body;
    prompt->anchor = span_of(body.start, body.start);
    Segment *segment = lower_range(l, prompt, SECTION_MESSAGES, ROLE_USER, body, ENGINE_MUSTACHE);
    segment->plain_string = true;
    segment->on_use = true;
    Piece *piece;
    for (size_t i = 0; (piece = lower_next_value(segment, &i));) {
        piece->verdict = str_is(piece->name, "args")
                             ? (VolatilityVerdict){VOL_REQUEST, CAUSE_INPUT, CERTAIN_AMBIGUOUS}
                             : (VolatilityVerdict){VOL_CONSTANT, CAUSE_NONE, CERTAIN_SYNTAX};
    }
    cut_commands(l, &segment->pieces);
    lower_finish(l, prompt);
}

const Format format_cli_command = {
    .name = "cli-command",
    .summary = "command of the Gemini CLI or Qwen Code: .gemini/commands/NAME.toml",
    .unknown = "the model, what the program puts in front, what {{args}} and !{...} stand for",
    .names = names,
    .lower_text = lower,
};
