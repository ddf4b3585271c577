/* Fuzz target (libFuzzer): command lines on files, in a directory of its own. The first byte picks
 * the command line, the second the file's name, the third says how (colours, threads, a
 * terminal); behind them, divided by NULs, stand the file, a second one, the configuration, and
 * what a command reads besides (lock, baseline, usage counts, tokenizer file). Asserted: a status
 * that there is, a reason for trouble, and outputs that are safe and whole (output_check.h). Seeds:
 * seed_commands.sh. */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lint/base/write.h"
#include "lint/command/command.h"
#include "tests/fuzz/names.h"
#include "tests/fuzz/output_check.h"

typedef enum {
    OUT_TEXT,
    OUT_PATCH, /* to be applied: the bytes as they are, but for people */
    OUT_JSON,
    OUT_LINES,
    OUT_HTML,
    OUT_XML
} Kind;

enum { WORDS = 10 };
/* `@` stands for the file, `%` for the second one. */
typedef struct {
    const char *words[WORDS];
    Kind kind;
} Line;

/* Bits of the third byte. */
enum { WITH_COLOR = 1, WITH_THREADS = 2, ON_TERMINAL = 4 };

static const Line lines[] = {
    {{"check", "@", "%", "--format", "full"}, OUT_TEXT},
    {{"check", ".", "--format", "agent", "--isolated"}, OUT_TEXT},
    {{"check", "@", "--format", "json", "--lock", "extra"}, OUT_JSON},
    {{"check", "@", "%", "--format", "sarif", "--baseline", "extra"}, OUT_JSON},
    {{"check", "@", "%", "--format", "junit", "--output", "markdown:report"}, OUT_XML},
    {{"check", "@", "--format", "jsonl", "--tokenizer-file", "extra"}, OUT_LINES},
    {{"check", "@", "--fix", "--diff", "--unsafe-fixes"}, OUT_PATCH},
    {{"check", "@", "--fix", "--unsafe-fixes"}, OUT_TEXT},
    {{"check", "@", "%", "--statistics"}, OUT_TEXT},
    {{"check", "@", "%", "--baseline", "extra", "--prune-baseline"}, OUT_TEXT},
    {{"map", "@", "%"}, OUT_TEXT},
    {{"map", "@", "--ascii", "--isolated"}, OUT_TEXT},
    {{"map", "@", "%", "--html"}, OUT_HTML},
    {{"cost", "@", "%"}, OUT_TEXT},
    {{"cost", "@", "--format", "json", "--compare", "gpt-5,claude-haiku-4-5"}, OUT_JSON},
    {{"cost", "@", "--format", "markdown", "--calls-per-month", "300"}, OUT_TEXT},
    {{"tokens", "@", "%", "--tokenizer-file", "extra"}, OUT_TEXT},
    {{"tokens", "@", "--format", "json"}, OUT_JSON},
    {{"tokens", "@", "--family", "o200k"}, OUT_TEXT},
    {{"inspect", "@", "%"}, OUT_TEXT},
    {{"inspect", "@", "--format", "json"}, OUT_JSON},
    {{"diff", "@", "%"}, OUT_TEXT},
    {{"diff", "@", "%", "--format", "json"}, OUT_JSON},
    {{"diff", "@", "%", "--format", "markdown"}, OUT_TEXT},
    {{"diff", "@", "%", "--format", "html"}, OUT_HTML},
    {{"lock", "--lock", "extra", "@", "%"}, OUT_TEXT},
    {{"lock", "--update", "--lock", "extra", "@", "%"}, OUT_TEXT},
    {{"calibrate", "--dry-run", "--diff", "extra"}, OUT_TEXT},
    {{"calibrate", "--dry-run", "--format", "json", "extra"}, OUT_JSON},
    {{"init", "--print", "."}, OUT_TEXT},
};

/* --- the directory --- */

static char directory[] = "/tmp/warmlint-fuzz.XXXXXX";
static const char *const fixed[] = {".warmlint.yaml", "extra", "report"};

/* The second file has the first one's name in a directory beside. */
static const char *second_name(Arena *arena, const char *name) {
    const char *slash = strrchr(name, '/');
    return str_to_c(arena, str_printf(arena, "second/%s", slash ? slash + 1 : name));
}

static void remove_files(void) {
    Arena arena = {0};
    for (unsigned i = 0; i < FILE_NAMES; i++) {
        unlink(file_name(i));
        unlink(second_name(&arena, file_name(i)));
    }
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) unlink(fixed[i]);
    arena_free(&arena);
}

/* The directory that a name stands in. */
static const char *parent(Arena *arena, const char *name) {
    Str path = str_from_c(name);
    return str_to_c(arena, str_slice(path, 0, str_find_char(path, '/', 0)));
}

static void leave(void) {
    Arena arena = {0};
    remove_files();
    for (unsigned i = 0; i < FILE_NAMES; i++) rmdir(parent(&arena, file_name(i)));
    rmdir("second");
    if (chdir("/") == 0) rmdir(directory);
    arena_free(&arena);
}

static void enter(void) {
    static bool entered;
    if (entered) return;
    entered = true;
    Arena arena = {0};
    CHECK(mkdtemp(directory) && chdir(directory) == 0 && mkdir("second", 0700) == 0);
    for (unsigned i = 0; i < FILE_NAMES; i++)
        if (strchr(file_name(i), '/')) mkdir(parent(&arena, file_name(i)), 0700);
    arena_free(&arena);
    atexit(leave);
}

static void put(const char *path, Str bytes) {
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    CHECK(fd >= 0 && write_all(fd, bytes));
    close(fd);
}

/* --- a run --- */

static void check_output(Arena *arena, Kind kind, Str out, bool color) {
    if (kind == OUT_PATCH) {
        check_quiet(out, color); /* on a terminal no service reads along */
    } else if (kind == OUT_TEXT) {
        check_quiet(out, color);
        check_no_command(color ? without_colours(arena, out) : out);
    } else if (kind == OUT_JSON) {
        check_json(arena, out);
    } else if (kind == OUT_LINES) {
        check_json_lines(arena, out);
    } else {
        check_quiet_but(out, false, kind == OUT_HTML); /* a page shows the text with its tabs */
        check_markup(out, kind == OUT_HTML);
    }
}

static bool has_option(const Command *command, const char *name) {
    for (const Option *o = command->options; o->name; o++)
        if (!strcmp(o->name, name)) return true;
    return false;
}

static void run(const Line *line, const char *name, unsigned how) {
    Arena arena = {0};
    Str args[WORDS + 2];
    size_t count = 0;
    for (; count < WORDS && line->words[count]; count++) {
        args[count] = str_from_c(line->words[count]);
        if (str_is(args[count], "@")) args[count] = str_from_c(name);
        if (str_is(args[count], "%")) args[count] = str_from_c(second_name(&arena, name));
    }
    const Command *command = command_find(args[0]);
    bool color = how & WITH_COLOR && has_option(command, "color");
    if (color) args[count++] = STR("--color=always");
    if (!(how & WITH_THREADS) && has_option(command, "jobs")) args[count++] = STR("--jobs=1");
    Environment environment = {.now = 1795219200,
                               .goes_on = true,
                               .out_is_terminal = how & ON_TERMINAL,
                               .no_color = "1", /* --color=always wins */
                               .columns = 60};
    Buf out = {0}, err = {0};
    int status = command_dispatch(&arena, &environment, args, count, &out, &err);
    CHECK(status >= STATUS_OK && status <= STATUS_TROUBLE);
    CHECK(status != STATUS_TROUBLE || out.len || err.len);
    check_quiet(buf_str(&err), false);
    check_no_command(buf_str(&err));
    bool raw = line->kind == OUT_PATCH && !environment.out_is_terminal;
    if (out.len && !raw) check_output(&arena, line->kind, buf_str(&out), color);
    buf_free(&out);
    buf_free(&err);
    arena_free(&arena);
}

/* Up to the next NUL. */
static Str part(Str *rest) {
    size_t end = str_find_char(*rest, '\0', 0);
    Str taken = str_slice(*rest, 0, end);
    *rest = str_slice(*rest, taken.len + 1, rest->len);
    return taken;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 3) return 0;
    const char *name = file_name(data[1]);
    Str rest = {(const char *)data + 3, size - 3};
    Arena arena = {0};
    enter();
    remove_files();
    put(name, part(&rest));
    put(second_name(&arena, name), part(&rest));
    Str config = part(&rest);
    if (config.len) put(".warmlint.yaml", config);
    put("extra", rest);
    run(&lines[data[0] % (sizeof lines / sizeof *lines)], name, data[2]);
    arena_free(&arena);
    return 0;
}
