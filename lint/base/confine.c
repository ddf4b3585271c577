#define _GNU_SOURCE /* syscall, O_PATH */

#include "lint/base/confine.h"
#include "lint/base/sanitized.h"

/* A build that measures coverage writes its counts at the end. */
#if defined(__linux__) && __has_include(<linux/landlock.h>) && !defined(WARMLINT_UNCONFINED)

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Rights that came with later versions of Landlock, for older headers (linux/landlock.h, 6.10). */
enum { REFER = 1 << 13, TRUNCATE = 1 << 14, IOCTL_DEVICE = 1 << 15 };

/* --- files --------------------------------------------------------------------------------------
 */

/* Everything but reading, as far as the kernel's version of Landlock knows it. */
static uint64_t changing_rights(long version) {
    uint64_t rights =
        LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
        LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
        LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |
        LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;
    if (version >= 2) rights |= REFER;
    if (version >= 3) rights |= TRUNCATE;
    if (version >= 5) rights |= IOCTL_DEVICE;
    return rights;
}

static bool allow_below(Arena *arena, int ruleset, uint64_t handled, Str directory) {
    const uint64_t writing = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |
                             LANDLOCK_ACCESS_FS_REMOVE_FILE | TRUNCATE;
    struct landlock_path_beneath_attr rule = {.allowed_access = writing & handled};
    rule.parent_fd = open(str_to_c(arena, directory), O_PATH | O_CLOEXEC);
    if (rule.parent_fd < 0) return false;
    long added = syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(rule.parent_fd);
    return added == 0;
}

static bool confine_files(Arena *arena, const ConfineWrites *writes) {
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1) return false;
    struct landlock_ruleset_attr attributes = {.handled_access_fs = changing_rights(version)};
    if (writes->anywhere) attributes.handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE;
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
    if (ruleset < 0) return false;
    bool allowed = true;
    for (size_t i = 0; i < writes->count && !writes->anywhere; i++)
        allowed =
            allow_below(arena, ruleset, attributes.handled_access_fs, writes->directories[i]) &&
            allowed;
    bool done = allowed && syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    close(ruleset);
    return done;
}

/* --- system calls -------------------------------------------------------------------------------
 */

/* The leak checker of a sanitizer build traces its own process. */
#if SANITIZED
#elif defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifdef ARCHITECTURE

#define LOAD(field)         BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define REFUSE              BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)
#define REFUSE_CALL(number) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1), REFUSE

/* Programs, sockets, other processes, and the rings by which calls get past this filter. */
static bool confine_calls(void) {
    struct sock_filter filter[] = {
        LOAD(arch),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
        REFUSE,
        LOAD(nr),
        /* The x32 numbers of x86-64. */
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
        REFUSE,
        REFUSE_CALL(SYS_execve),
        REFUSE_CALL(SYS_execveat),
        REFUSE_CALL(SYS_socket),
        REFUSE_CALL(SYS_socketpair),
        REFUSE_CALL(SYS_connect),
        REFUSE_CALL(SYS_bind),
        REFUSE_CALL(SYS_ptrace),
        REFUSE_CALL(SYS_process_vm_readv),
        REFUSE_CALL(SYS_process_vm_writev),
        REFUSE_CALL(SYS_io_uring_setup),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

#else

static bool confine_calls(void) {
    return false;
}

#endif

unsigned confine(Arena *arena, const ConfineWrites *writes) {
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return 0;
    bool files = confine_files(arena, writes), calls = confine_calls();
    return (files ? CONFINED_FILES : 0) | (calls ? CONFINED_CALLS : 0);
}

#else

unsigned confine(Arena *arena, const ConfineWrites *writes) {
    (void)arena;
    (void)writes;
    return 0;
}

#endif
