/* The scanner's state, shared by the files that know one family of delimiters each. `at` is the
 * next byte to look at; everything before `literal_from` is in `pieces`. A scan_ function is called
 * at a byte that may open its delimiter: it cuts a piece, moves `at` behind it and returns true, or
 * returns false and changes nothing but its caches. Private to lint/template. */
#ifndef WARMLINT_TEMPLATE_SCAN_H
#define WARMLINT_TEMPLATE_SCAN_H

#include "lint/template/expression.h"
#include "lint/template/template.h"

typedef struct {
    Str name;
    size_t bindings; /* how many there were when it opened */
    bool conditional, loop, capture, scoped;
} Block;

typedef struct {
    Arena *arena;
    Str text;
    const TemplateOptions *options;
    Engine engine;
    bool sniffed;         /* the engine was guessed: only what looks deliberate counts */
    bool declared_single; /* {x} counts only where x is declared */
    bool cued_single;     /* {x} counts only where its label agrees: other braces are literal */
    bool bare_dollar;     /* $x counts, not only ${x} */
    bool caps_dollar;     /* $X too, where the language was guessed */
    bool caps_single;     /* {X} too, in capitals as the names that count */
    char mark;            /* how the mark around names begins (ENGINE_MARKS) */
    bool bracket_list;    /* [X] counts in lists, as the text opens with one */
    PieceVec *pieces;
    size_t room;
    size_t at, literal_from;

    BindingVec bindings;
    VEC(Block) blocks;
    size_t conditionals, loops, captures;

    bool fence_open, fences_render;
    bool fenced;  /* a placeholder stood in a fence, with other code around it */
    bool outside; /* a placeholder stood outside of fences, inline code and examples */
    char fence_char;
    size_t fence_len;
    size_t example_until, next_example_close;

    /* The next place of a closing delimiter, kept so that no search is repeated. */
    size_t next_double, next_percent, next_hash, next_brace, next_dash_double, next_star;
    bool no_raw_end, no_comment_end;
} Scanner;

/* An odd number of backticks stands before on the line: shell or templates in documentation. */
bool scanner_in_inline_code(const Scanner *scanner);
Scope scanner_scope(const Scanner *scanner);
/* All in front of `end` that is in no piece yet becomes one of text. */
void scanner_flush(Scanner *scanner, size_t end);
/* Cuts at..end as one piece. */
void scanner_cut(Scanner *scanner, PieceKind kind, size_t end, ExpressionValue value);
/* Another text of the file fills in {name}. */
bool scanner_is_filled(const Scanner *scanner, Str name);
/* The next occurrence of `closer` at or after `from`; `cache` is one of the next_ fields. */
size_t scanner_next(const Scanner *scanner, Str closer, size_t from, size_t *cache);
/* Behind the bracket that closes the one at `at`, strings skipped; `at` where none does near by, or
 * before the byte `stop` that begins a directive (NUL: none does). */
size_t scanner_behind_bracket(const Scanner *scanner, size_t at, char stop);
/* NUL behind the end. */
static inline char byte_at(Str text, size_t at) {
    return at < text.len ? text.ptr[at] : '\0';
}
static inline char scanner_byte(const Scanner *scanner, size_t at) {
    return byte_at(scanner->text, at);
}
/* Of a plain name. */
static inline bool ident_start(char c) {
    return ascii_is_alpha(c) || c == '_';
}
static inline bool ident_byte(char c) {
    return ascii_is_alnum(c) || c == '_';
}

bool scan_double_brace(Scanner *scanner);       /* {{ */
bool scan_percent(Scanner *scanner);            /* {% */
bool scan_erb(Scanner *scanner);                /* <% */
bool scan_blade(Scanner *scanner);              /* {!!, {{-- */
bool scan_blade_directive(Scanner *scanner);    /* @if */
bool scan_velocity(Scanner *scanner);           /* $x, $!{x} */
bool scan_velocity_directive(Scanner *scanner); /* #if */
bool scan_string_template(Scanner *scanner);    /* <x>, <if(x)> */
bool scan_hash_comment(Scanner *scanner);       /* {# */
bool scan_single_brace(Scanner *scanner);       /* {x} */
bool scan_dollar(Scanner *scanner);             /* ${x}, $x */
bool scan_angle(Scanner *scanner);              /* <<X>> */
bool scan_square(Scanner *scanner);             /* [[X]] */
bool scan_printf(Scanner *scanner);             /* %s */
bool scan_mark(Scanner *scanner);               /* __X__, %X%, |X|, [X] */
bool scan_directive(Scanner *scanner);          /* !`command` */
bool scan_import(Scanner *scanner);             /* @path on a line of its own */

/* Blocks of both brace families. */
void block_open(Scanner *scanner, Block block);
void block_close(Scanner *scanner, Str name);
void block_bind(Scanner *scanner, Str name, VolatilityVerdict verdict);
/* Plain names are fields of what has this verdict, or of each of its entries. */
void block_bind_fields(Scanner *scanner, VolatilityVerdict verdict, bool entries);
/* The name that a loop gives to each entry of a list with this verdict. */
void block_bind_entry(Scanner *scanner, Str name, VolatilityVerdict list);
/* A name gets a value; inside a condition it may also keep the one it had. */
void block_assign(Scanner *scanner, Str name, VolatilityVerdict verdict);

/* The end of a name in single braces that starts at `at`: user.name, user-name, user[name], names
 * of any script; `at` when there is none. */
size_t field_name_end(Str text, size_t at);
/* The value of a placeholder's inside. */
ExpressionValue placeholder_value(const Scanner *scanner, Str inside);
/* The first word of s (letters, digits, _), which is cut off it. */
Str cut_word(Str *s);

/* What the text in front of `at` calls the value that stands there; may be empty. */
Str label_before(Str text, size_t at);
/* The value start..end stands where values are given: behind a colon or a tag, or alone on its
 * line; not in a sentence. */
bool label_introduces(Str text, size_t start, size_t end);
/* The label names the present moment: "Current date", "Today is". */
bool label_says_now(Str label);
/* The label is how a user is introduced: "You are talking to". */
bool label_addresses_user(Str label);
/* The label is an order to work on what follows: "Analyze", "then summarize". */
bool label_orders(Str label);
/* "Write a short story about {{x}}", "Tell a joke on the subject of {{x}}": what the model is asked
 * to make this time; in other languages, too, where the value may come first. */
bool made_about(Str text, size_t start, size_t end);
/* "a short message to {name}" */
bool label_writes_to(Str label);
/* What stands there is a list to choose from. */
bool label_offers_choice(Str label);
/* A name's own verdict, helped by its label where the name alone does not tell. */
VolatilityVerdict label_verdict(Str label, VolatilityVerdict own);

/* The text in front speaks of the placeholder instead of using it. */
bool label_mentions(Str text, size_t at);
/* `inside` is `"key": ...` or `key: ...`: an object of JSON or code whose braces are doubled. */
bool template_is_json_key(Str inside);
/* The brace at `at` belongs to a command of LaTeX: \end{{document}} in a text for str.format. */
bool template_is_latex_brace(Str text, size_t at);
/* {received_email} alone on its line: what is read, although what is written is spoken of. */
bool template_is_read(Str text, size_t at, Str name);
/* One of a list of labelled values under "## User profile": a setting there is that person's. */
bool template_is_of_person(Str text, size_t at);
/* A name by which prompts take their inputs; rarely a blank for the model to fill in. */
bool template_is_input_name(Str name);
/* Where the last of several words of a name starts, of user_name and userName; 0 of one word. */
size_t template_last_word(Str name);
/* USER_NAME, current_time: several words that mean one thing, which changes. */
bool template_tells_change(Str name);
/* One of both. */
bool template_is_known_name(Str name);
/* {name} at `at` is the present moment, and the label in front says so; an input alone on its line;
 * what the heading above it names; or one of a list of labelled values under a heading. */
bool template_is_cued(Str text, size_t at, Str name);
/* Between quotes or tags of its own, or below a heading of its name: handed over, not a word of the
 * text. */
bool template_is_handed(Str text, size_t at, size_t end, Str name);
/* The value start..end is all there is on its line, but for a pair of quotes. */
bool template_is_alone(Str text, size_t start, size_t end);
/* "<question>$question</question>" */
bool template_is_in_element(Str text, size_t start, size_t end);
/* "Inputs:", "## Input data" */
bool template_is_inputs_heading(Str line);

/* Code fences, looked at from the beginning of a text to its end. */
typedef struct {
    size_t next; /* the next one */
    bool open;
} Fences;

Fences fences_begin(Str text);
/* Whether `at`, which is not before the last place asked about, is inside a fence. */
bool fences_hold(Fences *fences, Str text, size_t at);

/* A fence stands around nothing but the value: it quotes what is filled in, and is no example. */
bool template_is_fenced(Str text, size_t start, size_t end);
/* The same of the ${x} or $x at `at`, whose name means one thing. */
bool template_is_fenced_dollar(Str text, size_t at);
/* Right between two quotation marks. */
bool template_is_between_quotes(Str text, size_t start, size_t end);
/* The value stands behind a label or alone, and not in the shape of what the model writes. */
bool template_is_slot(Str text, size_t at, size_t end);
/* Some {NAME_OF_WORDS} stands where no form is shown: names in capitals are values here. */
bool template_has_caps_field(Str text);
/* Some {name} of the text is cued, outside of its fences. */
bool template_has_cue(Str text);
/* Lines end in a $name that is all there is behind a label, or on the line: two, or one whose name
 * is that of an input. */
bool template_has_bare_dollars(Str text);
/* Two lines or more under a heading of inputs end in a $NAME: it is not the shell's. */
bool template_has_caps_dollars(Str text);
/* "DATA SOURCES:", "Given this ticket:": what stands below is handed to the model. */
bool template_is_given_heading(Str line);
/* Ends in a colon, that of Chinese and Japanese included. */
bool template_ends_in_colon(Str line);
/* Right above `at` stands that this is the shape of what the model writes. */
bool template_is_shown(Str text, size_t at);
/* At a brace: `{ user name }` in prose, a name of several words that means one thing. */
bool template_is_phrase_field(Str text, size_t at);
/* {datetime.now():%H:%M}, #{Time.now.to_s}, {DateTime.Now:t}: code in braces that writes the time,
 * an id or a random value. Behind its closing brace, or `at` when there is none. */
size_t template_code_field_end(Str text, size_t at);
/* Where the format specification of {value!r:spec} starts, outside brackets and quotes. */
size_t template_spec_start(Str inside);
/* Shortly before `end` the text speaks of what the model is to write: what follows may be its form,
 * with blanks. */
bool template_speaks_of_output(Str text, size_t end);
/* Every percent sign is one of printf, and one value stands where values are given. */
bool template_has_printf(Str text);
/* The first byte of the mark around names in capitals, where one of them is behind a label; 0. */
char template_mark(Str text);
bool template_opens_with_list(Str text);

#endif
