/* What paths say of prompts: the word alone is in the names of much else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lint/format/lower.h"

static void check_says(const char *const *paths, bool says) {
    for (; *paths; paths++)
        if (path_says_prompt(str_from_c(*paths)) != says)
            fail_msg("%s: %s", *paths, says ? "says nothing of prompts" : "says prompt");
}

static void test_prompts(void **state) {
    (void)state;
    static const char *const paths[] = {"prompts/triage.yaml",
                                        "app/system_prompt.txt",
                                        "app/system.md",
                                        "app/personas/clerk.json",
                                        "personas/system.json",
                                        "docs/prompts/triage.md",
                                        "prompts/docs/triage.md",
                                        "prompts/src/triage.json",
                                        "src/system-prompts/triage.yaml",
                                        "src/prompts_v2/triage.yaml",
                                        "src/promptTemplates/config/triage.json",
                                        "libs/prompt-kit/triage.yaml",
                                        "prompt-library/triage.md",
                                        "promptTemplates/triage.md",
                                        "libs/prompt-kit/src/triage.md",
                                        "src/prompt-kit/triage.yaml",
                                        "prompts/locales/en.json",
                                        "locales/en/prompts/greeting.json",
                                        "locales/en/prompt.md",
                                        ".github/workflows/prompt.md",
                                        ".github/prompts/review.prompt.md",
                                        "tests/prompt_fixtures.yaml",
                                        "libs/src/prompt-kit/desk.json",
                                        NULL};
    check_says(paths, true);
}

static void test_strangers(void **state) {
    (void)state;
    static const char *const paths[] = {"app/triage.yaml",
                                        "prompts/tsconfig.build.json",
                                        "prompts/action.yml",
                                        "prompts/docker-compose.dev.yml",
                                        "prompts/answer.schema.json",
                                        "prompts/.vscode/extensions.json",
                                        "prompts/__snapshots__/a.json",
                                        ".github/workflows/prompt-tests.yml",
                                        "openapi.prompts.yaml",
                                        "starship-prompt.toml",
                                        "locales/en/prompts.json",
                                        "src/i18n/prompts.yml",
                                        "prompt-kit/triage.md",
                                        "owner__promptkit/values-dev.yaml",
                                        "libs/prompt-kit/docs/usage.md",
                                        "libs/prompt-kit/tests/fixtures/a.json",
                                        "libs/prompt-kit/src/locales/en.json",
                                        "libs/prompt-kit/src/desk.json",
                                        "libs/prompt-kit/src/more/desk.yaml",
                                        "hooks/user-prompt-submit.json",
                                        "etc/system.yaml",
                                        "locales/en/instructions.json",
                                        NULL};
    check_says(paths, false);
}

static void test_pages(void **state) {
    (void)state;
    static const char *const pages[] = {"docs/prompts.md",
                                        "docs/system-prompt.md",
                                        "prompt-engineering.md",
                                        "prompting.md",
                                        "notes/prompt-caching.txt",
                                        "libs/prompt-kit/ARCHITECTURE.md",
                                        "libs/prompt-kit/.HIDDEN.md",
                                        "libs/prompt-kit/TODO.md",
                                        NULL};
    static const char *const prompts[] = {"prompts/docs/triage.md",
                                          "docs/prompts/triage.md",
                                          "prompts/ANSWER.md",
                                          "prompt.md",
                                          "prompt-kit/triage.md",
                                          "libs/prompt-kit/FAQ.md",
                                          "libs/prompt-kit/Overviews.md",
                                          "docs/prompt.yaml",
                                          "src/SYSTEM_PROMPT.md",
                                          "prompts/prompt-guide.md",
                                          NULL};
    for (size_t i = 0; pages[i]; i++)
        if (!path_is_page(str_from_c(pages[i]))) fail_msg("%s is no page", pages[i]);
    for (size_t i = 0; prompts[i]; i++)
        if (path_is_page(str_from_c(prompts[i]))) fail_msg("%s is a page", prompts[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_prompts),
        cmocka_unit_test(test_strangers),
        cmocka_unit_test(test_pages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
