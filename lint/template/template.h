/* Template scanner: cuts a text into literal text, placeholders, block tags, includes, directives
 * and comments, for every template language that prompts are written in, and gives each piece its
 * volatility. A small state machine per delimiter, one pass, linear; never evaluates anything. */
#ifndef WARMLINT_TEMPLATE_TEMPLATE_H
#define WARMLINT_TEMPLATE_TEMPLATE_H

#include "lint/base/problem.h"
#include "lint/template/volatility.h"

typedef enum {
    ENGINE_AUTO,     /* sniffed from the text */
    ENGINE_NONE,     /* static text: no placeholders */
    ENGINE_MUSTACHE, /* {{x}} only, and Handlebars blocks {{#if}} {{> partial}} {{! }} */
    ENGINE_JINJA,    /* {{ }} {% %} {# #}: Jinja2, Nunjucks */
    ENGINE_LIQUID,
    ENGINE_ERB,             /* <%= %> <% %>: ERB, EJS, EEx */
    ENGINE_BLADE,           /* {{ $x }} {!! $x !!} @if: Laravel */
    ENGINE_VELOCITY,        /* $x $!{x.y} #if(...): Apache Velocity */
    ENGINE_STRING_TEMPLATE, /* <x> <if(x)>: StringTemplate told to take angle brackets */
    ENGINE_SEMANTIC_KERNEL, /* {{$x}} {{plugin.function}} */
    ENGINE_GO,              /* {{.Field}} {{range}} */
    ENGINE_N8N,             /* {{ $now }} {{ $json.x }} JavaScript expressions */
    ENGINE_FSTRING,         /* {x}: str.format, f-string, LangChain; {{ and }} are literal braces */
    ENGINE_DOLLAR,          /* ${x}: JavaScript template literals; $x with `bare_dollar` */
    ENGINE_ANGLE,           /* <<X>> */
    ENGINE_SQUARE,          /* [[X]] */
    ENGINE_PRINTF,          /* %s, %(x)s */
    ENGINE_MARKS,           /* __X__, %X%, |X|, [X], $x$, $$X$$, ((x)): replaced as they stand */
    ENGINE_DOCUMENT, /* agent instruction files: static, but !`command` and @import are live */
    ENGINE_COUNT
} Engine;

typedef enum {
    PIECE_TEXT,        /* literal */
    PIECE_PLACEHOLDER, /* a value is written here */
    PIECE_TAG,         /* {% if %}, {{#each}}, {% endif %}: writes nothing itself */
    PIECE_INCLUDE,     /* another file's text */
    PIECE_DIRECTIVE,   /* a command that runs when the file is loaded: !`git status` */
    PIECE_COMMENT      /* of the template language: not sent */
} PieceKind;

/* A text has up to 200,000 of them: they are kept small. */
typedef struct {
    Span span;     /* in the scanned text, delimiters included */
    Str name;      /* the name, call or primitive that decided the verdict, as written */
    Str source;    /* the piece as written: `{{ user.name | upper }}` */
    double tokens; /* declared typical size of the value; 0 = not known */
    VolatilityVerdict verdict; /* VOL_CONSTANT for text and comments; of a tag: of what it tests */
    PieceKind kind : 8;
    uint16_t depth;   /* enclosing blocks */
    bool conditional; /* inside an if / loop, or itself the opening of one */
    bool looped;      /* inside a loop: repeated an unknown number of times */
    bool given; /* a placeholder where values are given: behind a colon, in an element, alone on its
                   line */
    /* Inside a code fence or an example block of a text that is perhaps not rendered as a whole:
     * shown to the model, not filled in. Never set where the engine renders fences too. */
    bool example;
} Piece;
typedef VEC(Piece) PieceVec;

/* {}, %s: two of them are two values. */
static inline bool piece_is_nameless(const Piece *piece) {
    return !piece->name.len || piece->name.ptr[0] == '%';
}

/* Names that other texts of the same file have for values: what fills in one fills in all. */
typedef VEC(Str) NameVec;
typedef struct {
    NameVec single, doubled; /* in single braces; in double ones */
} FilledNames;

typedef struct {
    Engine engine;
    const DeclaredNameVec *declared; /* may be NULL */
    const FilledNames *filled;       /* may be NULL: nothing is known of other texts */
    bool declared_only;              /* single {x} counts only where x is declared */
    bool bare_dollar;                /* $name counts too (ENGINE_DOLLAR) */
} TemplateOptions;

/* "auto", "none", "mustache", "handlebars", "jinja2", "nunjucks", "liquid", "erb", "ejs",
 * "blade", "velocity", "string-template", "semantic-kernel", "go", "n8n", "fstring", "dollar",
 * "angle", "square", "printf", "marks", "document"; false when unknown. */
bool engine_from_name(Str name, Engine *out);
const char *engine_name(Engine engine);
/* The engine a text is written for, from its delimiters in order of certainty; ENGINE_NONE when it
 * holds no placeholder. Single braces {x} are never enough. */
Engine template_sniff(Str text);
/* Whether a text of StringTemplate has its names in angle brackets. */
bool template_is_string_template(Str text);
/* Whether the text could be one for Python's str.format: every brace is {{, }} or {name}. */
bool template_is_format(Str text);

/* Cuts `text` into pieces that cover it without gaps or overlap, in order. Never fails: an unclosed
 * delimiter is literal text. At most `room` pieces that are not literal text are cut; beyond that
 * the rest is literal and false is returned (LIMIT_PLACEHOLDERS). */
bool template_scan(Arena *arena, Str text, const TemplateOptions *options, size_t room,
                   PieceVec *pieces);

/* Adds the names of the values that stand in a text whose own braces show that it is filled in. */
void template_note_names(Arena *arena, Str text, FilledNames *names);

/* A placeholder that writes date and time: the part of its source that says so, and what would say
 * the date alone ("%Y-%m-%d" for "%Y-%m-%d %H:%M"). False where it says nothing of it, or where
 * the date does not stand whole before or behind the time. */
bool template_drop_time(Str source, Span *part, Str *date);

#endif
