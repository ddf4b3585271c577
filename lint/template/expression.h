/* What an expression inside a placeholder can change to: `user.name | upper`, `now().strftime(..)`,
 * `new Date().toISOString()`, `formatDate now "YYYY"`. One tolerant reader for the expression
 * languages of all engines: it looks at paths, calls, methods, filters and format strings, and
 * never fails; what it does not know is VOL_UNKNOWN. Private to lint/template. */
#ifndef WARMLINT_TEMPLATE_EXPRESSION_H
#define WARMLINT_TEMPLATE_EXPRESSION_H

#include "lint/template/template.h"

/* A name that the template itself gave a value: {% set x = now() %}, {% for m in messages %}. */
typedef struct {
    Str name;
    VolatilityVerdict verdict;
    bool implicit; /* Handlebars block over a collection: plain names are fields of its items */
    bool entry;    /* of a loop: one entry of the list that has the verdict */
} Binding;
typedef VEC(Binding) BindingVec;

typedef struct {
    Engine engine;
    const DeclaredNameVec *declared;
    const BindingVec *bindings; /* newest last */
} Scope;

typedef struct {
    VolatilityVerdict verdict;
    Str name; /* the path, call or primitive that decided, as written */
} ExpressionValue;

ExpressionValue expression_value(Str text, const Scope *scope);

/* One plain path. */
ExpressionValue expression_path(Str path, const Scope *scope);
/* The template itself gave the path's first element a value. */
bool expression_is_bound(Str path, const Scope *scope);
/* `tag.name` where the template itself named `tag`: a field of one of many. */
bool expression_is_field(Str path, const Scope *scope);

/* How precise a date format string is: strftime, Unicode (luxon, moment, date-fns), PHP, Go. */
typedef enum {
    FORMAT_NONE,
    FORMAT_MONTH, /* month or year alone: no cache lives that long */
    FORMAT_DAY,
    FORMAT_TIME
} FormatPrecision;
FormatPrecision format_precision(Str format);

/* Calls and properties that are volatile by themselves; false when nothing is known about it. */
bool primitive_call(Str path, Str arguments, VolatilityVerdict *out);
/* `receiver.method(arguments)`, `receiver | filter(arguments)`, `receiver.property` where they make
 * a clock value coarser or a list random; otherwise the receiver's verdict. */
VolatilityVerdict primitive_method(VolatilityVerdict receiver, Str method, Str arguments);
/* The command of a live directive. */
VolatilityVerdict primitive_command(Str command);

#endif
