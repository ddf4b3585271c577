#include "lint/base/problem.h"

#include "lint/base/limits.h"

void problem_of_memory(Arena *arena, Span span, const char *things, ProblemVec *problems) {
    Str message = str_printf(arena,
                             "%s so dense that linting takes more than %zu MB of memory, the limit "
                             "for a file of this size",
                             things, (arena->most + LIMIT_MEMORY_PROCESS) / 1000000);
    vec_push(arena, problems,
             (Problem){PROBLEM_LIMIT, span, message, STR("leave the file out, or split it")});
}
