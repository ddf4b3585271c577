/* The language server on standard input and output. */
#include <time.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "lint/command/inputs.h"
#include "lint/command/outputs.h"
#include "lint/server/server.h"

static int64_t now(void) {
    return (int64_t)time(NULL);
}

static bool enter(const char *directory) {
    return chdir(directory) == 0;
}

/* Each change takes and gives back as much memory as the one before: it stays with the process
 * instead of being mapped and cleared anew, which was a third of the time. */
static void keep_memory(void) {
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 128 << 20);
#endif
}

static int run_lsp(Run *run) {
    ServerOptions options = {.now = now,
                             .enter = enter,
                             .version = WARMLINT_VERSION,
                             .isolated = option_given(run, "isolated")};
    const char *epoch = run->environment->source_date_epoch;
    if (run->operands.len) return run_misuse(run, "the server takes no files");
    if (!inputs_overrides(run, &options.overrides) || !inputs_config(run, &options.config))
        return STATUS_TROUBLE;
    if (options.isolated) options.config = NULL;
    options.fixed_day = option_given(run, "today") || (epoch && epoch[0]);
    run_confine(run, NULL, false);
    keep_memory();
    Server *server = server_new(&options);
    int status = server_serve(server, STDIN_FILENO, STDOUT_FILENO);
    server_free(server);
    return status;
}

static const Option options[] = {
    {"stdio", 0, NULL, NULL, "talk on standard input and output, as it always does"},
    READING_OPTIONS,
    OPTION_TODAY,
    OPTION_TOKENIZER_FILE,
    OPTION_HELP,
    {0}};

const Command command_lsp = {
    .name = "lsp",
    .operands = "",
    .summary = "serve an editor: findings while you type, fixes, what each line costs",
    .details =
        "A server of the language server protocol (3.17) on standard input and output; "
        "editors/README.md says how to set up which editor. Options hold for all files, over the "
        "settings of the editor.",
    .options = options,
    .run = run_lsp};
