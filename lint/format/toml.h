/* One text of a TOML file by its key, as commands and agents keep their prompts: enough for files
 * whose keys stand at the start of a line, outside of tables. Escapes of a text in double quotes
 * stay as written. Inside lint/format only. */
#ifndef WARMLINT_FORMAT_TOML_H
#define WARMLINT_FORMAT_TOML_H

#include "lint/base/span.h"
#include "lint/base/str.h"

/* Where the text in quotes behind `key =` stands, of one line or of several; false: there is none.
 */
bool toml_text(Str toml, const char *key, Span *out);

#endif
