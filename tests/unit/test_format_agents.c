/* Files that programs with agents keep texts in: modes, sub-agents, rules, graders, templates. */
#include <stdio.h>

#include "tests/unit/lowered.h"

static void sub_agents_of_codex(void **state) {
    (void)state;
    static const Case cases[] = {
        {".codex/agents/a.toml",
         "# model = \"x\"\nname = \"a\"\nmodel = \"gpt-6-sol\"\ndeveloper_instructions = \"\"\"\n"
         "Read {path}.\n\"\"\"\n",
         "codex-agent static openai gpt-6-sol\n"
         "  system developer `\\u{0a}Read {path}.\\u{0a}`\n"},
        {"team/agents/b.toml", "developer_instructions = 'B'",
         "codex-agent static unknown\n  system developer `B`\n"},
        {".codex/agents/c.toml", "developer_instructions = \" \"\n", ""},
        {".codex/agents/d.toml", "developer_instructions = 5\nmodel = \"gpt-6-sol\"\n", ""},
        {".codex/config.toml", "[agents]\ndeveloper_instructions = \"D\"\n", ""},
    };
    EXPECT(cases);
    assert_true(format_may_hold_prompt(STR("a/.codex/agents/x.toml")));
    assert_false(format_may_hold_prompt(STR("codex/x.toml")));
}

static void modes_of_roo_code(void **state) {
    (void)state;
    static const Case cases[] = {
        {".roomodes",
         "customModes:\n  - slug: a\n    roleDefinition: You sort {letters}.\n    groups: [read]\n"
         "    customInstructions: |\n      Ask {{first}}.\n  - slug: b\n    roleDefinition: B\n",
         "roo-modes static unknown\n"
         "  customModes[0].system system `You sort {letters}.`\n"
         "  customModes[0].system system `Ask {{first}}.\\u{0a}`\n"
         "roo-modes static unknown\n  customModes[1].system system `B`\n"},
        {"x/.kilocodemodes", "{\"customModes\":[{\"slug\":\"a\",\"roleDefinition\":\"A\"}]}",
         "roo-modes static unknown\n  customModes[0].system system `A`\n"},
        {".roomodes", "- slug: a\n  roleDefinition: ' '\n", ""},
        {".roomodes", "slug: a\nroleDefinition: A\n",
         "roo-modes static unknown\n  system system `A`\n"},
        {".roomodes", "customModes: []\n", ""},
    };
    EXPECT(cases);
    assert_true(format_may_hold_prompt(STR("a/.roomodes")));
    assert_false(format_may_hold_prompt(STR("a/roomodes")));
}

static void graders_of_openai_evals(void **state) {
    (void)state;
    static const Case cases[] = {
        {"fact.yaml",
         "prompt: |-\n  Is {completion} right?\nchoice_strings: 'YN'\ninput_outputs: {input: c}\n",
         "openai-evals template unknown\n  user user `Is {completion} right?`\n"},
        {"all.yaml",
         "a:\n  prompt: [{role: system, content: S}, {role: user, content: '{input}'}]\n"
         "  choice_scores: {Y: 1}\n",
         "openai-evals template unknown\n"
         "  a.system system `S`\n"
         "  a.messages[1] user `{input}`\n"},
        {"b.yaml", "prompt: ' '\nchoice_strings: 'YN'\n", ""},
        {"c.yaml", "prompt: Is it {completion}?\nchoices: 'YN'\n", ""},
    };
    EXPECT(cases);
}

static void string_templates(void **state) {
    (void)state;
    static const Case cases[] = {
        {"src/main/resources/prompts/system.st", "{rules}\nAnswer {question}.",
         "text template unknown\n  system system `{rules}\\u{0a}Answer {question`\n"},
        {"src/main/resources/prompts/user.st", "Say {x}.",
         "text template unknown\n  user user `Say {x}.`\n"},
    };
    EXPECT(cases);
}

/* Folders of the programs that load them; the same texts elsewhere are pages. */
static void rules_and_workflows_in_their_folders(void **state) {
    (void)state;
    static const char *const folders[] = {".kiro/steering/product.md",
                                          ".agent/workflows/a.md",
                                          ".agent/rules/a.md",
                                          ".clinerules/rules.md",
                                          ".codex/prompts/a.md",
                                          ".continue/rules/a.md",
                                          "x/.opencode/command/c.md",
                                          ".opencode/agents/c.md",
                                          ".roo/rules-code/a.md",
                                          ".windsurf/rules/a.md",
                                          ".windsurf/workflows/a.md",
                                          ".amazonq/rules/a.md",
                                          ".trae/rules/project.md",
                                          ".augment/rules/a.md",
                                          ".kilocode/rules/a.md",
                                          ".qoder/rules/a.md",
                                          ".junie/guidelines.md",
                                          ".goosehints",
                                          "x/QWEN.md",
                                          ".roorules",
                                          "replit.md",
                                          "WARP.md",
                                          ".augment-guidelines"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        expect(folders[i], "# Product\n\nA desk for {letters}.\n",
               "document static unknown\n  system system `# Product\\u{0a}\\u{0a}A desk for {l`\n");
    expect("docs/warp.md", "A desk for letters.\n",
           "text template unknown\n  system system `A desk for letters.\\u{0a}`\n");
}

/* Only the description is in the prompt until the file is used. */
static void rules_that_are_loaded_on_use(void **state) {
    (void)state;
    static const struct {
        const char *path, *matter;
        bool on_use;
    } cases[] = {
        {".kiro/steering/a.md", "inclusion: always", false},
        {".kiro/steering/a.md", "inclusion: fileMatch", true},
        {".kiro/steering/a.md", "inclusion: manual", true},
        {".windsurf/rules/a.md", "trigger: always_on", false},
        {".windsurf/rules/a.md", "trigger: model_decision", true},
        {".windsurf/rules/a.md", "trigger: [glob]", false},
        {".cursor/rules/a.mdc", "alwaysApply: true", false},
        {".cursor/rules/a.mdc", "alwaysApply: false", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[100];
        snprintf(text, sizeof text, "---\n%s\n---\nA desk.\n", cases[i].matter);
        FileResult *r = lint(cases[i].path, text);
        const SegmentVec *segments = &r->prompts.items[0].segments;
        assert_int_equal(segments->items[segments->len - 1].on_use, cases[i].on_use);
        file_result_free(r);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sub_agents_of_codex),
        cmocka_unit_test(modes_of_roo_code),
        cmocka_unit_test(graders_of_openai_evals),
        cmocka_unit_test(string_templates),
        cmocka_unit_test(rules_and_workflows_in_their_folders),
        cmocka_unit_test(rules_that_are_loaded_on_use),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
