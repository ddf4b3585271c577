/* The diagnostic record and its list. Findings refer to byte ranges of one file; printers turn them
 * into lines and columns. Texts live in the arena of the file they were found in. */
#ifndef WARMLINT_FINDING_FINDING_H
#define WARMLINT_FINDING_FINDING_H

#include "lint/base/span.h"
#include "lint/base/str.h"
#include "lint/base/vec.h"

typedef enum { LEVEL_INFO, LEVEL_WARNING, LEVEL_ERROR } Level;

struct Source;

typedef struct {
    Span span;
    Str message;
    const struct Source *source; /* the file it is in; NULL: the linted one */
} Related;
typedef VEC(Related) RelatedVec;

/* The bytes of `span` become `text`. */
typedef struct {
    Span span;
    Str text;
} Edit;
typedef VEC(Edit) EditVec;

/* How a finding can be repaired in the file as it stands. The edits are sorted and do not overlap;
 * none: there is no repair that a program could make. */
typedef struct {
    Str title;   /* what it does, as a menu shows it: "Remove the surplus breakpoint" */
    bool unsafe; /* it changes what the model reads, or guesses what was meant */
    EditVec edits;
} Fix;

/* What a rule wants done, in terms of what stands in the file and not of its bytes; lint/fix finds
 * the edits, if there are any that are certain. Values are JSON texts; the file's own syntax and
 * style are lint/fix's business. */
typedef enum {
    STEP_REMOVE,  /* the member of a map, or the item of a list, at `span` goes */
    STEP_SET,     /* the scalar at `span` becomes `value` */
    STEP_RENAME,  /* the key at `span` becomes `key` */
    STEP_ADD,     /* behind the member at `span` comes `key`: `value`; no key: behind that item */
    STEP_PUT,     /* the map at `span` gets the last member `key`: `value` */
    STEP_BLOCK,   /* the string at `span` becomes a list of one block of the type `type` with `key`:
                     `value` */
    STEP_MOVE,    /* the item of a list at `span` goes behind the one at `to` */
    STEP_REPLACE, /* in the place of the item at `span` comes what is at `to` */
    STEP_TEXT,    /* the part at `span` of a text becomes `value`, which is plain text, not JSON */
} StepKind;

typedef struct {
    StepKind kind;
    Span span; /* of the key, the value or both */
    Span to;
    Str key; /* "inferenceConfig.maxTokens": in the map of that name beside, made where needed */
    Str value;
    Str type; /* STEP_BLOCK: "text", "input_text" ... */
} Step;
typedef VEC(Step) StepVec;

typedef struct {
    Str title; /* as in Fix */
    bool unsafe;
    StepVec steps;
} Repair;

typedef struct {
    Str code; /* "WL101", from the rule */
    Str name; /* "volatile-placeholder" */
    Level level;
    Span span;
    Str message; /* what is wrong: one sentence without final stop, starts in lower case or code */
    Str label;   /* a few words under the carets; may be empty */
    Str cost;    /* what it costs, in tokens and, where the model is known, dollars; may be empty */
    Str help;    /* what to do; may be empty */
    Str note;    /* a doubt or a source; may be empty */
    Str place;   /* logical place for people and fingerprints: "system[0]", "tools[3]" */
    double tokens;       /* tokens that stop being reusable; 0 = not applicable */
    double usd_per_1000; /* extra US dollars per 1,000 calls; 0 = not known */
    RelatedVec related;
    Repair repair;        /* as the rule states it */
    Fix fix;              /* what comes of it in this file */
    uint64_t fingerprint; /* rule, path, place and squeezed snippet: survives moved lines */
} Finding;
typedef VEC(Finding) FindingVec;

/* "error", "warning", "info". */
const char *level_name(Level level);
bool level_from_name(Str name, Level *out);
/* Sorts by offset, then code, then end; stable. */
void findings_sort(FindingVec *findings);
/* Of sorted findings that say the same of the same place, as of a model that several prompts are
 * sent to, the first one stays. */
void findings_unique(FindingVec *findings);
/* Fills `fingerprint` of each (after sorting); repeats get a counter mixed in. */
void findings_fingerprint(FindingVec *findings, Str path, Str bytes);

#endif
