#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "lint/template/template.h"

static Arena arena;

static PieceVec scan_as(Engine engine, Str text) {
    PieceVec pieces = {0};
    TemplateOptions options = {.engine = engine};
    assert_true(template_scan(&arena, text, &options, 100000, &pieces));
    return pieces;
}

/* The pieces join up to the text. */
static void assert_covers(const PieceVec *pieces, Str text) {
    size_t at = 0;
    for (size_t i = 0; i < pieces->len; i++) {
        assert_int_equal(pieces->items[i].span.start, at);
        assert_true(pieces->items[i].span.end > at);
        at = pieces->items[i].span.end;
    }
    assert_int_equal(at, text.len);
}

/* The volatility of the only placeholder of a text. */
static VolatilityVerdict only(Engine engine, const char *text) {
    PieceVec pieces = scan_as(engine, str_from_c(text));
    assert_covers(&pieces, str_from_c(text));
    const Piece *found = NULL;
    for (size_t i = 0; i < pieces.len; i++) {
        if (pieces.items[i].kind != PIECE_PLACEHOLDER) continue;
        if (found) fail_msg("more than one placeholder in %s", text);
        found = &pieces.items[i];
    }
    if (!found) fail_msg("no placeholder in %s", text);
    return found->verdict;
}

typedef struct {
    Engine engine;
    const char *text;
    Volatility volatility;
} Case;

static void check_cases(const Case *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        VolatilityVerdict verdict = only(cases[i].engine, cases[i].text);
        if (verdict.volatility != cases[i].volatility)
            fail_msg("%s: got %s", cases[i].text, volatility_name(verdict.volatility));
    }
}
#define CHECK(cases) check_cases(cases, sizeof(cases) / sizeof(cases)[0])

static void clocks_in_expressions(void **state) {
    (void)state;
    static const Case cases[] = {
        {ENGINE_JINJA, "{{ now() }}", VOL_CALL},
        {ENGINE_JINJA, "{{ datetime.now().strftime('%Y-%m-%d') }}", VOL_DAY},
        {ENGINE_JINJA, "{{ datetime.now().strftime('%H:%M') }}", VOL_CALL},
        {ENGINE_JINJA, "{{ now().strftime('%s') }}", VOL_CALL},
        {ENGINE_JINJA, "{{ now().date() }}", VOL_DAY},
        {ENGINE_JINJA, "{{ as_timestamp(now()) | timestamp_custom('%H:%M') }}", VOL_CALL},
        {ENGINE_JINJA, "{{ as_timestamp(now()) | timestamp_custom('%d %B %Y') }}", VOL_DAY},
        {ENGINE_JINJA, "{{ strftime_now('%d %b %Y') }}", VOL_DAY},
        {ENGINE_JINJA, "{% now 'UTC' %}", VOL_CALL},
        {ENGINE_JINJA, "{% now 'UTC', '%Y-%m-%d' %}", VOL_DAY},
        {ENGINE_JINJA, "{% now \"jS F Y H:i\" %}", VOL_CALL},
        {ENGINE_JINJA, "{{ current_time | default('unknown') }}", VOL_CALL},
        {ENGINE_JINJA, "{{ get_current_time() }}", VOL_CALL},
        {ENGINE_LIQUID, "{{ 'now' | date: '%Y-%m-%d' }}", VOL_DAY},
        {ENGINE_LIQUID, "{{ \"now\" | date: \"%H:%M\" }}", VOL_CALL},
        {ENGINE_N8N, "{{ $now }}", VOL_CALL},
        {ENGINE_N8N, "{{ $now.toISO() }}", VOL_CALL},
        {ENGINE_N8N, "{{ $now.toFormat('yyyy-MM-dd') }}", VOL_DAY},
        {ENGINE_N8N, "{{ $now.toFormat('yyyy-MM-dd HH:mm') }}", VOL_CALL},
        {ENGINE_N8N, "{{ $now.weekNumber }}", VOL_DAY},
        {ENGINE_N8N, "{{ $today }}", VOL_DAY},
        {ENGINE_N8N, "{{ $now.zoneName }}", VOL_USER},
        {ENGINE_N8N, "{{ DateTime.local() }}", VOL_CALL},
        {ENGINE_N8N, "{{ new Date().toISOString().split('T')[0] }}", VOL_DAY},
        {ENGINE_N8N, "{{ moment().format('YYYY-MM-DD') }}", VOL_DAY},
        {ENGINE_N8N, "{{ moment().format('LLL HH:mm') }}", VOL_CALL},
        {ENGINE_DOLLAR, "${new Date().toISOString()}", VOL_CALL},
        {ENGINE_DOLLAR, "${Date.now()}", VOL_CALL},
        {ENGINE_DOLLAR, "${new Date().toLocaleDateString()}", VOL_DAY},
        {ENGINE_MUSTACHE, "{{formatDate now \"YYYY-MM-DD\"}}", VOL_DAY},
        {ENGINE_MUSTACHE, "{{formatDate now \"HH:mm\"}}", VOL_CALL},
        {ENGINE_MUSTACHE, "{{plugin:datetime:now}}", VOL_CALL},
        {ENGINE_MUSTACHE, "{{plugin:datetime:today}}", VOL_DAY},
        {ENGINE_SEMANTIC_KERNEL, "{{time.now}}", VOL_CALL},
        {ENGINE_SEMANTIC_KERNEL, "{{time.Date}}", VOL_DAY},
        {ENGINE_GO, "{{.CurrentTime}}", VOL_CALL},
        {ENGINE_GO, "{{ now | date \"2006-01-02\" }}", VOL_DAY},
        {ENGINE_ERB, "<%= Time.now %>", VOL_CALL},
        {ENGINE_ERB, "<%= Date.today.strftime('%d.%m.%Y') %>", VOL_DAY},
        {ENGINE_ERB, "<%= Time.now.strftime(\"%H:%M\") -%>", VOL_CALL},
        {ENGINE_ERB, "<%- new Date().toISOString() %>", VOL_CALL},
        {ENGINE_ERB, "<%= @current_time %>", VOL_CALL},
        {ENGINE_ERB, "<%== session.user_name %>", VOL_USER},
        {ENGINE_FSTRING, "{datetime.now()}", VOL_CALL},
        {ENGINE_FSTRING, "{now:%Y-%m-%d}", VOL_DAY},
        {ENGINE_FSTRING, "{now:%B %Y}", VOL_DEPLOY},
        {ENGINE_FSTRING, "{current_time!r}", VOL_CALL},
        {ENGINE_FSTRING, "Question: {0}", VOL_REQUEST},
        {ENGINE_LIQUID, "{{ 'now' | date: '%Y' }}", VOL_DEPLOY},
        {ENGINE_JINJA, "{% now 'UTC', '%B' %}", VOL_DEPLOY},
        {ENGINE_N8N, "{{ $now.year }}", VOL_DEPLOY},
        {ENGINE_N8N, "{{ $now.toFormat('MMMM yyyy') }}", VOL_DEPLOY},
        {ENGINE_ANGLE, "<<CURRENT_TIME>>", VOL_CALL},
        {ENGINE_SQUARE, "[[CURRENT_DATETIME]]", VOL_CALL},
        {ENGINE_PRINTF, "%(current_time)s", VOL_CALL},
        {ENGINE_PRINTF, "Current time: %s", VOL_CALL},
        {ENGINE_MARKS, "Now: __CURRENT_TIME__", VOL_CALL},
    };
    CHECK(cases);
}

/* How much of the time of day a method or a format leaves. */
static void what_is_left_of_a_clock(void **state) {
    (void)state;
    static const Case cases[] = {
        {ENGINE_DOLLAR, "${new Date().toLocaleString()}", VOL_CALL},
        {ENGINE_DOLLAR, "${new Date().toLocaleString('de', {dateStyle: 'short'})}", VOL_DAY},
        {ENGINE_DOLLAR, "${new Date().toLocaleString('de', {timeStyle: 'short'})}", VOL_CALL},
        {ENGINE_DOLLAR, "${new Date().toLocaleString('de', {hour: 'numeric'})}", VOL_CALL},
        {ENGINE_DOLLAR, "${new Date().toLocaleString('de', {minute: 'numeric'})}", VOL_CALL},
        {ENGINE_DOLLAR, "${new Date().toLocaleString('de', {second: 'numeric'})}", VOL_CALL},
        {ENGINE_DOLLAR, "${moment().startOf('day')}", VOL_DAY},
        {ENGINE_DOLLAR, "${moment().startOf('week')}", VOL_DAY},
        {ENGINE_DOLLAR, "${moment().startOf('month')}", VOL_DAY},
        {ENGINE_DOLLAR, "${moment().startOf('year')}", VOL_DAY},
        {ENGINE_DOLLAR, "${moment().startOf('hour')}", VOL_CALL},
        {ENGINE_DOLLAR, "${moment().startOf('minute')}", VOL_CALL},
        {ENGINE_DOLLAR, "${new Date().toISOString().slice(0, 10)}", VOL_DAY},
        {ENGINE_DOLLAR, "${new Date().toISOString().slice(0,10)}", VOL_DAY},
        {ENGINE_DOLLAR, "${new Date().toISOString().slice(0, 7)}", VOL_DAY},
        {ENGINE_DOLLAR, "${new Date().toISOString().substring(0, 4)}", VOL_DAY},
        {ENGINE_DOLLAR, "${new Date().toISOString().substr(0,4)}", VOL_DAY},
        {ENGINE_DOLLAR, "${new Date().toISOString().slice(0, 16)}", VOL_CALL},
        {ENGINE_DOLLAR, "${new Date().toISOString().split('.')[0]}", VOL_CALL},
        {ENGINE_DOLLAR, "${new Date().getFullYear()}", VOL_DEPLOY},
        {ENGINE_DOLLAR, "${new Date().getHours()}", VOL_CALL},
        {ENGINE_JINJA, "{{ now().strftime('%-d.%-m.%Y') }}", VOL_DAY},
        {ENGINE_JINJA, "{{ now().strftime('%Y %%') }}", VOL_DAY},
        {ENGINE_JINJA, "{{ now().strftime('%Y %-H') }}", VOL_CALL},
        {ENGINE_JINJA, "{{ now().strftime('%c') }}", VOL_CALL},
        {ENGINE_JINJA, "{{ now().strftime('%Y %T') }}", VOL_CALL},
        {ENGINE_JINJA, "{{ now().strftime(format) }}", VOL_CALL},
        {ENGINE_GO, "{{ now | date \"Jan 2 2006\" }}", VOL_DAY},
        {ENGINE_GO, "{{now.Format \"15:04\"}}", VOL_CALL},
        {ENGINE_GO, "{{now.UTC.Format \"3:04PM\"}}", VOL_CALL},
        {ENGINE_GO, "{{ .Now.Format \"Monday\" }}", VOL_DAY},
        {ENGINE_GO, "{{ .CurrentTime.Format \"2006-01-02 15:04\" }}", VOL_CALL},
        {ENGINE_GO, "{{ .CurrentTime.Format .Layout }}", VOL_CALL},
        {ENGINE_GO, "{{ .Output.Format }}", VOL_DEPLOY},
        {ENGINE_GO, "{{ now | date \"Jan 2, 3:04PM\" }}", VOL_CALL},
        {ENGINE_GO, "{{ now | date \"2006-01-02 15h\" }}", VOL_CALL},
        {ENGINE_N8N, "{{ $now.toFormat('dd LLL yyyy') }}", VOL_DAY},
        {ENGINE_N8N, "{{ $now.toFormat('[Hour] dd.MM.yyyy') }}", VOL_DAY},
        {ENGINE_N8N, "{{ $now.toFormat('[Hour dd.MM.yyyy') }}", VOL_CALL},
        {ENGINE_N8N, "{{ $now.toFormat('h:mm a') }}", VOL_CALL},
        {ENGINE_LIQUID, "{{ 'now' | date: 'Y-m-d' }}", VOL_DAY},
        {ENGINE_LIQUID, "{{ 'now' | date: 'd.m.Y G' }}", VOL_CALL},
        {ENGINE_JINJA, "{{ today | date('H:i') }}", VOL_CALL},
        {ENGINE_JINJA, "{{ today | date('d.m.Y') }}", VOL_DAY},
        {ENGINE_JINJA, "{{ x | date('H:i') }}", VOL_UNKNOWN},
        {ENGINE_JINJA, "{{ random.choice(xs) }}", VOL_CALL},
        {ENGINE_JINJA, "{{ rules.choice(xs) }}", VOL_UNKNOWN},
        {ENGINE_JINJA, "{{ time.time() }}", VOL_CALL},
        {ENGINE_JINJA, "{{ datetime.utc() }}", VOL_CALL},
    };
    CHECK(cases);
}

static void commands_of_directives(void **state) {
    (void)state;
    static const struct {
        const char *text;
        Volatility volatility;
    } cases[] = {
        {"!`date +%F`", VOL_DAY},         {"!`date '+%d.%m.%Y'`", VOL_DAY},
        {"!`date +\"%H:%M\"`", VOL_CALL}, {"!`date`", VOL_CALL},
        {"!`echo hello`", VOL_CONSTANT},  {"!`echo $HOME`", VOL_CALL},
        {"!`echo a; ls`", VOL_CALL},      {"!`echo a && ls`", VOL_CALL},
        {"!`pwd`", VOL_SESSION},          {"!`python3 --version`", VOL_SESSION},
        {"!`whoami | tr a b`", VOL_CALL}, {"!`git status`", VOL_CALL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        PieceVec pieces = scan_as(ENGINE_DOCUMENT, str_from_c(cases[i].text));
        assert_int_equal(pieces.items[0].kind, PIECE_DIRECTIVE);
        if (pieces.items[0].verdict.volatility != cases[i].volatility)
            fail_msg("%s: got %s", cases[i].text,
                     volatility_name(pieces.items[0].verdict.volatility));
    }
}

static void other_values_in_expressions(void **state) {
    (void)state;
    static const Case cases[] = {
        {ENGINE_JINJA, "{{ xs | random }}", VOL_CALL},
        {ENGINE_JINJA, "{{ uuid4() }}", VOL_CALL},
        {ENGINE_DOLLAR, "${crypto.randomUUID()}", VOL_CALL},
        {ENGINE_DOLLAR, "${Math.random()}", VOL_CALL},
        {ENGINE_DOLLAR, "${env:HOME}", VOL_DEPLOY},
        {ENGINE_JINJA, "{{ states('light.kitchen') }}", VOL_CALL},
        {ENGINE_JINJA, "{{ user.name | upper }}", VOL_USER},
        {ENGINE_JINJA, "{{ x if now else y }}", VOL_UNKNOWN},
        {ENGINE_JINJA, "{{ config.model }}", VOL_DEPLOY},
        {ENGINE_JINJA, "{{ loop.index }}", VOL_CONSTANT},
        {ENGINE_JINJA, "{{ '}}' }}", VOL_CONSTANT},
        {ENGINE_JINJA, "{{ '{{' }}", VOL_CONSTANT},
        {ENGINE_JINJA, "{{ 'it\\'s now()' }}", VOL_CONSTANT},
        {ENGINE_JINJA, "{{ f('a\\\\', now()) }}", VOL_CALL},
        {ENGINE_JINJA, "{{ f(now=x) }}", VOL_UNKNOWN},
        {ENGINE_JINJA, "{{ [{error: 'refused', question: 2}] }}", VOL_CONSTANT},
        {ENGINE_JINJA, "{{ {who: user_id} }}", VOL_USER},
        {ENGINE_JINJA, "{{ candidates }}", VOL_UNKNOWN},
        {ENGINE_JINJA, "{{ today_menu | default(x) }}", VOL_DAY},
        {ENGINE_N8N, "{{ $json.chatInput }}", VOL_REQUEST},
        {ENGINE_N8N, "{{ $('Webhook').item.json.user_email }}", VOL_USER},
        {ENGINE_MUSTACHE, "{{#sys.query#}}", VOL_REQUEST},
        {ENGINE_MUSTACHE, "{{{html}}}", VOL_REQUEST},
        {ENGINE_MUSTACHE, "{{User Name}}", VOL_USER},
        {ENGINE_GO, "{{.GitStatus}}", VOL_CALL},
    };
    CHECK(cases);
}

static void variables_carry_what_they_were_given(void **state) {
    (void)state;
    static const Case cases[] = {
        {ENGINE_JINJA, "{% set d = now() %}{{ d }}", VOL_CALL},
        {ENGINE_JINJA, "{% set d = now().strftime('%Y') %}{{ d }}", VOL_DEPLOY},
        {ENGINE_JINJA, "{% for m in messages %}{{ m.content }}{% endfor %}", VOL_APPEND},
        {ENGINE_JINJA, "{% for t in tools %}{{ t.description }}{% endfor %}", VOL_DEPLOY},
        {ENGINE_MUSTACHE, "{{#each messages}}{{content}}{{/each}}", VOL_APPEND},
        {ENGINE_MUSTACHE, "{{#each tools}}{{this.status}}{{/each}}", VOL_DEPLOY},
        {ENGINE_MUSTACHE, "{{#each tools}}x{{/each}}{{status}}", VOL_CALL},
        {ENGINE_GO, "{{range .Messages}}{{.Content}}{{end}}", VOL_APPEND},
        {ENGINE_MUSTACHE, "{{#each messages as |m|}}{{this.role}}{{/each}}", VOL_APPEND},
        {ENGINE_MUSTACHE, "{{#each messages as |m|}}{{role}}{{/each}}", VOL_APPEND},
        {ENGINE_MUSTACHE, "{{n = now}}{{for t in tools}}{{t.status}}{{end}}", VOL_DEPLOY},
        {ENGINE_JINJA,
         "{% if a %}{% set date = now() %}{% else %}{% set date = 'x' %}{% endif %}{{ date }}",
         VOL_CALL},
    };
    CHECK(cases);
}

static void tests_and_comments_write_no_value(void **state) {
    (void)state;
    static const struct {
        Engine engine;
        const char *text;
        PieceKind kind;
    } cases[] = {
        {ENGINE_JINJA, "{% if now %}", PIECE_TAG},
        {ENGINE_JINJA, "{# {{ now() }} #}", PIECE_COMMENT},
        {ENGINE_JINJA, "{% include 'rules.md' %}", PIECE_INCLUDE},
        {ENGINE_MUSTACHE, "{{! now }}", PIECE_COMMENT},
        {ENGINE_MUSTACHE, "{{!-- {{now}} --}}", PIECE_COMMENT},
        {ENGINE_MUSTACHE, "{{#if now}}", PIECE_TAG},
        {ENGINE_MUSTACHE, "{{> rules}}", PIECE_INCLUDE},
        {ENGINE_GO, "{{/* {{.Now}} */}}", PIECE_COMMENT},
        {ENGINE_GO, "{{ if .Now }}", PIECE_TAG},
        {ENGINE_DOCUMENT, "!`date`", PIECE_DIRECTIVE},
        {ENGINE_DOCUMENT, "@docs/rules.md", PIECE_INCLUDE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        PieceVec pieces = scan_as(cases[i].engine, str_from_c(cases[i].text));
        assert_true(pieces.len >= 1);
        if (pieces.items[0].kind != cases[i].kind) fail_msg("%s", cases[i].text);
    }
}

static void stays_literal(Engine engine, const char *text) {
    PieceVec pieces = scan_as(engine, str_from_c(text));
    for (size_t i = 0; i < pieces.len; i++)
        if (pieces.items[i].kind == PIECE_PLACEHOLDER || pieces.items[i].kind == PIECE_DIRECTIVE)
            fail_msg("%s: placeholder at %u", text, pieces.items[i].span.start);
}

static void what_looks_like_a_placeholder_and_is_none(void **state) {
    (void)state;
    stays_literal(ENGINE_AUTO, "**Date**: {date}\nSave as newsletter-{topic}-{date}.md [DATE]\n");
    stays_literal(ENGINE_AUTO, "Branch: devin/{timestamp}-{feature}\n");
    stays_literal(ENGINE_AUTO, "Always check <current_date> in your context; see [[Notes]].\n");
    stays_literal(ENGINE_AUTO, "{\"a\": {\"b\": 1}}\n");
    stays_literal(ENGINE_AUTO, "if [[ -n $x ]]; then cat <<EOF >> file; fi\n");
    stays_literal(ENGINE_JINJA, "{% if x %}{start_date} ${nonce}{% endif %}");
    stays_literal(ENGINE_JINJA, "{% raw %}{{ now() }}{% endraw %}");
    stays_literal(ENGINE_MUSTACHE, "\\{{now}}");
    stays_literal(ENGINE_FSTRING, "{{step_number}}");
    stays_literal(ENGINE_DOCUMENT, "{{now}} ${Date.now()} {user_id} <<NOW>>");
    stays_literal(ENGINE_DOCUMENT, "```\n!`date`\n```\nuse `!`date`` for it\n");
    stays_literal(ENGINE_NONE, "{{ now() }} !`date`");
    stays_literal(ENGINE_JINJA, "{{ now() ");
}

static void labels_help_where_names_do_not_tell(void **state) {
    (void)state;
    static const Case cases[] = {
        {ENGINE_MUSTACHE, "The current date and time is {{referenceTime}}.", VOL_CALL},
        {ENGINE_MUSTACHE, "- **Current time (UTC)**: {{zz}}", VOL_CALL},
        {ENGINE_MUSTACHE, "Today\xE2\x80\x99s date is {{forecast_date}}", VOL_DAY},
        {ENGINE_MUSTACHE, "Current date and time: {{date}}", VOL_CALL},
        {ENGINE_MUSTACHE, "You are talking to {{name}}", VOL_USER},
        {ENGINE_MUSTACHE, "<user_query>\n{{x}}\n</user_query>", VOL_REQUEST},
        {ENGINE_MUSTACHE, "## Available tools\n\n{{y}}", VOL_DEPLOY},
        {ENGINE_MUSTACHE, "Title: {{title}}", VOL_REQUEST},
        {ENGINE_MUSTACHE, "Call the user {{title}} now and then.", VOL_UNKNOWN},
        {ENGINE_MUSTACHE, "Nothing is said of {{y}}", VOL_UNKNOWN},
        {ENGINE_MUSTACHE, "Hours: {{business_hours}}", VOL_DEPLOY},
        {ENGINE_MUSTACHE, "Hours: {{x}}", VOL_DEPLOY},
        {ENGINE_MUSTACHE, "the report was generated at {{OUT}}/a.md", VOL_UNKNOWN},
        {ENGINE_JINJA, "wind over {{ current_wind_threshold_mph }} mph", VOL_DEPLOY},
        {ENGINE_MUSTACHE, "It is now {{d}}.", VOL_CALL},
        {ENGINE_MUSTACHE, "Hoy es {{d}}.", VOL_DAY},
        {ENGINE_MUSTACHE, "Nous sommes le {{d}}.", VOL_DAY},
        {ENGINE_MUSTACHE, "Heute ist der {{d}}.", VOL_DAY},
        {ENGINE_MUSTACHE, "Es ist jetzt {{d}}.", VOL_CALL},
        {ENGINE_MUSTACHE, "\u4f60\u597d\uff0c\u73b0\u5728\u662f{{d}}\u3002", VOL_CALL},
        {ENGINE_MUSTACHE, "\u4eca\u65e5\u306e\u65e5\u4ed8\u306f{{d}}\u3067\u3059\u3002", VOL_DAY},
        {ENGINE_MUSTACHE, "\uc624\ub298\uc740 {{d}}", VOL_DAY},
        {ENGINE_MUSTACHE, "\u7528\u6237\u59d3\u540d\uff1a{{d}}", VOL_USER},
        {ENGINE_MUSTACHE, "\u89d2\u8272\uff1a{{d}}", VOL_DEPLOY},
        {ENGINE_MUSTACHE, "Il est {{d}}.", VOL_UNKNOWN},
        {ENGINE_MUSTACHE, "User request payload:\n{{d}}", VOL_REQUEST},
        {ENGINE_MUSTACHE, "Use `[{{taskId}}] Words` in each of them.", VOL_REQUEST},
        {ENGINE_MUSTACHE, "Use `[{{x_id}}] Words` in each of them.", VOL_UNKNOWN},
        {ENGINE_MUSTACHE, "All in all: {{total_rows}} rows", VOL_REQUEST},
        {ENGINE_JINJA, "{% for t in t.all %}description: {{ t.text2 }}{% endfor %}", VOL_UNKNOWN},
    };
    CHECK(cases);
}

static void placeholders_that_are_spoken_of_are_examples(void **state) {
    (void)state;
    static const char *const texts[] = {
        "Replace {{project_name}} with the name.",
        "| `{{user_name}}` | the name of the user |",
        "- `{{date}}`: the date of today",
        "Put the variable {{date}} where you need it.",
        "占位符：{{STYLE}} {{NAME}}",
        "Placeholders: {{style}}, {{user_name}}",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        PieceVec pieces = scan_as(ENGINE_AUTO, str_from_c(texts[i]));
        for (size_t j = 0; j < pieces.len; j++)
            if (pieces.items[j].kind == PIECE_PLACEHOLDER && !pieces.items[j].example)
                fail_msg("%s", texts[i]);
    }
}

/* Texts filled by plain replacement hold braces that str.format would refuse. */
static size_t placeholders(const char *text) {
    PieceVec pieces = scan_as(ENGINE_AUTO, str_from_c(text));
    size_t count = 0;
    for (size_t i = 0; i < pieces.len; i++) count += pieces.items[i].kind == PIECE_PLACEHOLDER;
    return count;
}

static void lists_of_labelled_values_are_filled_in(void **state) {
    (void)state;
    assert_int_equal(placeholders("Mail:\nTo: {desk}\nSubject: {subject}\n\nSay {\"a\": 1}."), 2);
    assert_int_equal(placeholders("Letter:\n$letter_text\nJob: $title\nNever $5."), 2);
}

static void single_braces_count_where_name_and_place_agree(void **state) {
    (void)state;
    static const Case cases[] = {
        {ENGINE_AUTO, "Today is {date}.\nAnswer as {\"a\": 1}. File: {name}-{date}.md", VOL_DAY},
        {ENGINE_AUTO, "Question:\n{question}\n\nAnswer as {\"a\": 1}.", VOL_REQUEST},
        {ENGINE_AUTO, "Current time: {current_time}\n{\"a\": 1}", VOL_CALL},
        {ENGINE_AUTO, "Use this context: {context}", VOL_REQUEST},
        {ENGINE_AUTO, "Write a letter to {customer_name}.\n\nTwo pages.", VOL_USER},
        {ENGINE_AUTO, "## Old Hooks\n\n{previous_hooks}\n\nMend {\"a\": 1}.", VOL_REQUEST},
        {ENGINE_AUTO, "--- GAME ---\n{game}\n\n--- RULES ---\nNever {\"a\": 1}.", VOL_UNKNOWN},
        {ENGINE_AUTO, "Tell what changed:\n{git_diff}\n\nOne line, as {\"a\": 1}.", VOL_CALL},
        {ENGINE_FSTRING, "Customer:\n\\\"\\\"{message}\\\"\\\"\nSort it.", VOL_REQUEST},
        {ENGINE_AUTO, "Sort this:\n\"{text}\"\nSay {\"a\": 1}.", VOL_REQUEST},
        {ENGINE_AUTO, "Name: {invoice_id}\n{{\"a\": \"x\"|\"y\"}}", VOL_REQUEST},
    };
    CHECK(cases);
    stays_literal(ENGINE_AUTO,
                  "Reply in this form.\n\nMail:\nSubject: {subject}\nBody: {body}\n[]{}");
    stays_literal(ENGINE_AUTO, "Write a report.\n\n## Old Hooks\n{old_hooks}\n{}");
    stays_literal(ENGINE_AUTO, "Home: $HOME\nPath: $PATH\nCosts $5.");
    stays_literal(ENGINE_AUTO, "Only one line: $shift\nand `echo: $x`\n");
    stays_literal(ENGINE_AUTO, "```\nToday is {date}\n```\n{\"a\": 1}");
    stays_literal(ENGINE_AUTO, "Search for \"best laptop {current_year}\".");
    stays_literal(ENGINE_AUTO, "Day 1 - {label}: muscles [{group ids}] | sets: {n}");
    stays_literal(ENGINE_AUTO, "Title: {title}\nAuthor: {author}\n");
    stays_literal(ENGINE_AUTO, "Write a card.\n\nEnd with a line for {customer_name}.");
    stays_literal(ENGINE_AUTO, "Write to `pending/${date}-${slug}.md`.\n```bash\necho ${x}\n```\n");
}

static void engines_are_told_by_their_delimiters(void **state) {
    (void)state;
    static const struct {
        const char *text;
        Engine engine;
    } cases[] = {
        {"{{#each xs}}{{this}}{{/each}}", ENGINE_MUSTACHE},
        {"{% for x in xs %}{{ x }}{% endfor %}", ENGINE_JINJA},
        {"{% assign x = 1 %}{{ x }}", ENGINE_LIQUID},
        {"{{ 'now' | date: '%Y' }}", ENGINE_LIQUID},
        {"Hello {{$name}}", ENGINE_SEMANTIC_KERNEL},
        {"{{ $now.toISO() }}", ENGINE_N8N},
        {"{{.Name}} {{if .X}}x{{end}}", ENGINE_GO},
        {"{{ name }}", ENGINE_MUSTACHE},
        {"{{ name | upper }}", ENGINE_JINJA},
        {"Now: <%= now %>", ENGINE_ERB},
        {"```erb\n<%= now %>\n```\nAn example.", ENGINE_NONE},
        {"A tag such as `<%= now %>`.", ENGINE_NONE},
        {"100 <% of them %>", ENGINE_NONE},
        {"<<CURRENT_TIME>>", ENGINE_ANGLE},
        {"[[CURRENT_TIME]]", ENGINE_SQUARE},
        {"Now: ${now}", ENGINE_DOLLAR},
        {"<mail>{mail}</mail>\n\nAnswer {\"a\": 1}.", ENGINE_FSTRING},
        {"---\n{mail}\n---\n\nAnswer {\"a\": 1}.", ENGINE_FSTRING},
        {"Return:\n---\n{mail}\n---\n\nAnswer {\"a\": 1}.", ENGINE_NONE},
        {"Read the mail below:\n{mail}\n\nAnswer {\"a\": 1}.", ENGINE_FSTRING},
        {"Fill in the details:\n- Boat: {boat}\n\nAnswer {\"a\": 1}.", ENGINE_NONE},
        {"Load: {load:.1f}", ENGINE_FSTRING},
        {"He said {question!r}.\nAnswer.", ENGINE_FSTRING},
        {"Boat: {0}\nWind: {1}\nAnswer.", ENGINE_FSTRING},
        {"A berth is [A-Z]{2}[0-9]{3}.", ENGINE_NONE},
        {"Say #{question} again.", ENGINE_FSTRING},
        {"Question: [[question]]\nAnswer.", ENGINE_SQUARE},
        {"See the note [[question]] for more.", ENGINE_NONE},
        {"Question: <<question>>\nAnswer.", ENGINE_ANGLE},
        {"Boats in port:\n<<boat_names>>\nAnswer.", ENGINE_ANGLE},
        {"class Port <<entity>> owns the boats", ENGINE_NONE},
        {"Port: <<entity>>\nBoat: <<value>>", ENGINE_NONE},
        {"Boat:\n{boat_json}\n\n{{\n  \"a\": \"{{boat}}\"\n}}", ENGINE_FSTRING},
        {"Boat: {{boat}}\n\n{\n  \"a\": {\"b\": 1}}", ENGINE_MUSTACHE},
        {"{brief}\n\nSay what it is about.", ENGINE_FSTRING},
        {"Boat: %s\nWind: %.1f\n50 %% of the boats are out.", ENGINE_PRINTF},
        {"Boat: %s\n50 % of the boats are out.", ENGINE_NONE},
        {"Write the log as %s or %d.", ENGINE_NONE},
        {"Boat: __BOAT__\nSay __BOAT__ twice.", ENGINE_MARKS},
        {"__IMPORTANT__\n\nNever say __BOAT__.", ENGINE_NONE},
        {"Boat: @BOAT@\n", ENGINE_MARKS},
        {"The question:\n[QUESTION]\n", ENGINE_MARKS},
        {"Output format:\nQuestion: [QUESTION]\n", ENGINE_NONE},
        {"<question>$question$</question>", ENGINE_MARKS},
        {"Let $total$ be the sum.", ENGINE_NONE},
        {"Write the final answer like this: $answer$\n", ENGINE_NONE},
        {"The boat: $boat$\n", ENGINE_MARKS},
        {"```bash\necho a\n```\n$question$\n", ENGINE_NONE},
        {"[QUESTION]\nWhich boat?\n[ANSWER]\nThe red one.", ENGINE_NONE},
        {"| BOAT | WIND |\n|DAY|HOUR|\n", ENGINE_NONE},
        {"Day: |DAY|\n", ENGINE_NONE},
        {"Question: |QUESTION|\n", ENGINE_MARKS},
        {"Answer in JSON: {{\"a\": 1}}. {question}", ENGINE_FSTRING},
        {"Plain {text} with \"json\": {\"a\": 1}", ENGINE_NONE},
        {"query: {{ start: {start_date}, end: {end_date} }}\nplan: [ {{ date, blocks[] }} ]",
         ENGINE_FSTRING},
        {"Inputs:\n- Berth: {berth_json}\n- Boat: {boat}\n\nAnswer {\"a\": 1}.", ENGINE_FSTRING},
        {"## Input data\n\n**Boat**: {boat}\n\nAnswer {\"a\": 1}.", ENGINE_FSTRING},
        {"Outputs:\n- Berth: {berth_json}\n\nAnswer {\"a\": 1}.", ENGINE_NONE},
        {"Inputs:\n- Write {berth}, the berth.\n\nAnswer {\"a\": 1}.", ENGINE_NONE},
        {"Inputs:\n- a boat\n- Berth: {berth}\n\nAnswer {\"a\": 1}.", ENGINE_NONE},
        {"", ENGINE_NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (template_sniff(str_from_c(cases[i].text)) != cases[i].engine)
            fail_msg("%s: %s", cases[i].text,
                     engine_name(template_sniff(str_from_c(cases[i].text))));
}

static void split_dates_are_dates(void **state) {
    (void)state;
    PieceVec pieces = scan_as(ENGINE_JINJA, STR("{{year}}-{{month}}-{{day}}"));
    assert_int_equal(pieces.items[0].verdict.certainty, CERTAIN_NAME);
    assert_int_equal(pieces.items[4].verdict.volatility, VOL_DAY);
}

/* {{x = ...}} of PromptL, {{$x := ...}} of Go: what is assigned is what the name stands for. */
static void assigned_names_keep_their_value(void **state) {
    (void)state;
    static const struct {
        const char *text;
        Volatility volatility;
    } cases[] = {
        {"{{x=now}} It is {{x}}.", VOL_CALL},        {"{{ x = now }} It is {{x}}.", VOL_CALL},
        {"{{$x := .Now}} It is {{$x}}.", VOL_CALL},  {"{{$ := .Now}} It is {{$x}}.", VOL_UNKNOWN},
        {"{{x == now}} It is {{x}}.", VOL_UNKNOWN},  {"{{x => now}} It is {{x}}.", VOL_UNKNOWN},
        {"{{x y = now}} It is {{x}}.", VOL_UNKNOWN}, {"{{=now}} It is {{x}}.", VOL_UNKNOWN},
        {"{{x=}} It is {{x}}.", VOL_UNKNOWN}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        PieceVec pieces = scan_as(ENGINE_GO, str_from_c(cases[i].text));
        const Piece *last = &pieces.items[pieces.len - 2]; /* a full stop follows */
        if (last->verdict.volatility != cases[i].volatility)
            fail_msg("%s: %d", cases[i].text, last->verdict.volatility);
    }
}

static void blocks_mark_what_they_enclose(void **state) {
    (void)state;
    PieceVec pieces = scan_as(ENGINE_JINJA, STR("{% if a %}{{x}}{% for y in z %}{{y}}{% endfor %}"
                                                "{% endif %}{{w}}"));
    assert_true(pieces.items[1].conditional);
    assert_false(pieces.items[1].looped);
    assert_int_equal(pieces.items[1].depth, 1);
    assert_true(pieces.items[3].looped);
    assert_int_equal(pieces.items[3].depth, 2);
    const Piece *last = &pieces.items[pieces.len - 1];
    assert_false(last->conditional);
    assert_int_equal(last->depth, 0);
}

/* A letter per tag: p a placeholder, t a tag, c a comment, i an include; a capital inside a loop,
 * and a point behind what is conditional. */
static void tags_of_erb_open_and_close_blocks(void **state) {
    (void)state;
    static const struct {
        const char *text, *tags;
    } cases[] = {
        {"<% if a %><%= x %><% else %><%= y %><% end %><%= z %>", "t.p.t.p.t.p"},
        {"<% xs.each do |x| %><%= x.name %><% end %><%= z %>", "t.P.T.p"},
        {"<% xs.forEach((x) => { %><%= x.name %><% }) %><%= z %>", "t.P.T.p"},
        {"<% for (const x of xs) { %><%= x %><% } %><%= z %>", "t.P.T.p"},
        {"<%= for x <- xs do %><%= x %><% end %><%= z %>", "t.P.T.p"},
        {"<% if (a) { %><%= x %><% } else { %><%= y %><% } %><%= z %>", "t.p.t.p.t.p"},
        {"<%# no %><%- include('head') %><%% <%- if a -%><%- x %><%- end -%>", "cit.p.t."},
        {"<%= render \"head\" %><% x = 1 %><%= x %>", "itp"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        PieceVec pieces = scan_as(ENGINE_ERB, str_from_c(cases[i].text));
        char seen[64] = "";
        for (size_t k = 0, n = 0; k < pieces.len; k++) {
            const Piece *piece = &pieces.items[k];
            if (piece->kind == PIECE_TEXT) continue;
            char letter = piece->kind == PIECE_PLACEHOLDER ? 'p'
                          : piece->kind == PIECE_COMMENT   ? 'c'
                          : piece->kind == PIECE_INCLUDE   ? 'i'
                                                           : 't';
            seen[n++] = piece->looped ? (char)(letter - 'a' + 'A') : letter;
            if (piece->conditional) seen[n++] = '.';
            seen[n] = '\0';
        }
        if (strcmp(seen, cases[i].tags) != 0) fail_msg("%s: %s", cases[i].text, seen);
    }
    PieceVec pieces = scan_as(ENGINE_ERB, STR("<% now = Time.now %>Now: <%= now %>"));
    assert_int_equal(pieces.items[pieces.len - 1].verdict.volatility, VOL_CALL);
}

static void fences_hold_examples_where_nothing_renders_them(void **state) {
    (void)state;
    PieceVec pieces =
        scan_as(ENGINE_AUTO, STR("{{a}}\n```\nx {{b}}\n```\n{{c}}\n<example>{{d}}</example>"));
    assert_false(pieces.items[0].example);
    assert_true(pieces.items[2].example);
    assert_false(pieces.items[4].example);
    assert_true(pieces.items[6].example);
    pieces = scan_as(ENGINE_JINJA, STR("```\nx {{b}}\n```\n"));
    assert_false(pieces.items[1].example);
    /* nothing but the value in the fence: it is quoted, not shown */
    pieces = scan_as(ENGINE_AUTO, STR("Code:\n```json\n{{b}}\n```\n"));
    assert_false(pieces.items[1].example);
}

static void only_declared_single_braces(void **state) {
    (void)state;
    DeclaredName names[] = {{STR("question"), VOL_REQUEST, 80, false}};
    DeclaredNameVec declared = {.items = names, .len = 1, .cap = 1};
    TemplateOptions options = {
        .engine = ENGINE_FSTRING, .declared = &declared, .declared_only = true};
    PieceVec pieces = {0};
    assert_true(template_scan(&arena, STR("{date} {question} {\"a\": 1}"), &options, 10, &pieces));
    assert_int_equal(pieces.len, 3);
    assert_int_equal(pieces.items[1].kind, PIECE_PLACEHOLDER);
    assert_int_equal(pieces.items[1].verdict.certainty, CERTAIN_DECLARED);
    assert_true(pieces.items[1].tokens > 79);
}

static void the_limit_is_reported(void **state) {
    (void)state;
    PieceVec pieces = {0};
    TemplateOptions options = {.engine = ENGINE_JINJA};
    Str text = STR("{{a}}{{b}}{{c}} tail");
    assert_false(template_scan(&arena, text, &options, 2, &pieces));
    assert_int_equal(pieces.len, 3);
    assert_covers(&pieces, text);
}

/* Delimiters that never close, deep nesting: the work grows with the text, not with its square. */
static void hostile_text_takes_linear_time(void **state) {
    (void)state;
    static const char *const patterns[] = {
        "{{",        "{{'", "{% raw %}", "{% if x %}", "{{#a}}", "${",       "{{ (((", "<example>",
        "{{!--",     "{#",  "{{\"{{'",   "[[A",        "{{{{",   "{a",       "${a{",   "!`x",
        "{{ a | b ", "<%",  "<%= x %>",  "<% if x %>", "<% a |", "<% x = (", "<%#"};
    enum { SIZE = 400000 };
    char *text = malloc(SIZE);
    assert_non_null(text);
    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
        size_t len = strlen(patterns[i]);
        for (size_t at = 0; at < SIZE; at++) text[at] = patterns[i][at % len];
        for (Engine engine = ENGINE_AUTO; engine < ENGINE_COUNT; engine = (Engine)(engine + 1)) {
            PieceVec pieces = {0};
            TemplateOptions options = {.engine = engine};
            clock_t before = clock();
            template_scan(&arena, (Str){text, SIZE}, &options, 200000, &pieces);
            assert_covers(&pieces, (Str){text, SIZE});
            if (clock() - before > 20 * CLOCKS_PER_SEC) /* quadratic work takes minutes */
                fail_msg("%s as %s is slow", patterns[i], engine_name(engine));
            arena_free(&arena);
        }
    }
    free(text);
}

static void engine_names_round_trip(void **state) {
    (void)state;
    for (Engine engine = ENGINE_AUTO; engine < ENGINE_COUNT; engine = (Engine)(engine + 1)) {
        Engine back;
        assert_true(engine_from_name(str_from_c(engine_name(engine)), &back));
        assert_int_equal(back, engine);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clocks_in_expressions),
        cmocka_unit_test(what_is_left_of_a_clock),
        cmocka_unit_test(commands_of_directives),
        cmocka_unit_test(other_values_in_expressions),
        cmocka_unit_test(variables_carry_what_they_were_given),
        cmocka_unit_test(tests_and_comments_write_no_value),
        cmocka_unit_test(what_looks_like_a_placeholder_and_is_none),
        cmocka_unit_test(labels_help_where_names_do_not_tell),
        cmocka_unit_test(placeholders_that_are_spoken_of_are_examples),
        cmocka_unit_test(single_braces_count_where_name_and_place_agree),
        cmocka_unit_test(lists_of_labelled_values_are_filled_in),
        cmocka_unit_test(engines_are_told_by_their_delimiters),
        cmocka_unit_test(split_dates_are_dates),
        cmocka_unit_test(assigned_names_keep_their_value),
        cmocka_unit_test(blocks_mark_what_they_enclose),
        cmocka_unit_test(tags_of_erb_open_and_close_blocks),
        cmocka_unit_test(fences_hold_examples_where_nothing_renders_them),
        cmocka_unit_test(only_declared_single_braces),
        cmocka_unit_test(the_limit_is_reported),
        cmocka_unit_test(hostile_text_takes_linear_time),
        cmocka_unit_test(engine_names_round_trip),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&arena);
    return failed;
}
