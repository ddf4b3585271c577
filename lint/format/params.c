/* Parameters that belong to the prefix. Which one drops what: Anthropic, "What invalidates the
 * cache" (platform.claude.com, prompt caching; structured outputs for output formats); OpenAI,
 * prompt caching guide, which names the parameters but not their place, so that everything counts
 * as behind them. tool_choice of OpenAI is not listed there. */
#include "lint/format/lower.h"

typedef struct {
    const char *path;
    Section from;
} Row;

static const Row anthropic[] = {{"speed", SECTION_SYSTEM},
                                {"output_config.format", SECTION_SYSTEM},
                                {"output_format", SECTION_SYSTEM},
                                {"tool_choice", SECTION_MESSAGES},
                                {"thinking", SECTION_MESSAGES},
                                {"output_config.effort", SECTION_MESSAGES},
                                {NULL, SECTION_TOOLS}};

static const Row openai[] = {{"prompt_cache_key", SECTION_TOOLS},
                             {"parallel_tool_calls", SECTION_TOOLS},
                             {"response_format", SECTION_TOOLS},
                             {"text.format", SECTION_TOOLS},
                             {"text.verbosity", SECTION_TOOLS},
                             {"verbosity", SECTION_TOOLS},
                             {"reasoning_effort", SECTION_TOOLS},
                             {"reasoning.effort", SECTION_TOOLS},
                             {NULL, SECTION_TOOLS}};

void lower_prefix_params(Lowering *l, Prompt *prompt, const Node *body) {
    for (const Row *row = prompt->api == API_ANTHROPIC_MESSAGES ? anthropic : openai; row->path;
         row++) {
        const Node *node = node_path(body, row->path);
        if (!node || node->kind == NODE_NULL) continue;
        PrefixParam param = {row->path, row->from, node_to_json(l->arena, node), node->span};
        vec_push(l->arena, &prompt->prefix_params, param);
    }
}
