/* Every limit that bounds work on hostile input, in one place. Each has a finding (WL005) that
 * names it when it is hit; nothing is cut silently. */
#ifndef WARMLINT_BASE_LIMITS_H
#define WARMLINT_BASE_LIMITS_H

enum {
    LIMIT_FILE_BYTES = 64 << 20, /* one input file */
    LIMIT_CONFIG_BYTES = 1 << 20,
    LIMIT_LINE_BYTES = 8 << 20, /* one line of a JSONL file, which has no limit itself */
    /* libyaml's flow nesting is quadratic (100,000 '[' take 41 s); cJSON's own limit is 1,000. */
    LIMIT_DEPTH = 128,
    LIMIT_ALIAS_NODES = 10000,  /* nodes reached through YAML aliases, a whole file */
    LIMIT_BODY_TIMES = 4,       /* documents in strings: so many times the file, through aliases, */
    LIMIT_BODY_BYTES = 1 << 20, /* and at least this */
    LIMIT_ANCHORS = 10000,      /* YAML anchors, a whole file */
    LIMIT_YAML_DOCUMENTS = 500, /* of one file */
    LIMIT_YAML_DIRECTIVES = 100, /* %TAG lines, which libyaml compares each with each */
    /* Memory for one file: so many bytes and so many times the file, or so much for small ones.
     * What the process itself takes is among it. */
    LIMIT_MEMORY_BYTES = 10000000,
    LIMIT_MEMORY_TIMES = 6,
    LIMIT_MEMORY_LEAST = 25000000,
    LIMIT_MEMORY_PROCESS = 5000000,
    LIMIT_NODES = 4 << 20,         /* YAML or JSON values and keys, a whole file: about 320 MB */
    LIMIT_PLACEHOLDERS = 200000,   /* in one file */
    LIMIT_PROMPTS = 20000,         /* in one file */
    LIMIT_SUPPRESSIONS = 1000,     /* in one file */
    LIMIT_DECLARED_GLOBS = 200,    /* names with `*` in one list of declarations */
    LIMIT_FAMILY_HASHES = 2 << 20, /* of prefixes that are compared between files: 100 MB */
    LIMIT_WALK_DEPTH = 64,         /* directories below a given one */
};

#endif
