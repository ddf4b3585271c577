/* Many files. The calling thread and the workers take the next input from a shared counter and put
 * the result into its slot; the calling thread hands the slots out in order, and lints only while
 * there is nothing to hand out. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "lint/base/pages.h"
#include "lint/engine/engine.h"
#include "lint/engine/stream.h"

/* How far results may be ahead of what was handed out, in files and in bytes of memory, so that
 * memory does not grow with the number of files. */
enum { MOST_AHEAD = 64, MOST_BYTES_AHEAD = 1 << 20, MOST_JOBS = 64 };

typedef struct Slot Slot;

/* One thread that lints. */
typedef struct {
    TokMemo memo;
    Slot *used; /* its results that were handed out; guarded by the lock */
} Linter;

/* The result of one input. It is freed by the thread that made it: others would wait for the lock
 * of its memory, and it for theirs. Large ones do not wait for that. */
struct Slot {
    FileResult *result;
    Linter *maker;
    Slot *next; /* in a list of used ones */
};

typedef struct {
    const InputVec *inputs;
    const Overrides *overrides;
    /* Guarded by the lock: */
    Slot *slots;
    size_t next;   /* input to take */
    size_t wanted; /* the result that is handed out next */
    size_t bytes;  /* of the results that wait in their slots */
    pthread_mutex_t lock;
    pthread_cond_t ready; /* slots[wanted] */
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

/* Files of few words fill little of the memo: what is small stays in the nearest cache, and few of
 * its pages are asked for. */
enum { MEMO_LEAST = 4096, MEMO_MOST = 16384 };

static TokMemo memo_new(uint32_t count) {
    TokEntry *entries = calloc(count, sizeof *entries);
    if (entries) pages_fetch(entries, count * sizeof *entries);
    return (TokMemo){entries, entries ? count : 0};
}

static void memo_grow(TokMemo *memo) {
    if (!memo->count || memo->count >= MEMO_MOST || !tok_memo_is_full(*memo)) return;
    TokMemo larger = memo_new(memo->count * 4);
    if (!larger.count) return;
    tok_memo_move(larger, *memo);
    free(memo->entries);
    *memo = larger;
}

/* A single file begins with nothing. */
static void linter_begin(Linter *linter, const Work *w) {
    if (w->inputs->len > 1) linter->memo = memo_new(MEMO_LEAST);
}

static void free_used(const Slot *used) {
    for (; used; used = used->next) file_result_free(used->result);
}

static void linter_end(Linter *linter) {
    free_used(linter->used);
    free(linter->memo.entries);
}

/* Called and left with the lock held. Files that come in parts are left to the calling thread. */
static void take_one(Work *w, Linter *linter) {
    size_t i = w->next++;
    const Input *input = &w->inputs->items[i];
    if (in_parts(w, i)) return;
    Slot *used = linter->used;
    linter->used = NULL;
    pthread_mutex_unlock(&w->lock);
    free_used(used);
    FileResult *result = w->overrides->apply == APPLY_NONE
                             ? engine_lint_with(linter->memo, input, w->overrides)
                             : engine_fix(input, w->overrides);
    memo_grow(&linter->memo);
    pthread_mutex_lock(&w->lock);
    w->slots[i] = (Slot){.result = result, .maker = linter};
    w->bytes += result->arena.size;
    if (i == w->wanted) pthread_cond_signal(&w->ready);
}

typedef struct {
    Work *work;
    Linter linter;
    pthread_t thread;
} Worker;

static void *work(void *context) {
    Worker *worker = context;
    Work *w = worker->work;
    linter_begin(&worker->linter, w);
    pthread_mutex_lock(&w->lock);
    while (w->next < w->inputs->len) {
        if (may_take(w))
            take_one(w, &worker->linter);
        else
            pthread_cond_wait(&w->room, &w->lock);
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

/* The result of the next input; NULL when it comes in parts. */
static FileResult *wait_for(Work *w, size_t i, Linter *linter) {
    pthread_mutex_lock(&w->lock);
    w->wanted = i;
    pthread_cond_broadcast(&w->room);
    while (!in_parts(w, i) && !w->slots[i].result) {
        if (may_take(w))
            take_one(w, linter);
        else
            pthread_cond_wait(&w->ready, &w->lock);
    }
    FileResult *result = w->slots[i].result;
    if (result) w->bytes -= result->arena.size;
    pthread_mutex_unlock(&w->lock);
    return result;
}

static void give_back(Work *w, Slot *slot, const Linter *here) {
    if (slot->maker == here || slot->result->arena.size >= MOST_BYTES_AHEAD) {
        file_result_free(slot->result);
        return;
    }
    pthread_mutex_lock(&w->lock);
    slot->next = slot->maker->used;
    slot->maker->used = slot;
    pthread_mutex_unlock(&w->lock);
}

static void run(Work *w, int jobs, void (*done)(void *, FileResult *), void *context) {
    Worker workers[MOST_JOBS] = {0};
    Linter linter = {0};
    int started = 0;
    linter_begin(&linter, w);
    for (; started < jobs - 1; started++) {
        workers[started].work = w;
        if (pthread_create(&workers[started].thread, NULL, work, &workers[started]) != 0) break;
    }
    for (size_t i = 0; i < w->inputs->len; i++) {
        FileResult *result = wait_for(w, i, &linter);
        if (result) {
            done(context, result);
            give_back(w, &w->slots[i], &linter);
        } else {
            stream_run(&w->inputs->items[i], w->overrides, done, context);
        }
    }
    for (int i = 0; i < started; i++) {
        pthread_join(workers[i].thread, NULL);
        linter_end(&workers[i].linter);
    }
    linter_end(&linter);
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
    w.slots = calloc(inputs->len, sizeof *w.slots);
    if (!w.slots) out_of_memory();
    run(&w, jobs, done, context);
    free(w.slots);
}
