/* Preloaded into the program under test: makes one call of the system fail. What fails is said by
 * FAULT, "KIND:N":
 *   alloc        the N-th allocation, in whatever library, gives NULL
 *   alloc-from   the N-th and all after it
 *   read-eio, read-eintr, read-short     the N-th read fails, is interrupted, gives one byte
 *   write-eio, write-enospc, write-eintr, write-short   the same of writes
 *   open-emfile, rename-eio, close-eio, fstat-eio       the N-th of these
 *   all-short, all-eintr                 every read and write gives a byte, or fails at first
 * At a regular end "CALLS LIVE" is written to the file named by FAULT_REPORT: how many calls of the
 * kind there were, and how many allocations were not freed. Only glibc: its own allocator is called
 * by its second names. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *p);

typedef enum { NONE, ALLOC, READ, WRITE, OPEN, RENAME, CLOSE, FSTAT, BOTH } Call;
typedef enum { FAIL, FAIL_FROM, SHORT, INTERRUPT } How;

static struct {
    Call call;
    How how;
    int error;
    long at;
} fault;
static atomic_long calls, live;
static bool ready;
static int report = -1; /* opened at the start: later the program may be confined */

static const struct {
    const char *name;
    Call call;
    How how;
    int error;
} kinds[] = {{"alloc:", ALLOC, FAIL, ENOMEM},        {"alloc-from:", ALLOC, FAIL_FROM, ENOMEM},
             {"read-eio:", READ, FAIL, EIO},         {"read-eintr:", READ, INTERRUPT, EINTR},
             {"read-short:", READ, SHORT, 0},        {"write-eio:", WRITE, FAIL, EIO},
             {"write-enospc:", WRITE, FAIL, ENOSPC}, {"write-eintr:", WRITE, INTERRUPT, EINTR},
             {"write-short:", WRITE, SHORT, 0},      {"open-emfile:", OPEN, FAIL, EMFILE},
             {"rename-eio:", RENAME, FAIL, EIO},     {"close-eio:", CLOSE, FAIL, EIO},
             {"fstat-eio:", FSTAT, FAIL, EIO},       {"all-short:", BOTH, SHORT, 0},
             {"all-eintr:", BOTH, INTERRUPT, EINTR}};

__attribute__((constructor)) static void begin(void) {
    const char *text = getenv("FAULT");
    /* What the program starts (git) is left alone. */
    if (!text || strcmp(program_invocation_short_name, "warmlint") != 0) return;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t n = strlen(kinds[i].name);
        if (strncmp(text, kinds[i].name, n) != 0) continue;
        fault.call = kinds[i].call;
        fault.how = kinds[i].how;
        fault.error = kinds[i].error;
        fault.at = atol(text + n);
    }
    const char *path = getenv("FAULT_REPORT");
    if (path) {
        long fd = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
        report = (int)syscall(SYS_fcntl, fd, F_DUPFD_CLOEXEC, 200);
        syscall(SYS_close, fd);
    }
    ready = true;
}

__attribute__((destructor)) static void end(void) {
    char text[64];
    if (report < 0 || !ready) return;
    long all = atomic_load(&calls), left = atomic_load(&live);
    ready = false;
    int n = snprintf(text, sizeof text, "%ld %ld\n", all, left);
    syscall(SYS_write, report, text, n);
}

/* This call is the one. */
static bool strikes(Call call) {
    if (!ready || (fault.call != call && !(fault.call == BOTH && (call == READ || call == WRITE))))
        return false;
    long n = atomic_fetch_add(&calls, 1) + 1;
    if (fault.call == BOTH) return fault.how == SHORT || n % 2 == 1;
    return n == fault.at || (fault.how == FAIL_FROM && n >= fault.at && fault.at > 0);
}

static bool fails(Call call) {
    if (!strikes(call)) return false;
    errno = fault.error;
    return true;
}

/* --- memory --- */

static void *counted(void *p) {
    if (p && ready) atomic_fetch_add(&live, 1);
    return p;
}

void *malloc(size_t size) {
    return fails(ALLOC) ? NULL : counted(__libc_malloc(size));
}
void *calloc(size_t count, size_t size) {
    return fails(ALLOC) ? NULL : counted(__libc_calloc(count, size));
}
void *realloc(void *old, size_t size) {
    if (fails(ALLOC)) return NULL;
    void *p = __libc_realloc(old, size);
    return old ? p : counted(p);
}
void *aligned_alloc(size_t alignment, size_t size) {
    return fails(ALLOC) ? NULL : counted(__libc_memalign(alignment, size));
}
int posix_memalign(void **out, size_t alignment, size_t size) {
    if (fails(ALLOC)) return ENOMEM;
    *out = counted(__libc_memalign(alignment, size));
    return *out ? 0 : ENOMEM;
}
void free(void *p) {
    if (p && ready) atomic_fetch_sub(&live, 1);
    __libc_free(p);
}

/* --- files --- */

ssize_t read(int fd, void *to, size_t count) {
    if (strikes(READ)) {
        if (fault.how == SHORT)
            count = count > 1 ? 1 : count;
        else {
            errno = fault.error;
            return -1;
        }
    }
    return syscall(SYS_read, fd, to, count);
}

ssize_t write(int fd, const void *from, size_t count) {
    if (strikes(WRITE)) {
        if (fault.how == SHORT)
            count = count > 1 ? 1 : count;
        else {
            errno = fault.error;
            return -1;
        }
    }
    return syscall(SYS_write, fd, from, count);
}

int open(const char *path, int flags, ...) {
    mode_t mode = 0;
    if (flags & O_CREAT) {
        va_list args;
        va_start(args, flags);
        mode = va_arg(args, mode_t);
        va_end(args);
    }
    return fails(OPEN) ? -1 : (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int rename(const char *from, const char *to) {
    return fails(RENAME) ? -1 : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int close(int fd) {
    int done = (int)syscall(SYS_close, fd);
    return fails(CLOSE) ? -1 : done;
}

int fstat(int fd, struct stat *st) {
    static int (*next)(int, struct stat *);
    if (fails(FSTAT)) return -1;
    if (!next) next = (int (*)(int, struct stat *))dlsym(RTLD_NEXT, "fstat");
    return next(fd, st);
}
