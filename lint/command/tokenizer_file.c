/* --tokenizer-file: what the file is and which family it counts. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "lint/base/limits.h"
#include "lint/command/inputs.h"

static bool read_file(Run *run, Arena *arena, Str path, Str *bytes) {
    int fd = open(str_to_c(arena, path), O_RDONLY | O_NONBLOCK);
    bool read = fd >= 0 && source_read_fd(arena, fd, LIMIT_FILE_BYTES, bytes);
    if (!read)
        run_trouble(run, "cannot read the tokenizer file " STR_FMT ": %s", STR_ARG(path),
                    strerror(errno));
    if (fd >= 0) close(fd);
    return read;
}

/* A rank file does not say how text is split before it is merged. Its name usually does, else the
 * number of its entries (tiktoken 0.12; Llama 3's tokenizer.model is such a file too). */
static TokFamily family_of_ranks(Str path, Str bytes) {
    static const struct {
        const char *name;
        size_t entries;
        TokFamily family;
    } known[] = {{"o200k", 199998, TOK_O200K},
                 {"cl100k", 100256, TOK_CL100K},
                 {"llama", 128000, TOK_LLAMA3}};
    size_t lines = 0;
    Str name = str_file_name(path), rest = bytes, line;
    while (str_next_line(&rest, &line)) lines += line.len > 0;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_find_nocase(name, str_from_c(known[i].name), 0) != STR_NOT_FOUND)
            return known[i].family;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (lines == known[i].entries) return known[i].family;
    return TOK_UNKNOWN;
}

static TokExact *load(Str path, Str bytes, const char **error) {
    *error = "it is empty";
    Str text = str_trim(bytes);
    if (!text.len) return NULL;
    if (text.ptr[0] == '{') return tok_load_pieces(bytes.ptr, bytes.len, error);
    TokFamily family = family_of_ranks(path, bytes);
    if (family == TOK_UNKNOWN) { /* say what is wrong with the file before asking for a name */
        TokExact *ranks = tok_load_ranks(TOK_O200K, bytes.ptr, bytes.len, error);
        if (!ranks) return NULL;
        tok_exact_free(ranks);
        *error = "it does not tell whose ranks it holds: its name must contain o200k, cl100k or "
                 "llama";
        return NULL;
    }
    return tok_load_ranks(family, bytes.ptr, bytes.len, error);
}

bool inputs_tokenizer(Run *run) {
    if (!option_given(run, "tokenizer-file")) return true;
    Str path = option_value(run, "tokenizer-file"), bytes;
    Arena arena = {0};
    const char *error;
    bool read = read_file(run, &arena, path, &bytes);
    if (read && bytes.len > LIMIT_FILE_BYTES) {
        run_trouble(run, STR_FMT " is larger than %d MiB", STR_ARG(path), LIMIT_FILE_BYTES >> 20);
    } else if (read) {
        run->exact = load(path, bytes, &error);
        if (!run->exact)
            run_trouble(run, "cannot count with " STR_FMT ": %s", STR_ARG(path), error);
    }
    arena_free(&arena);
    return run->exact != NULL;
}
