#include <stdlib.h>
#include <sys/stat.h>

#include "lint/engine/lock.h"
#include "lint/server/session.h"

/* A file that was read, and how it was when it was. */
typedef struct {
    Str path;
    struct stat st;
    bool there;
} Seen;

typedef struct {
    Seen seen;
    const Config *config; /* NULL: broken */
    Str error;
} LoadedConfig;

struct Project {
    Arena arena;
    unsigned forgotten; /* how often */
    const Config *none; /* where there is no file */
    VEC(LoadedConfig) configs;
    bool lock_known, lock_broken;
    Seen lock_seen;
    Lock lock;
    Str lock_error;
};

Project *project_new(void) {
    Project *project = calloc(1, sizeof *project);
    if (!project) out_of_memory();
    return project;
}

static void clear(Project *project) {
    Arena arena = project->arena;
    *project = (Project){.forgotten = project->forgotten + 1};
    arena_free(&arena);
}

void project_free(Project *project) {
    clear(project);
    free(project);
}

void project_forget(Server *server) {
    documents_touch_all(server);
    clear(server->project);
}

/* --- files on the disk --- */

static Seen look(Str path) {
    Seen seen = {.path = path};
    seen.there = stat(path.ptr, &seen.st) == 0;
    return seen;
}

static bool same(const Seen *a, const Seen *b) {
    if (a->there != b->there || !a->there) return a->there == b->there;
    return a->st.st_dev == b->st.st_dev && a->st.st_ino == b->st.st_ino &&
           a->st.st_size == b->st.st_size && a->st.st_mtim.tv_sec == b->st.st_mtim.tv_sec &&
           a->st.st_mtim.tv_nsec == b->st.st_mtim.tv_nsec;
}

/* --- the configuration --- */

/* Enough for any project; more directories than that start over. */
enum { MOST_CONFIGS = 64 };

static const LoadedConfig *load(Server *server, Str path, Str base) {
    Project *project = server->project;
    Seen now = look(path);
    for (size_t i = 0; i < project->configs.len; i++) {
        const LoadedConfig *known = &project->configs.items[i];
        if (!str_eq(known->seen.path, path)) continue;
        if (same(&known->seen, &now)) return known;
        project_forget(server);
        break;
    }
    if (project->configs.len >= MOST_CONFIGS) project_forget(server);
    Arena *arena = &project->arena;
    now.path = str_dup(arena, path);
    LoadedConfig fresh = {.seen = now};
    fresh.config = config_load(arena, now.path, base, &engine_known_names, &fresh.error);
    vec_push(arena, &project->configs, fresh);
    return &project->configs.items[project->configs.len - 1];
}

static bool find_config(Server *server, const Document *document, const Config **config,
                        Str *error) {
    Arena scratch = {0};
    Str path = server->settings.config, base = {0};
    if (server->options->isolated)
        path.len = 0;
    else if (path.len)
        base = STR(".");
    else
        path = config_find(&scratch, document->is_file ? str_directory(document->path) : (Str){0});
    const LoadedConfig *loaded = path.len ? load(server, str_dup(&scratch, path), base) : NULL;
    arena_free(&scratch);
    if (loaded) {
        *config = loaded->config;
        *error = loaded->error;
        return loaded->config != NULL;
    }
    Project *project = server->project;
    if (!project->none) project->none = config_default(&project->arena);
    *config = project->none;
    return true;
}

/* --- the lock --- */

static bool find_lock(Server *server, Overrides *overrides, Str *error) {
    Project *project = server->project;
    Arena scratch = {0};
    Str path = project->lock_known ? project->lock_seen.path : lock_default_path(&scratch);
    Seen now = look(str_dup(&scratch, path));
    if (project->lock_known && !same(&project->lock_seen, &now)) project_forget(server);
    if (!project->lock_known) {
        now.path = str_dup(&project->arena, now.path);
        project->lock_seen = now;
        project->lock_known = true;
        project->lock_broken = now.there && !lock_read(&project->arena, now.path, &project->lock,
                                                       &project->lock_error);
    }
    arena_free(&scratch);
    *error = project->lock_error;
    if (project->lock_broken) return false;
    if (project->lock_seen.there) overrides->lock = &project->lock;
    return true;
}

/* --- both, and what client and command line say --- */

static void add_overrides(Server *server, Overrides *overrides) {
    const ServerOptions *options = server->options;
    const ClientSettings *settings = &server->settings;
    *overrides = options->overrides;
    if (!overrides->model.len) overrides->model = settings->model;
    if (overrides->provider == PROVIDER_UNKNOWN) overrides->provider = settings->provider;
    overrides->strict |= settings->strict;
    overrides->rules = settings->rules;
    overrides->today = project_today(server);
}

Date project_today(const Server *server) {
    const ServerOptions *options = server->options;
    return options->fixed_day ? options->overrides.today : date_from_unix(options->now());
}

bool project_for(Server *server, const Document *document, const Config **config,
                 Overrides *overrides, Str *error) {
    const ServerOptions *options = server->options;
    Project *project = server->project;
    unsigned forgotten;
    bool found;
    add_overrides(server, overrides);
    do { /* one thing found changed makes the project forget the other */
        forgotten = project->forgotten;
        found = options->isolated || !document->is_file || find_lock(server, overrides, error);
        *config = options->config;
        if (found && !*config) found = find_config(server, document, config, error);
    } while (project->forgotten != forgotten);
    return found;
}
