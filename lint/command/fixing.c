#include "lint/command/fixing.h"

#include <unistd.h>

#include "lint/base/limits.h"
#include "lint/command/inputs.h"
#include "lint/command/outputs.h"
#include "lint/command/patch.h"
#include "lint/config/place.h"
#include "lint/report/compose.h"
#include "lint/report/text.h"

static bool misuse(Run *run, const char *why) {
    run_misuse(run, "%s", why);
    return false;
}

/* What cannot be read or is not to be read comes out as it came in: no editor loses a text. */
static void pass(Fixing *fixing, Str text) {
    fixing->to_stdout = true;
    if (text.len > LIMIT_FILE_BYTES)
        fixing->trouble = true; /* it was not read to its end */
    else
        buf_add(fixing->run->out, text);
}

bool fixing_open(Run *run, const InputVec *inputs, Overrides *overrides, Fixing *fixing) {
    *fixing = (Fixing){.run = run,
                       .fix = option_given(run, "fix"),
                       .diff = option_given(run, "diff"),
                       .unsafe = option_given(run, "unsafe-fixes")};
    if (fixing->unsafe && !fixing->fix && !fixing->diff)
        return misuse(run, "--unsafe-fixes goes with --fix or --diff");
    if (!fixing->fix && !fixing->diff) return true;
    if (option_given(run, "write-baseline"))
        return misuse(run, "--write-baseline records findings, --fix repairs them: one at a time");
    if (fixing->fix && option_given(run, "staged"))
        return misuse(run, "--fix writes files, --staged reads none: --diff shows the repairs");
    overrides->apply = fixing->unsafe ? APPLY_ALL : APPLY_SAFE;
    fixing->to_stdout = fixing->diff;
    for (size_t i = 0; i < inputs->len; i++) fixing->to_stdout |= inputs->items[i].bytes != NULL;
    if (!fixing->diff && run->excluded.ptr) pass(fixing, run->excluded);
    fixing->cwd = place_real(run->arena, (Str){0});
    return true;
}

static void show_patch(Fixing *fixing, const FileResult *result) {
    Run *run = fixing->run;
    ReportOptions options = {.cwd = fixing->cwd};
    Buf path = {0};
    compose_path(&path, &options, result->source.path, false);
    bool shown = run->environment->out_is_terminal;
    Str name = buf_str(&path);
    if (str_starts(name, STR("/"))) name = str_slice(name, 1, name.len); /* for patch -d / -p1 */
    patch_add(run->out, name, result->original, result->source.bytes, shown, run_color(run));
    buf_free(&path);
}

static void write_back(Fixing *fixing, const FileResult *result) {
    const char *why = replace_file(fixing->run->arena, result->source.path, result->original,
                                   result->source.bytes);
    if (!why) return;
    run_trouble(fixing->run, "cannot fix " STR_FMT ": %s", STR_ARG(result->source.path), why);
    fixing->trouble = true;
}

void fixing_file(Fixing *fixing, const Input *input, const FileResult *result) {
    if (!fixing->fix && !fixing->diff) return;
    if (result->fix_stopped)
        run_trouble(fixing->run, "note: not all of " STR_FMT " could be fixed in one run",
                    STR_ARG(result->source.path));
    fixing->fixed += result->fixed;
    fixing->files += result->fixed > 0;
    if (fixing->diff) {
        if (result->fixed) show_patch(fixing, result);
    } else if (input->bytes) {
        pass(fixing, result->fixed ? result->source.bytes : *input->bytes);
    } else if (result->fixed) {
        write_back(fixing, result);
    }
}

void fixing_show(Fixing *fixing, const FileResult *result) {
    if (fixing->diff)
        inputs_show_failure(fixing->run, result);
    else if (fixing->to_stdout)
        inputs_show_findings(fixing->run, result);
}

void fixing_close(Fixing *fixing, const Summary *left) {
    Buf *err = fixing->run->err;
    if (!fixing->fix && !fixing->diff) return;
    buf_add_c(err, "warmlint: ");
    buf_add_count(err, (long long)fixing->fixed);
    buf_add_c(err, fixing->diff ? " would be fixed" : " fixed");
    if (fixing->files) {
        buf_add_c(err, " in ");
        text_plural(err, fixing->files, "file", "files");
    }
    buf_add_c(err, ", ");
    buf_add_count(err, (long long)(left->errors + left->warnings + left->infos));
    buf_add_c(err, " left");
    if (left->fixable_unsafe && !fixing->unsafe)
        buf_printf(err, " (%zu more with --unsafe-fixes)", left->fixable_unsafe);
    buf_add_char(err, '\n');
}
