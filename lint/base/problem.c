#include "lint/base/problem.h"

#include "lint/base/limits.h"

void problem_of_memory(Arena *arena, Span span, const char *things, ProblemVec *problems) {
    Str message = str_printf(arena,
                             "%s so dense that linting takes more memory than the limit of %d MB "
                             "and %d times the file",
                             things, LIMIT_MEMORY_BYTES / 1000000, LIMIT_MEMORY_TIMES);
    vec_push(arena, problems,
             (Problem){PROBLEM_LIMIT, span, message, STR("leave the file out, or split it")});
}
