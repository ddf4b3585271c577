/* A directory of its own for one test, below $TMPDIR: made and entered before it, left and removed
 * after it. Paths are relative to it; directories on the way are made. */
#ifndef WARMLINT_TESTS_TREE_H
#define WARMLINT_TESTS_TREE_H

#include <ftw.h>
#include <stdio.h>

typedef struct {
    char root[512], before[512];
} Tree;

static inline void tree_must(int good, const char *what) {
    if (!good) fail_msg("cannot %s", what);
}

static inline int tree_setup(void **state) {
    Tree *tree = calloc(1, sizeof *tree);
    const char *base = getenv("TMPDIR");
    tree_must(tree != NULL, "allocate");
    snprintf(tree->root, sizeof tree->root, "%s/warmlint-XXXXXX", base && *base ? base : "/tmp");
    tree_must(getcwd(tree->before, sizeof tree->before) != NULL, "find the current directory");
    tree_must(mkdtemp(tree->root) != NULL, "make a directory");
    tree_must(chdir(tree->root) == 0, "enter it");
    *state = tree;
    return 0;
}

static inline int tree_remove_one(const char *path, const struct stat *st, int type,
                                  struct FTW *place) {
    (void)st, (void)type, (void)place;
    return remove(path);
}

static inline int tree_teardown(void **state) {
    Tree *tree = *state;
    int failed = chdir(tree->before);
    failed |= nftw(tree->root, tree_remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(tree);
    return failed;
}

/* The directories that lead to `path`, and itself when `all`. */
static inline void tree_make(const Tree *tree, const char *path, int all) {
    char name[1024];
    snprintf(name, sizeof name, "%s/%s", tree->root, path);
    for (char *c = name + strlen(tree->root) + 1; *c; c++)
        if (*c == '/') {
            *c = '\0';
            (void)mkdir(name, 0777);
            *c = '/';
        }
    if (all) tree_must(mkdir(name, 0777) == 0, name);
}

static inline void tree_directory(const Tree *tree, const char *path) {
    tree_make(tree, path, 1);
}

static inline void tree_write(const Tree *tree, const char *path, const char *text) {
    char name[1024];
    tree_make(tree, path, 0);
    snprintf(name, sizeof name, "%s/%s", tree->root, path);
    FILE *file = fopen(name, "w");
    tree_must(file && fputs(text, file) >= 0 && fclose(file) == 0, name);
}

#endif
