/* Many files. The calling thread and the workers take the next input from a shared counter and put
 * the result into its slot; the calling thread hands the slots out in order, and lints only while
 * there is nothing to hand out. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "lint/engine/engine.h"
#include "lint/engine/stream.h"

/* How far results may be ahead of what was handed out, in files and in bytes of memory, so that
 * memory does not grow with the number of files. */
enum { MOST_AHEAD = 64, MOST_BYTES_AHEAD = 1 << 20, MOST_JOBS = 64 };

typedef struct {
    const InputVec *inputs;
    const Overrides *overrides;
    /* Guarded by the lock: */
    FileResult **results;
    size_t next;   /* input to take */
    size_t wanted; /* the result that is handed out next */
    size_t bytes;  /* of the results that wait in their slots */
    pthread_mutex_t lock;
    pthread_cond_t ready; /* results[wanted] */
    pthread_cond_t room;  /* for more results */
} Work;

/* Fixing needs the whole file. */
static bool in_parts(const Work *w, size_t i) {
    return w->overrides->apply == APPLY_NONE && stream_takes(&w->inputs->items[i]);
}

static bool may_take(const Work *w) {
    return w->next < w->inputs->len && w->next < w->wanted + MOST_AHEAD &&
           w->bytes < MOST_BYTES_AHEAD;
}

/* Of one thread; without one each file begins with nothing. */
static TokMemo memo_new(const Work *w) {
    enum { ENTRIES = 16384 };
    TokEntry *entries = w->inputs->len > 1 ? calloc(ENTRIES, sizeof *entries) : NULL;
    return (TokMemo){entries, entries ? ENTRIES : 0};
}

/* Called and left with the lock held. Files that come in parts are left to the calling thread. */
static void take_one(Work *w, TokMemo memo) {
    size_t i = w->next++;
    const Input *input = &w->inputs->items[i];
    if (in_parts(w, i)) return;
    pthread_mutex_unlock(&w->lock);
    FileResult *result = w->overrides->apply == APPLY_NONE
                             ? engine_lint_with(memo, input, w->overrides)
                             : engine_fix(input, w->overrides);
    pthread_mutex_lock(&w->lock);
    w->results[i] = result;
    w->bytes += result->arena.size;
    if (i == w->wanted) pthread_cond_signal(&w->ready);
}

static void *work(void *context) {
    Work *w = context;
    TokMemo memo = memo_new(w);
    pthread_mutex_lock(&w->lock);
    while (w->next < w->inputs->len) {
        if (may_take(w))
            take_one(w, memo);
        else
            pthread_cond_wait(&w->room, &w->lock);
    }
    pthread_mutex_unlock(&w->lock);
    free(memo.entries);
    return NULL;
}

/* The result of the next input; NULL when it comes in parts. */
static FileResult *wait_for(Work *w, size_t i, TokMemo memo) {
    pthread_mutex_lock(&w->lock);
    w->wanted = i;
    pthread_cond_broadcast(&w->room);
    while (!in_parts(w, i) && !w->results[i]) {
        if (may_take(w))
            take_one(w, memo);
        else
            pthread_cond_wait(&w->ready, &w->lock);
    }
    FileResult *result = w->results[i];
    if (result) w->bytes -= result->arena.size;
    pthread_mutex_unlock(&w->lock);
    return result;
}

static void run(Work *w, int jobs, void (*done)(void *, FileResult *), void *context) {
    pthread_t workers[MOST_JOBS];
    TokMemo memo = memo_new(w);
    int started = 0;
    while (started < jobs - 1 && pthread_create(&workers[started], NULL, work, w) == 0) started++;
    for (size_t i = 0; i < w->inputs->len; i++) {
        FileResult *result = wait_for(w, i, memo);
        if (result)
            done(context, result);
        else
            stream_run(&w->inputs->items[i], w->overrides, done, context);
        file_result_free(result);
    }
    for (int i = 0; i < started; i++) pthread_join(workers[i], NULL);
    free(memo.entries);
}

void engine_run(const InputVec *inputs, const Overrides *overrides, int jobs,
                void (*done)(void *context, FileResult *result), void *context) {
    if (inputs->len == 0) return;
    if (jobs <= 0) {
        long processors = sysconf(_SC_NPROCESSORS_ONLN);
        jobs = processors > 0 ? (int)(processors < MOST_JOBS ? processors : MOST_JOBS) : 1;
    }
    if (jobs > MOST_JOBS) jobs = MOST_JOBS;
    if ((size_t)jobs > inputs->len) jobs = (int)inputs->len;
    Work w = {.inputs = inputs,
              .overrides = overrides,
              .lock = PTHREAD_MUTEX_INITIALIZER,
              .ready = PTHREAD_COND_INITIALIZER,
              .room = PTHREAD_COND_INITIALIZER};
    w.results = calloc(inputs->len, sizeof *w.results);
    if (!w.results) out_of_memory();
    run(&w, jobs, done, context);
    free(w.results);
}
