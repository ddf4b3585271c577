/* What is cut out of a text in each template language, piece by piece. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lint/base/buf.h"
#include "lint/template/template.h"

typedef struct {
    const char *text;
    /* Literal text as it stands; other pieces as (P name volatility depth): Placeholder, Tag,
     * Include, Directive, # comment. `constant` and depth 0 go without saying; ? stands for what is
     * conditional, * for what is in a loop besides. */
    const char *pieces;
} Case;

static void describe(Buf *out, const PieceVec *pieces) {
    static const char kinds[] = "-PTID#";
    for (size_t i = 0; i < pieces->len; i++) {
        const Piece *p = &pieces->items[i];
        if (p->kind == PIECE_TEXT) {
            buf_add(out, p->source);
            continue;
        }
        buf_printf(out, "(%c", kinds[p->kind]);
        if (p->name.len) buf_printf(out, " " STR_FMT, STR_ARG(p->name));
        if (p->verdict.volatility != VOL_CONSTANT)
            buf_printf(out, " %s", volatility_name(p->verdict.volatility));
        if (p->depth) buf_printf(out, " %u", p->depth);
        if (p->conditional) buf_add_char(out, p->looped ? '*' : '?');
        if (p->example) buf_add_c(out, " example");
        buf_add_char(out, ')');
    }
}

static void check(Engine engine, const Case *cases, size_t count) {
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        Arena arena = {0};
        PieceVec pieces = {0};
        TemplateOptions options = {.engine = engine};
        Buf out = {0};
        assert_true(template_scan(&arena, str_from_c(cases[i].text), &options, 1000, &pieces));
        describe(&out, &pieces);
        if (!str_is(buf_str(&out), cases[i].pieces)) {
            print_error("%s\n  got      " STR_FMT "\n  expected %s\n", cases[i].text,
                        STR_ARG(buf_str(&out)), cases[i].pieces);
            wrong++;
        }
        buf_free(&out);
        arena_free(&arena);
    }
    assert_int_equal(wrong, 0);
}
#define CHECK(engine, cases) check(engine, cases, sizeof(cases) / sizeof *(cases))

static void expressions_of_jinja(void **state) {
    (void)state;
    static const Case cases[] = {
        {"{{ 'a\\}}", "(P 'a\\)"},
        {"{{ user-name }}", "(P user-name user)"},
        {"{{ f(-x) }}", "(P f unknown)"},
        {"{{ a?.b() }}", "(P a?.b unknown)"},
        {"{{ range(3) }}", "(P range(3))"},
        {"{{ dict(a=now()) }}", "(P now call)"},
        {"{{ list(now()) }}", "(P now call)"},
        {"{{ now()[:10] }}", "(P now day)"},
        {"{{ now()[0] }}", "(P now call)"},
        {"{{ isoformat(now())[0, 10] }}", "(P now day)"},
        {"{{ (now()).date() }}", "(P now day)"},
        {"{{ (now()).year }}", "(P now deploy)"},
        {"{{ x if (a or b) else now() }}", "(P now call)"},
        {"{{ x if y == 'else' else now() }}", "(P now call)"},
        {"{{ x if xs[0] }}", "(P x unknown)"},
        {"{{ now() if x }}", "(P now call)"},
        {"{{ x if other }}", "(P x unknown)"},
        {"{{ [now] | join }}", "(P now call)"},
        {"{{ {'a': now()} }}", "(P now call)"},
        {"{{ {a: x, now: y} }}", "(P x unknown)"},
        {"{{ {a : now} }}", "(P now call)"},
        {"{{ a and now() }}", "(P now call)"},
        {"{{ a or user_id }}", "(P a or user_id user)"},
        {"{{ not now }}", "(P not now call)"},
        {"{{ x is defined }}", "(P x unknown)"},
        {"{{ x == now() }}", "(P now call)"},
        {"{{ x ~ now() }}", "(P now call)"},
        {"{{ 3 + user_id }}", "(P user_id user)"},
        {"{{ 1e5 }}", "(P 1e5)"},
        {"{{ \"a\" 'b' }}", "(P \"a\" 'b')"},
        {"{{ f(a=user_id, b=3) }}", "(P user_id user)"},
        {"{{ f(now == x) }}", "(P now call)"},
        {"{{ f(x => now) }}", "(P now call)"},
        {"{{ ((((((((((((((((((((((((((now())))))))))))))))))))))))))) }}",
         "(P ((((((((((((((((((((((((((now())))))))))))))))))))))))))) unknown)"},
        {"{{ x | default(now()) }}", "(P now call)"},
        {"{{ xs | join(', ') | upper }}", "(P xs unknown)"},
        {"{{ x | f 'a|b' | g }}", "(P x unknown)"},
        {"{{ [x | upper] }}", "(P x unknown)"},
        {"{{ 'today' | date: '%H' }}", "(P today call)"},
        {"{{ 'now' | upper }}", "(P upper)"},
        {"{{ 'Now' | date }}", "(P date)"},
        {"{{ x | shuffle }}", "(P shuffle call)"},
        {"{{ uuid4() | upper }}", "(P uuid4 call)"},
        {"{{ date.year }}", "(P date.year deploy)"},
        {"{{ now.hour }}", "(P now.hour call)"},
        {"{{ today.strftime('%H:%M') }}", "(P today.strftime call)"},
        {"{{ loop.index }} {{ forloop.last }} {{ first }} {{ last }} {{ key }} {{ index }}",
         "(P loop.index) (P forloop.last) (P first) (P last) (P key) (P index)"},
        {"{{ process.env.X }} {{ cfg.x }} {{ settings.x }} {{ constants.x }} {{ ENV.x }} {{ Env.y "
         "}} {{ config }}",
         "(P process.env.X deploy) (P cfg.x deploy) (P settings.x deploy) (P constants.x deploy) "
         "(P ENV.x deploy) (P Env.y deploy) (P config unknown)"},
        {"{{ time.time() }} {{ time.now }} {{ time.month }} {{ time.zone }} {{ TimePlugin.Now }}",
         "(P time.time call) (P time.now call) (P time.month day) (P time.zone user) (P "
         "TimePlugin.Now call)"},
        {"{{ datetime.today() }} {{ date.today() }} {{ today() }} {{ x.today() }} {{ "
         "datetime.local() }} {{ d.local() }}",
         "(P datetime.today call) (P date.today day) (P today day) (P x.today call) (P "
         "datetime.local call) (P d.local unknown)"},
        {"{{ now('%Y') }} {{ strftime('%H') }} {{ strftime(x) }} {{ now(`%Y`) }} {{ now('%Y) }}",
         "(P now deploy) (P strftime call) (P strftime call) (P now deploy) (P now call)"},
        {"{{ random() }} {{ random.sample(xs) }} {{ random.other(xs) }} {{ choices(xs) }}",
         "(P random call) (P random.sample call) (P random.other call) (P choices call)"},
        {"{{ zone.utc }} {{ now().tzinfo }}", "(P zone.utc unknown) (P now user)"},
        {"{{ caf\xC3\xA9 }} {{ @x }} {{ .x }} {{ ../user_id }} {{ ./user_id }}",
         "(P caf\xC3\xA9 unknown) (P @x unknown) (P .x unknown) (P ../user_id user) (P user_id "
         "user)"},
        {"{{ get_time() }} {{ x.get_user() }} {{ user.f(3) }} {{ f(user_id) }}",
         "(P get_time call) (P x.get_user user) (P user.f user) (P user_id user)"},
        {"{{ a.b.c[user_id].d }}", "(P a.b.c unknown)"},
        {"{{ ; }}{{ | }}{{ ) }}", "(P ;)(P |)(P ))"},
        {"{{ a %}", "{{ a %}"},
        {"{{ a } }}", "(P a unknown)"},
        {"{{ a }", "{{ a }"},
        {"{{a}}}", "(P a unknown)}"},
        {"{{{{a}}}}", "{{{{a}}}}"},
    };
    CHECK(ENGINE_JINJA, cases);
}

static void tags_of_jinja(void **state) {
    (void)state;
    static const Case cases[] = {
        {"{% raw %}{{ a }}{% endraw %}{{ b }}", "(T){{ a }}(T)(P b unknown)"},
        {"{%- raw -%}{{ a }}{%- endraw -%}{{ b }}", "(T){{ a }}(T)(P b unknown)"},
        {"{% verbatim %}{{ a }} endverbatim {%+ endverbatim %}{{ b }}",
         "(T){{ a }} endverbatim (T)(P b unknown)"},
        {"{% raw %}{{ a }} %endraw", "(T)(P a unknown) %endraw"},
        {"{% raw %}{{ a }}{% raw %}{{ b }}", "(T)(P a unknown)(T)(P b unknown)"},
        {"{% comment %}{{ a }}{% endcomment %}{{ b }}", "(#)(P b unknown)"},
        {"{% comment %}{{ a }}{% endcomment", "(T)(P a unknown){% endcomment"},
        {"{% comment %}{{ a }}", "(T)(P a unknown)"},
        {"{% comment %}{{ a }}{% comment %}{{ b }}", "(T)(P a unknown)(T)(P b unknown)"},
        {"{% for x in xs %}{{ x }}{{ loop.index }}{% else %}{{ y }}{% endfor %}{{ x }}",
         "(T xs unknown?)(P x unknown 1*)(P loop.index 1*)(T 1*)(P y unknown 1*)(T 1*)(P x "
         "unknown)"},
        {"{% for k, v in messages.items() %}{{ k }}{{ v.text }}{% endfor %}",
         "(T messages.items append?)(P k append 1*)(P v.text append 1*)(T 1*)"},
        {"{% for messages %}{{ messages }}{% endfor %}",
         "(T messages append?)(P messages append 1*)(T 1*)"},
        {"{% tablerow x in tools %}{{ x.a }}{% endtablerow %}",
         "(T tools deploy?)(P x.a deploy 1*)(T 1*)"},
        {"{% set a, b = now() %}{{ a }}{{ b }}", "(T)(P a call)(P b call)"},
        {"{% set a = 1 %}{{ a }}", "(T)(P a)"},
        {"{% set a %}{{ now() }}{% endset %}b", "(T)(T now call 1)(T 1)b"},
        {"{% assign a = user_id %}{{ a }}", "(T)(P a user)"},
        {"{% capture a %}{{ now() }}{% endcapture %}b", "(T)(T now call 1)(T 1)b"},
        {"{% set = now() %}{{ a }}", "(T)(P a unknown)"},
        {"{% if x %}{% set a = now() %}{% endif %}{{ a }}", "(T x unknown?)(T 1?)(T 1?)(P a call)"},
        {"{% if x %}a{% elif now() %}b{% else %}{{ c }}{% endif %}{{ d }}",
         "(T x unknown?)a(T 1?)b(T 1?)(P c unknown 1?)(T 1?)(P d unknown)"},
        {"{% unless x %}{{ c }}{% endunless %}", "(T x unknown?)(P c unknown 1?)(T 1?)"},
        {"{% case x %}{% when 1 %}{{ c }}{% endcase %}",
         "(T x unknown?)(T 1?)(P c unknown 1?)(T 1?)"},
        {"{% ifchanged %}{{ c }}{% endifchanged %}", "(T?)(P c unknown 1?)(T 1?)"},
        {"{% switch x %}{{ c }}{% endswitch %}", "(T x unknown?)(P c unknown 1?)(T 1?)"},
        {"{% now %}", "(P now call)"},
        {"{% now '' %}", "(P now '' call)"},
        {"{% now 'Y-m-d' %}", "(P now 'Y-m-d' day)"},
        {"{% now \"H:i %}", "(P now \"H:i call)"},
        {"{% now 'UTC', 'Y-m-d' %}", "(P now 'UTC', 'Y-m-d' day)"},
        {"{% now 'UTC', %}", "(P now 'UTC', call)"},
        {"{% now x %}", "(P now x call)"},
        {"{% macro m(a, b='x', ) %}{{ a }}{{ b }}{{ user_id }}{% endmacro %}{{ user_id }}",
         "(T)(P a unknown 1)(P b unknown 1)(P user_id user 1)(T 1)(P user_id user)"},
        {"{% macro m %}{{ a }}{% endmacro %}", "(T)(P a unknown 1)(T 1)"},
        {"{% macro m(user_id) %}{{ user_id }}{% endmacro %}{{ user_id }}",
         "(T)(P user_id unknown 1)(T 1)(P user_id user)"},
        {"{% call m(x) %}{{ c }}{% endcall %}", "(T)(P c unknown 1)(T 1)"},
        {"{% filter upper %}{{ c }}{% endfilter %}", "(T)(P c unknown 1)(T 1)"},
        {"{% with a = 1 %}{{ b }}{% endwith %}", "(T)(P b unknown 1)(T 1)"},
        {"{% block b %}{{ c }}{% endblock %}", "(T)(P c unknown 1)(T 1)"},
        {"{% unknown %}{{ c }}", "(T)(P c unknown)"},
        {"{% include 'a.md' %}{% extends 'b' %}{% render 'c' %}{% import 'd' as e %}{% from 'f' "
         "import g %}",
         "(I 'a.md')(I 'b')(I 'c')(T 'd' as e)(T 'f' import g)"},
        {"{% echo now() %}{% output user_id %}{% do x %}", "(P now call)(P user_id user)(T)"},
        {"{% end %}{{ a }}", "(T)(P a unknown)"},
        {"{% endif %}{{ a }}", "(T)(P a unknown)"},
        {"{% if a %}{% for b in c %}{% endif %}{{ d }}",
         "(T a unknown?)(T c unknown 1?)(T 2*)(P d unknown)"},
        {"{% if a %}{{ b }}", "(T a unknown?)(P b unknown 1?)"},
        {"{%# note %}{{ a }}", "(#)(P a unknown)"},
        {"{# note #}{{ a }}", "(#)(P a unknown)"},
        {"{# note {{ a }}", "{# note (P a unknown)"},
        {"{%~ if a ~%}{{ b }}{%~ endif ~%}", "(T a unknown?)(P b unknown 1?)(T 1?)"},
        {"{%+ if a +%}{{ b }}{% endif -%}", "(T a unknown?)(P b unknown 1?)(T 1?)"},
        {"{%%}a", "(T)a"},
        {"{% %}a", "(T)a"},
        {"{%-%}a", "(T)a"},
        {"{% if a == '%}' %}{{ b }}{% endif %}", "(T a unknown?)(P b unknown 1?)(T 1?)"},
        {"{% if a == '%} %}{{ b }}{% endif %}", "(T a unknown?) %}(P b unknown 1?)(T 1?)"},
        {"{% if it's %}{{ b }}{% endif %}", "(T it unknown?)(P b unknown 1?)(T 1?)"},
        {"{% if a", "{% if a"},
        {"{% if a }}", "{% if a }}"},
    };
    CHECK(ENGINE_JINJA, cases);
}

static void liquid(void **state) {
    (void)state;
    static const Case cases[] = {
        {"{% assign x = 'now' | date: '%Y' %}{{ x }}", "(T)(P x deploy)"},
        {"{% for t in tools limit: 3 %}{{ t.name }}{% endfor %}",
         "(T tools deploy?)(P t.name deploy 1*)(T 1*)"},
        {"{% comment %}a{% endcomment %}b", "(#)b"},
        {"{# no comment #}{{ a }}", "{# no comment #}(P a unknown)"},
        {"{{ 'now' | date: '%s' }}", "(P now call)"},
        {"{% render 'a', x: y %}", "(I 'a', x: y)"},
    };
    CHECK(ENGINE_LIQUID, cases);
}

static void mustache_and_handlebars(void **state) {
    (void)state;
    static const Case cases[] = {
        {"{{x}} {{&y}} {{{z}}} {{{{w}}}} {{~v~}} {{-u-}}",
         "(P x unknown) (P y unknown) (P z unknown) {{{{w}}}} (P v unknown) (P u unknown)"},
        {"{{{x}} {{y}}", "(P x unknown) (P y unknown)"},
        {"{{{{raw}}}}{{x}}{{{{/raw}}}}{{y}}", "{{{{raw}}}}{{x}}{{{{/raw}}}}(P y unknown)"},
        {"{{{{{a}}}}}", "{{{{{a}}}}}"},
        {"{{{{raw}}}}{{x}} {{{{raw}}}}{{y}}", "{{{{raw}}}}(P x unknown) {{{{raw}}}}(P y unknown)"},
        {"\\{{x}} {{y}}", "\\{{x}} (P y unknown)"},
        {"{{#if now}}{{x}}{{else}}{{y}}{{/if}}{{z}}",
         "(T now call?)(P x unknown 1?)(T 1?)(P y unknown 1?)(T 1?)(P z unknown)"},
        {"{{#if a}}b{{else if c}}d{{/if}}", "(T a unknown?)b(T 1?)d(T 1?)"},
        {"{{#unless a}}{{x}}{{/unless}}", "(T a unknown?)(P x unknown 1?)(T 1?)"},
        {"{{#ifEquals a b}}{{x}}{{/ifEquals}}", "(T b unknown?)(P x unknown 1?)(T 1?)"},
        {"{{^a}}{{x}}{{/a}}{{y}}", "(T a unknown?)(P x unknown 1?)(T 1?)(P y unknown)"},
        {"{{#a}}{{x}}{{/a}}{{y}}", "(T a unknown?)(P x unknown 1*)(T 1*)(P y unknown)"},
        {"{{# a }}{{x}}{{/ a }}{{y}}", "(T a unknown?)(P x unknown 1*)(T 1*)(P y unknown)"},
        {"{{#with user}}{{name}}{{/with}}{{name}}",
         "(T user user)(P name user 1)(T 1)(P name unknown)"},
        {"{{#each xs}}{{this}}{{@index}}{{@key}}{{/each}}",
         "(T xs unknown?)(P this unknown 1*)(P @index 1*)(P @key 1*)(T 1*)"},
        {"{{#each messages as |m i|}}{{m.content}}{{x}}{{/each}}{{m}}",
         "(T messages append?)(P m.content append 1*)(P x append 1*)(T 1*)(P m unknown)"},
        {"{{#each messages as ||}}{{x}}{{/each}}", "(T messages append?)(P x append 1*)(T 1*)"},
        {"{{#role user}}{{x}}{{/role}}", "(T user user?)(P x unknown 1?)(T 1?)"},
        {"{{#section s}}{{x}}{{/section}}", "(T s unknown?)(P x unknown 1?)(T 1?)"},
        {"{{#helper a b}}{{x}}{{/helper}}", "(T b unknown?)(P x unknown 1?)(T 1?)"},
        {"{{#messages}}{{content}}{{/messages}}",
         "(T messages append?)(P content append 1*)(T 1*)"},
        {"{{^messages}}{{content}}{{/messages}}",
         "(T messages append?)(P content request 1?)(T 1?)"},
        {"{{#each ../messages}}{{content}}{{/each}}",
         "(T ../messages append?)(P content append 1*)(T 1*)"},
        {"{{/}}{{>}}{{!}}{{=}}{{ }}{{}}", "(T)(I)(#)(T){{ }}{{}}"},
        {"{{=<% %>=}}{{x}}", "(T)(P x unknown)"},
        {"{{> part}}{{>part x=1}}", "(I part)(I part x=1)"},
        {"{{/x}}{{y}}", "(T)(P y unknown)"},
        {"{{#a}}{{#b}}{{/a}}{{c}}", "(T a unknown?)(T b unknown 1*)(T 2*)(P c unknown)"},
        {"{{#a}}{{x}}", "(T a unknown?)(P x unknown 1*)"},
        {"{{! note }}{{x}}", "(#)(P x unknown)"},
        {"{{!-- a }} --}}{{x}}", "(#)(P x unknown)"},
        {"{{!-- a }}{{x}}", "(#)(P x unknown)"},
        {"{{~!-- a --~}} --}}{{x}}", "(#)(P x unknown)"},
        {"{{! a", "{{! a"},
        {"{{#sys.user_id#}}{{#a#}}", "(P sys.user_id user)(P a unknown)"},
        {"{{User Name}} {{current date}} {{one two three four five six}} {{a b}} {{a, b}}",
         "(P User Name user) (P current date day) (P six unknown) (P b unknown) (P a unknown)"},
        {"{{current_time_America/New_York}} {{current_date_Etc/UTC}} {{current_time_Mars/X}} "
         "{{current_time/x}} {{a/b}} {{_US/x}} {{ /x }}",
         "(P current_time call) (P current_date day) (P current_time_Mars call) (P current_time "
         "call) (P a unknown) (P _US unknown) (T)"},
        {"{{formatDate now 'YYYY'}} {{upper user_id}} {{upper x}} {{now x}} {{get_user x}}",
         "(P now deploy) (P upper user_id user) (P x unknown) (P now call) (P get_user user)"},
        {"{{x \"a}}b\"}}{{y}}", "(P x unknown)(P y unknown)"},
        {"{{x \"a\n}}{{y}}", "(P x unknown)(P y unknown)"},
        {"{{x \"a\\\"}}\"}}{{y}}", "(P x unknown)(P y unknown)"},
        {"{{it's}} {{y}}", "(P it unknown) (P y unknown)"},
        {"{{a {{b}}", "{{a (P b unknown)"},
        {"{{ a\n}}", "(P a unknown)"},
        {"{{plugin:datetime:now}} {{plugin:datetime:month}} {{plugin:sys:hostname}} "
         "{{plugin:file:read:a}} {{plugin:text:upper:a}} {{plugin:fetch:get:http://a}} "
         "{{plugin:datetime}}",
         "(P plugin:datetime:now call) (P plugin:datetime:month day) (P plugin:sys:hostname "
         "session) (P plugin:file:read:a deploy) (P plugin:text:upper:a unknown) (D "
         "plugin:fetch:get:http: call) (P plugin:datetime call)"},
        {"{{x=now}}{{x}}", "(T)(P x call)"},
        {"{{ x = }}{{x}}", "(P x =)(P x unknown)"},
        {"{{= x}}", "(T)"},
    };
    CHECK(ENGINE_MUSTACHE, cases);
}

static void go_templates(void **state) {
    (void)state;
    static const Case cases[] = {
        {"{{.Name}} {{ .User.ID }} {{- .X -}} {{ . }} {{ $.X }}",
         "(P .Name unknown) (P .User.ID user) (P .X unknown) (P . unknown) (P $.X unknown)"},
        {"{{/* a */}}{{.X}}", "(#)(P .X unknown)"},
        {"{{- /* a }} */ -}}{{.X}}", "(#)(P .X unknown)"},
        {"{{/* a }}{{.X}}", "(#)(P .X unknown)"},
        {"{{/* a */", "{{/* a */"},
        {"{{/*/}}{{.X}}", "(#)(P .X unknown)"},
        {"{{! a}}{{.X}}", "(#)(P .X unknown)"},
        {"{{if .Now}}{{.X}}{{else}}{{.Y}}{{end}}{{.Z}}",
         "(T .Now call?)(P .X unknown 1?)(T 1?)(P .Y unknown 1?)(T 1?)(P .Z unknown)"},
        {"{{if .A}}{{.B}}{{else if .C}}{{.D}}{{end}}",
         "(T .A unknown?)(P .B unknown 1?)(T 1?)(P .D unknown 1?)(T 1?)"},
        {"{{range .Messages}}{{.Content}}{{end}}{{.X}}",
         "(T .Messages append?)(P .Content append 1*)(T 1*)(P .X unknown)"},
        {"{{range $i, $m := .Messages}}{{$m.Content}}{{$i}}{{end}}",
         "(T .Messages append?)(P $m.Content append 1*)(P $i append 1*)(T 1*)"},
        {"{{range $m := .Messages}}{{$m}}{{end}}{{$m}}",
         "(T .Messages append?)(P $m append 1*)(T 1*)(P $m unknown)"},
        {"{{range -, := .Messages}}{{.X}}{{end}}", "(T .Messages append?)(P .X append 1*)(T 1*)"},
        {"{{range}}{{.X}}{{end}}", "(T?)(P .X 1*)(T 1*)"},
        {"{{for m in messages}}{{m.text}}{{endfor}}{{m}}",
         "(T messages append?)(P m.text append 1*)(T 1*)(P m unknown)"},
        {"{{with .A}}{{.B}}{{end}}{{.X}}", "(T .A unknown)(P .B unknown 1)(T 1)(P .X unknown)"},
        {"{{define \"a\"}}{{.X}}{{end}}", "(T)(P .X unknown 1)(T 1)"},
        {"{{block \"a\" .}}{{.X}}{{end}}", "(T)(P .X unknown 1)(T 1)"},
        {"{{template \"a\" .}}{{.X}}", "(I \"a\" .)(P .X unknown)"},
        {"{{break}}{{continue}}{{.X}}", "(T)(T)(P .X unknown)"},
        {"{{end}}{{.X}}", "(T)(P .X unknown)"},
        {"{{role \"user\"}}{{role}}", "(T)(P role deploy)"},
        {"{{ now | date \"2006-01-02\" }} {{ now.Year }}", "(P now day) (P now.Year deploy)"},
        {"{{ printf \"%s\" .UserID }} {{ len .Xs }} {{ index .Xs 0 }}",
         "(P .UserID user) (P .Xs unknown) (P .Xs unknown)"},
        {"{{$x := .Now}}{{$x}}", "(T)(P $x call)"},
        {"{{{.X}}}", "{(P .X unknown)}"},
        {"{{.X", "{{.X"},
        {"{{ if .A }}{{ .B }}", "(T .A unknown?)(P .B unknown 1?)"},
    };
    CHECK(ENGINE_GO, cases);
}

static void semantic_kernel(void **state) {
    (void)state;
    static const Case cases[] = {
        {"{{$name}} {{$input}} {{time.now}} {{time.Date}} {{Time.HourNumber}} {{time.other}}",
         "(P $name unknown) (P $input request) (P time.now call) (P time.Date day) (P "
         "Time.HourNumber call) (P time.other call)"},
        {"{{plugin.fn $x}} {{plugin.fn 'a'}} {{fn $user_id}} {{now $x}}",
         "(P $x unknown) (P plugin.fn unknown) (P $user_id user) (P now call)"},
        {"{{{$x}}}", "{(P $x unknown)}"},
        {"{{#if x}}{{/if}}{{$y}}", "(T x unknown?)(T 1?)(P $y unknown)"},
        {"{{ $x }}{{ 'a' }}{{ \"b\" }}", "(P $x unknown)(P 'a')(P \"b\")"},
    };
    CHECK(ENGINE_SEMANTIC_KERNEL, cases);
}

static void n8n(void **state) {
    (void)state;
    static const Case cases[] = {
        {"{{ $json.q }} {{ $json.a-b }} {{ $json.a?.b }} {{ $json.a?.[0] }} {{ $json['a b'] }}",
         "(P $json.q request) (P $json.a request) (P $json.a?.b request) (P $json.a request) (P "
         "$json request)"},
        {"{{ $input.item.json.question }} {{ $item.json.x }} {{ $node['A'].json.date }} {{ "
         "$('A').item.json.x }} {{ $('A') }}",
         "(P $input.item.json.question request) (P $item.json.x request) (P $node request) (P "
         "('A').item.json.x request) (P ('A') request)"},
        {"{{ $execution.id }} {{ $runIndex }} {{ $env.X }} {{ $vars.y }} {{ $workflow.name }} {{ "
         "$other }}",
         "(P $execution.id call) (P $runIndex call) (P $env.X deploy) (P $vars.y deploy) (P "
         "$workflow.name deploy) (P $other unknown)"},
        {"{{ $now }} {{ $today }} {{ $now.format('HH') }} {{ $now.zoneName }} {{ $today.year }}",
         "(P $now call) (P $today day) (P $now.format call) (P $now.zoneName user) (P $today.year "
         "deploy)"},
        {"{{ $json.x.trim() }} {{ x.trim() }} {{ x.trim($now) }} {{ user.trim() }}",
         "(P $json.x.trim request) (P x.trim unknown) (P $now call) (P user.trim user)"},
        {"{{ Date() }} {{ Date(x) }} {{ new Date($json.date) }} {{ Intl.DateTimeFormat() }} {{ "
         "moment() }} {{ moment($json.created) }} {{ dayjs(x) }} {{ dayjs( ) }}",
         "(P Date call) (P x unknown) (P $json.date day) (P Intl.DateTimeFormat call) (P moment "
         "call) (P $json.created request) (P dayjs unknown) (P dayjs call)"},
        {"{{ a ? $now : b }} {{ a ?\? $now }} {{ a || $now }} {{ a && $now }} {{ a ?. $now }} {{ "
         "!$now }} {{ a & $now }}",
         "(P $now call) (P $now call) (P $now call) (P $now call) (P $now call) (P $now call) (P "
         "$now call)"},
        {"{{ ($now)?.year }} {{ ($now)?.[0] }} {{ ($now).toISO() }} {{ (a)?.b($now) }}",
         "(P $now deploy) (P $now call) (P $now call) (P $now call)"},
        {"{{ `a ${$now}` }} {{ [1, $now] }} {{ {a: $now} }} {{ ({a: 1, b: $now}) }} {{ x => $now "
         "}}",
         "(P `a ${$now}`) (P $now call) (P $now call) (P $now call) (P $now call)"},
        {"{{ DateTime.now().toISO().slice(0, 10) }} {{ DateTime.fromISO(x) }} {{ new "
         "Date().toISOString().split('t')[0] }} {{ new Date().toISOString().split('x')[0] }}",
         "(P DateTime.now day) (P DateTime.fromISO call) (P Date day) (P Date call)"},
    };
    CHECK(ENGINE_N8N, cases);
}

static void single_braces(void **state) {
    (void)state;
    static const Case cases[] = {
        {"{x} {x.y} {x[a:b]} {x['a:b']} {x!r} {x:>10} {x!r:>10}",
         "(P x unknown) (P x.y unknown) (P x unknown) (P x unknown) (P x unknown) (P x unknown) (P "
         "x unknown)"},
        {"{f(x)} {f(a b)} {a b} {0} {} {1a}",
         "(P f unknown) (P f unknown) {a b} (P 0 unknown) (P unknown) (P 1a unknown)"},
        {"{now} {now:%H:%M} {now:%Y} {date:%Y} {now!r} {now:%d.%m}",
         "(P now call) (P now call) (P now deploy) (P date day) (P now call) (P now day)"},
        {"{x", "{x"},
        {"{x{y}}", "{x(P y unknown)}"},
        {"{x\ny}", "{x\ny}"},
        {"{{x}} {{{x}}} }} {y}", "{{x}} {{(P x unknown)}} }} (P y unknown)"},
        {"{'a'} {\"a\"} { x} {-x} {\\x}", "{'a'} {\"a\"} { x} {-x} {\\x}"},
        {"{d(')')} {f(\"a:b\")} {f(a)[0]} {f(a]:b)}",
         "(P d unknown) (P f unknown) (P f unknown) (P f unknown)"},
        {"{user_id} {caf\xC3\xA9}", "(P user_id user) (P caf\xC3\xA9 unknown)"},
    };
    CHECK(ENGINE_FSTRING, cases);
}

static void dollar(void **state) {
    (void)state;
    static const Case cases[] = {
        {"${x} ${a.b} ${f(user_id)} ${a ? b : now()} ${`a`}",
         "(P x unknown) (P a.b unknown) (P user_id user) (P now call) (P `a`)"},
        {"${a{b}c} ${{{{{{{{{{{{{{{{{{{} ${y}",
         "(P b unknown) ${{{{{{{{{{{{{{{{{{{} (P y unknown)"},
        {"${env:X} ${file:a.md} ${input:q} ${X:-now} ${user_id:-x}",
         "(P env:X deploy) (P file:a.md deploy) (P input:q request) (P X deploy) (P user_id "
         "user)"},
        {"\\${x} \\$x ${y}", "\\${x} \\$x (P y unknown)"},
        {"$x $$ $$y $5 ${} ${ user_id }", "$x $$ $$y $5 (P) (P user_id user)"},
        {"${a", "${a"},
        {"${new Date().getFullYear()} ${Date.now()} ${a-b} ${a - now}",
         "(P Date deploy) (P Date.now call) (P a unknown) (P a - now call)"},
        {"{x} {{y}} {% z %}", "{x} {{y}} {% z %}"},
    };
    CHECK(ENGINE_DOLLAR, cases);
}

static void angle_and_square(void **state) {
    (void)state;
    static const Case cases[] = {
        {"<<NAME>> << NAME >> <<  NAME  >> <<   NAME>> <<NAME   >>",
         "(P NAME unknown) (P NAME unknown) (P NAME unknown) <<   NAME>> <<NAME   >>"},
        {"<<a.b>> <<a-b>> <<user_id>> <<1a>> <<>> <<a b>>",
         "(P a.b unknown) (P a-b unknown) (P user_id user) <<1a>> <<>> <<a b>>"},
        {"<NAME> {x} ${y} [[Z]]", "<NAME> {x} ${y} [[Z]]"},
    };
    CHECK(ENGINE_ANGLE, cases);
}

static void square(void **state) {
    (void)state;
    static const Case cases[] = {
        {"[[NAME]] [[ user_id ]] [[a.b-c]] [[]] [[a] [[a]x]",
         "(P NAME unknown) (P user_id user) (P a.b-c unknown) [[]] [[a] [[a]x]"},
        {"[[A]]](b) [A]", "(P A unknown)](b) [A]"},
    };
    CHECK(ENGINE_SQUARE, cases);
}

static void printf_conversions(void **state) {
    (void)state;
    static const Case cases[] = {
        {"%s %d %i %v %q %f %g %u %x %c", "(P %s unknown) (P %d unknown) (P %i unknown) (P %v "
                                          "unknown) (P %q unknown) (P %f unknown) "
                                          "(P %g unknown) (P %u unknown) %x %c"},
        {"%(user_id)s %(a b)d %(x %(y)", "(P user_id user) (P b unknown) %(x %(y)"},
        {"%5d %-10s %.2f %1$s %+d %%s %% %", "(P %5d unknown) (P %-10s unknown) (P %.2f unknown) "
                                             "(P %1$s unknown) (P %+d unknown) %%s %% "
                                             "%"},
        {"%sx %s. 5%s", "%sx (P %s unknown). 5(P %s unknown)"},
    };
    CHECK(ENGINE_PRINTF, cases);
}

static void documents(void **state) {
    (void)state;
    static const Case cases[] = {
        {"!`date` !`git log` x!`date` (!`date`)",
         "(D date call) (D git log call) x!`date` (!`date`)"},
        {"@docs/a.md\n@a.md  \n@a.md x\n@ann\n@types/node",
         "(I docs/a.md deploy)\n(I a.md deploy)  \n(I a.md deploy) x\n@ann\n(I types/node deploy)"},
        {"see @docs/a.md, @docs/b.md. and (@c.md) @d.md) x@e.md",
         "see (I docs/a.md deploy), (I docs/b.md deploy). and (@c.md) (I d.md deploy)) x@e.md"},
        {"`@a/b.md` @c/d.md `x` @e/f.md `y @g/h.md",
         "`@a/b.md` (I c/d.md deploy) `x` (I e/f.md deploy) `y @g/h.md"},
        {"@\n@ a.md\n@a", "@\n@ a.md\n@a"},
        {"@a.b/c d @a.b/c.d e @a/.x @a. @a.! f", "@a.b/c d (I a.b/c.d deploy) e @a/.x @a. @a.! f"},
        {"```\n@a.md\n!`date`\n```\n@b.md", "```\n@a.md\n!`date`\n```\n(I b.md deploy)"},
        {"~~~\n@a.md\n```\n~~~~\n@b.md", "~~~\n@a.md\n```\n~~~~\n(I b.md deploy)"},
        {"```\n@a.md\n``` x\n@b.md", "```\n@a.md\n``` x\n@b.md"},
        {"> ```\n> @a.md\n> ```\n@b.md", "> ```\n> @a.md\n> ```\n(I b.md deploy)"},
        {"``\n@a.md", "``\n(I a.md deploy)"},
        {"@a.md\r\n@b/c\r\n", "(I a.md deploy)\r\n(I b/c deploy)\r\n"},
    };
    CHECK(ENGINE_DOCUMENT, cases);
}

/* Nobody said which language it is. */
static void guessed(void **state) {
    (void)state;
    static const Case cases[] = {
        {"{{x}} {{ \"a\": 1 }}", "(P x unknown) {{ \"a\": 1 }}"},
        {"{{x}} {{ {a} }}", "{{x}} {{ (P a unknown) }}"},
        {"{{x}} {{,}}", "(P x unknown) {{,}}"},
        {"{{x}} {{\\frac}}", "(P x unknown) {{\\frac}}"},
        {"{{x}} {{*}}", "(P x unknown) {{*}}"},
        {"{{x}} {{[1]}}", "(P x unknown) {{[1]}}"},
        {"{{x}} {{<a>}}", "(P x unknown) {{<a>}}"},
        {"{{x}} {{ \"lit\" }}", "(P x unknown) (P \"lit\")"},
        {"{{x}} {{}}", "(P x unknown) {{}}"},
        {"{{x}} {{}a}}", "(P x unknown) {{}a}}"},
        {"{{a}} <<NOW>> [[NOW]] <<now>> [[now]]",
         "(P a unknown) (P NOW call) (P NOW call) <<now>> [[now]]"},
        {"Now: ${now}\n```\n${x}\n```\n`${y}` and ${z}",
         "Now: (P now call)\n```\n${x}\n```\n`${y}` and (P z unknown)"},
        {"Question: $question\n$PATH $other",
         "Question: (P question request)\n$PATH (P other unknown)"},
        {"<<USER>> said", "(P USER user) said"},
        {"{% if x %}{{ y }}{% endif %}", "(T x unknown?)(P y unknown 1?)(T 1?)"},
        {"{{x}}\n```\n{{y}}\n```\n<example>{{z}}</example>{{w}}",
         "(P x unknown)\n```\n(P y unknown)\n```\n<example>(P z unknown example)</example>(P w "
         "unknown)"},
        {"<examples>{{z}}</examples>\n{{w}} </example> {{v}}",
         "<examples>(P z deploy example)</examples>\n(P w deploy) </example> (P v unknown)"},
        {"<good-example>{{z}}</good-example> <exampl>{{a}}",
         "<good-example>(P z unknown example)</good-example> <exampl>(P a unknown)"},
        {"<example>{{x}} <example>{{y}}</example> {{z}}",
         "<example>(P x unknown example) <example>(P y unknown example)</example> (P z unknown)"},
        {"<example>{{x}}</p> {{z}}", "<example>(P x unknown)</p> (P z unknown)"},
        {"Write as ```{{x}}``` or\n```\n{{x}}\n```\n",
         "Write as ```(P x unknown)``` or\n```\n(P x unknown)\n```\n"},
        {"```\n{{x}}\n```", "```\n(P x unknown)\n```"},
        {"```\n {{x}}\n```\n{{y}}", "```\n (P x unknown example)\n```\n(P y unknown)"},
        {"````\n```\n{{x}} y\n```\n````\n{{z}}",
         "````\n```\n(P x unknown example) y\n```\n````\n(P z unknown)"},
        {"```\n{{x}} y\n~~~\n```\n{{z}}", "```\n(P x unknown example) y\n~~~\n```\n(P z unknown)"},
    };
    CHECK(ENGINE_AUTO, cases);
}

static void marks(void **state) {
    (void)state;
    static const Case cases[] = {
        {"Question: __QUESTION__\nAnd __OTHER__ or a__B__ or __ab__ or __AB__ or __ABC_",
         "Question: (P QUESTION request)\nAnd (P OTHER unknown) or a__B__ or __ab__ or __AB__ or "
         "__ABC_"},
        {"Question: @@QUESTION@@\nand @@X1Y@@ @@A@@ @B@",
         "Question: (P QUESTION request)\nand (P X1Y unknown) @@A@@ @B@"},
        {"Question: %question%\n50% of %x% %other% %Y2% %_x%",
         "Question: (P question request)\n50% of %x% (P other unknown) %Y2% %_x%"},
        {"Question: @QUESTION@\na@TOPIC@ @TOPIC @TOPIC@",
         "Question: (P QUESTION request)\na@TOPIC@ @TOPIC (P TOPIC session)"},
        {"Question: [QUESTION]\nReply [QUESTION] and [OTHER]",
         "Question: (P QUESTION request)\nReply [QUESTION] and [OTHER]"},
        {"Question: |QUESTION|\n|QUESTION| x |OTHER|\n",
         "Question: (P QUESTION request)\n|QUESTION| x |OTHER|\n"},
        {"Question: $question$\nfor $5 $Other$ $other_1$ a$other$ $PATH $x$",
         "Question: (P question request)\nfor $5 $Other$ (P other_1 unknown) a$other$ $PATH $x$"},
        {"Rules.\n\n$user_data$\n$question$", "Rules.\n\n(P user_data user)\n(P question request)"},
        {"$question$\r\nand $other$", "(P question request)\r\nand (P other unknown)"},
        {"As $alpha$ grows, $beta$ does: $gamma$, $delta$ too.",
         "As $alpha$ grows, $beta$ does: $gamma$, $delta$ too."},
        {" $question$ \n", " $question$ \n"},
        {"Question:\n\"__QUESTION__\"\n", "Question:\n\"(P QUESTION request)\"\n"},
        {"Question:\r\n\r\n  __QUESTION__ \r\n", "Question:\r\n\r\n  (P QUESTION request) \r\n"},
        {"__QUESTION__\n", "__QUESTION__\n"},
        {"Question: __QUESTION__\n```\n__QUESTION__\n```\n",
         "Question: (P QUESTION request)\n```\n__QUESTION__\n```\n"},
        {"<doc>__QUESTION__</doc>", "<doc>(P QUESTION request)</doc>"},
        {"Question: ###QUESTION###\n### Head ###\n#TOPIC# and ###OTHER###",
         "Question: (P QUESTION request)\n### Head ###\n(P TOPIC session) and (P OTHER unknown)"},
        {"Question: {$question}\n{$other} {$} {x}",
         "Question: (P question request)\n(P other unknown) {$} {x}"},
        {"Question: <QUESTION>\nReply <OTHER>", "Question: (P QUESTION request)\nReply <OTHER>"},
        {"Question: <QUESTION>\nis it</QUESTION>", "Question: <QUESTION>\nis it</QUESTION>"},
        {"Output: <QUESTION>\n", "Output: <QUESTION>\n"},
    };
    CHECK(ENGINE_AUTO, cases);
}

static void embedded_code(void **state) {
    (void)state;
    static const Case cases[] = {
        {"<%= name %> <%- x -%> <%_ x _%> <%== x %> <%=user_id%>",
         "(P name unknown) (P x unknown) (T) (P x unknown) (P user_id user)"},
        {"<%% x %> <%= y %>", "<%% x %> (P y unknown)"},
        {"<%# note %>a <%!-- note --%>b", "(#)a (#)b"},
        {"<%= x", "<%= x"},
        {"<% if x %>a<%= y %><% else %>b<% end %><%= z %>",
         "(T x unknown?)a(P y unknown 1?)(T 1?)b(T 1?)(P z unknown)"},
        {"<% if (x) { %>a<% } else { %>b<% } %><%= z %>",
         "(T x unknown?)a(T 1?)b(T 1?)(P z unknown)"},
        {"<% unless now %>a<% end %>", "(T now call?)a(T 1?)"},
        {"<% messages.each do |m| %><%= m.content %>. Then <%= x %><% end %><%= m %>",
         "(T messages append?)(P m.content append 1*). Then (P x unknown 1*)(T 1*)(P m unknown)"},
        {"<% xs.each_with_index do |x, i| %><%= x %><%= i %><% end %>",
         "(T xs unknown?)(P x unknown 1*)(P i unknown 1*)(T 1*)"},
        {"<% messages.forEach((m) => { %><%= m.text %><% }) %><%= m %>",
         "(T messages append?)(P m.text append 1*)(T 1*)(P m unknown)"},
        {"<% messages.forEach(m => { %><%= m.text %><% }) %>",
         "(T messages append?)(P m.text append 1*)(T 1*)"},
        {"<% for (const m of messages) { %><%= m %><% } %><%= m %>",
         "(T messages append?)(P m append 1*)(T 1*)(P m unknown)"},
        {"<% for m in messages %><%= m %><% end %>", "(T messages append?)(P m append 1*)(T 1*)"},
        {"<%= for m <- messages do %><%= m %><% end %>",
         "(T messages append?)(P m append 1*)(T 1*)"},
        {"<% 3.times do %><%= x %><% end %>", "(T 3?)(P x unknown 1*)(T 1*)"},
        {"<% while (x) { %><%= y %><% } %>", "(T x unknown?)(P y unknown 1*)(T 1*)"},
        {"<% case x %><% when 1 %><%= y %><% end %>", "(T x unknown?)(T 1?)(P y unknown 1?)(T 1?)"},
        {"<% x = Time.now %><%= x %>", "(T)(P x call)"},
        {"<% const x = user_id %><%= x %>", "(T)(P x user)"},
        {"<% @x ||= user_id %><%= x %>", "(T)(P x user)"},
        {"<% = now %><% x = %><%= x %>", "(T)(T)(P x unknown)"},
        {"<%= render 'a' %><%- include('b') %><%= partial x %>", "(I 'a')(I ('b'))(I x)"},
        {"<%- if x -%>a<%- else -%>b<%- end -%><%= z %>",
         "(T x unknown?)a(T 1?)b(T 1?)(P z unknown)"},
        {"<% end %><%= x %>", "(T)(P x unknown)"},
        {"<% } %><%= x %>", "(T)(P x unknown)"},
        {"<% f() %><%= x %>", "(T)(P x unknown)"},
        {"<%= content_for :x do %><%= y %><% end %>",
         "(T content_for unknown)(P y unknown 1)(T 1)"},
        {"<% x == now %>. Then <%= x %>", "(T). Then (P x unknown)"},
        {"<% x != now %>. Then <%= x %>", "(T). Then (P x unknown)"},
        {"<% x => now %>. Then <%= x %>", "(T). Then (P x unknown)"},
        {"<%%>", "<%%>"},
        {"<%=%>a", "(P)a"},
        {"<%  %>a", "(T)a"},
        {"<%= x %%>", "(P x unknown)"},
        {"<% if x do %>a<% end %>", "(T x unknown?)a(T 1?)"},
        {"<% |x| %>a", "(T)a"},
    };
    CHECK(ENGINE_ERB, cases);
}

static void blade(void **state) {
    (void)state;
    static const Case cases[] = {
        {"{{ $user->name }} {!! $context !!}", "(P $user->name user) (P $context request)"},
        {"{!! $context !}", "{!! $context !}"},
        {"{{-- now() }} --}}a", "(#)a"},
        {"{{-- now()", "{{-- now()"},
        {"@{{ now }} {{ now() }}", "@{{ now }} (P now call)"},
        {"me@example.com, @someone, @@if (x)", "me@example.com, @someone, @@if (x)"},
        {"@if (f(')')) a @else b @endif {{ $x }}",
         "(T f unknown?) a (T 1?) b (T 1?) (P $x unknown)"},
        {"@unless($x) a @endunless", "(T $x unknown?) a (T 1?)"},
        {"@foreach ($messages as $message){{ $message->content }}@endforeach{{ $message }}",
         "(T $messages append?)(P $message->content append 1*)(T 1*)(P $message unknown)"},
        {"@forelse ($xs as $key => $x){{ $x }}@empty{{ $y }}@endforelse",
         "(T $xs unknown?)(P $x unknown 1*)(T 1*)(P $y unknown 1*)(T 1*)"},
        {"@foreach ($xs as", "@foreach ($xs as"},
        {"@include('prompts.date', ['x' => 1])", "(I 'prompts.date', ['x' => 1])"},
        {"@json($order)", "(P $order request)"},
        {"@php $x = now(); @endphp b", "(T) b"},
        {"@php($x = 1) b", "(T) b"},
        {"@php $x = now();", "@php $x = now();"},
        {"@verbatim {{ now() }} @endverbatim {{ now() }}",
         "(T) {{ now() }} @endverbatim (P now call)"},
        {"@endif {{ $x }}", "(T) (P $x unknown)"},
        {"{{ now()->format('Y-m-d') }} {{ date('Y-m-d') }} {{ date('H:i', $at) }}",
         "(P now day) (P date day) (P date unknown)"},
        {"{{ uniqid() }}", "(P uniqid call)"},
    };
    CHECK(ENGINE_BLADE, cases);
}

static void velocity(void **state) {
    (void)state;
    static const Case cases[] = {
        {"$user.name $!{context} ${now} $!currentTime.",
         "(P user.name user) (P context request) (P now call) (P currentTime call)."},
        {"\\$user costs $5 or $", "\\$user costs $5 or $"},
        {"${user", "${user"},
        {"$date.get(\"HH:mm\"), $rows[0].text,", "(P date.get unknown), (P rows unknown),"},
        {"#if($user.isNew()) a #else b #end $x", "(T?) a (T 1?) b (T 1?) (P x unknown)"},
        {"#foreach($m in $messages)$m.text#end$m.text",
         "(T messages append?)(P m.text append 1*)(T 1*)(P m.text request)"},
        {"#set($t = $currentTime)$t", "(T)(P t call)"},
        {"#parse(\"head.vm\") #macro(a) b #end", "(I \"head.vm\") (T?) b (T 1?)"},
        {"#* $user *#a #* b", "(#)a #* b"},
        {"# Title\n## Part\n#if x #foreach(a", "# Title\n## Part\n#if x #foreach(a"},
    };
    CHECK(ENGINE_VELOCITY, cases);
}

static void string_template(void **state) {
    (void)state;
    static const Case cases[] = {
        {"<names; separator=\", \"> <user.name> <context> <messages:{m|<m.text>}>",
         "(P names unknown) (P user.name user) (P context request) (P messages append)}>"},
        {"<if(seen)>a<elseif(left)>b<else>c<endif>d <x>",
         "(T?)a(T 1?)b(T 1?)c(T 1?)d (P x unknown)"},
        {"a \\<b> <! now() !>c <! d", "a \\<b> (#)c <! d"},
        {"5 < 6 and 7 > 2, <two words>, <\n>, <1>", "5 < 6 and 7 > 2, <two words>, <\n>, <1>"},
    };
    CHECK(ENGINE_STRING_TEMPLATE, cases);
}

/* A closing tag, or a brace without a condition, says that the brackets are elements. */
static void string_template_is_told(void **state) {
    (void)state;
    assert_true(template_is_string_template(STR("Ask <crew>.")));
    assert_true(template_is_string_template(STR("{\"a\": 1} <if(crew)><crew><endif>")));
    assert_false(template_is_string_template(STR("{\"a\": 1} <crew>")));
    assert_false(template_is_string_template(STR("<crew>two</crew>")));
    assert_false(template_is_string_template(STR("<two words> and 5 < 6")));
}

/* Code in braces says by itself that it is run. */
static void code_in_braces(void **state) {
    (void)state;
    static const Case cases[] = {
        {"It is {datetime.now():%H:%M}. {\"a\": 1}", "It is (P datetime.now call). {\"a\": 1}"},
        {"It is {datetime.now():%Y-%m-%d}.", "It is (P datetime.now day)."},
        {"On {datetime.date.today().strftime('%d %B %Y')}", "On (P datetime.date.today day)"},
        {"Id {uuid.uuid4()}, {other(1)}, {x.y}", "Id (P uuid.uuid4 call), {other(1)}, {x.y}"},
        {"#{Time.now.strftime(\"%H\")} {DateTime.Now:t}",
         "#(P Time.now.strftime call) (P DateTime.Now call)"},
        {"{function() { return 1; }} {Foo.bar()}", "{function() { return 1; }} {Foo.bar()}"},
        {"{datetime.now()\n} {datetime.now(", "{datetime.now()\n} {datetime.now("},
    };
    CHECK(ENGINE_AUTO, cases);
}

/* Nobody said that {x} is filled in: what stands around it has to. */
static void single_braces_by_their_place(void **state) {
    (void)state;
    static const Case cases[] = {
        {"Year: {year}\nMonth: {current_month}\n{\"a\": 1}",
         "Year: {year}\nMonth: {current_month}\n{\"a\": 1}"},
        {"Today's date: {date}\n{\"a\": 1}", "Today's date: (P date day)\n{\"a\": 1}"},
        {"Now: {now}\n{\"a\": 1}", "Now: (P now call)\n{\"a\": 1}"},
        {"Context: {context}\n{\"a\": 1}", "Context: {context}\n{\"a\": 1}"},
        {"Status:\n{status}\n\n{\"a\": 1}", "Status:\n(P status call)\n\n{\"a\": 1}"},
        {"Output of the tests:\n{test_output}\n\n{\"a\": 1}",
         "Output of the tests:\n(P test_output request)\n\n{\"a\": 1}"},
        {"The mail:\n\"{mail}\"\n\n{\"a\": 1}", "The mail:\n\"(P mail unknown)\"\n\n{\"a\": 1}"},
        {"Zoek in de lijst:\n{events}\n\n{\"a\": 1}",
         "Zoek in de lijst:\n(P events request)\n\n{\"a\": 1}"},
        {"【主题】\n{events}\n\n{\"a\": 1}", "【主题】\n(P events request)\n\n{\"a\": 1}"},
        {"【输出】\n{events}\n\n{\"a\": 1}", "【输出】\n{events}\n\n{\"a\": 1}"},
        {"Write the letter:\n{events}\n\n{\"a\": 1}", "Write the letter:\n{events}\n\n{\"a\": 1}"},
        {"Show this as output:\n{events}\n\n{\"a\": 1}",
         "Show this as output:\n{events}\n\n{\"a\": 1}"},
        {"The text:\n{summary}\n\n{\"a\": 1}", "The text:\n{summary}\n\n{\"a\": 1}"},
        {"<<<CHAT\n{mail}\n>>>\n{\"a\": 1}", "<<<CHAT\n(P mail unknown)\n>>>\n{\"a\": 1}"},
        {"=== MAIL ===\n{mail}\n=== END ===\n{\"a\": 1}",
         "=== MAIL ===\n(P mail unknown)\n=== END ===\n{\"a\": 1}"},
        {"=== MAIL ===\n{mail}\n<<< END\n{\"a\": 1}", "=== MAIL ===\n{mail}\n<<< END\n{\"a\": 1}"},
        {"<< MAIL\n{mail}\n>>\n{\"a\": 1}", "<< MAIL\n{mail}\n>>\n{\"a\": 1}"},
        {"\"\"\"{mail}\"\"\"\n{\"a\": 1}", "\"\"\"(P mail unknown)\"\"\"\n{\"a\": 1}"},
        {"<mail>{mail}</mail> {\"a\": 1}", "<mail>(P mail unknown)</mail> {\"a\": 1}"},
        {"<mail>\n{mail}\n</mail>\n{\"a\": 1}", "<mail>\n(P mail unknown)\n</mail>\n{\"a\": 1}"},
        {"===\n{mail}\n===\n{\"a\": 1}", "===\n(P mail unknown)\n===\n{\"a\": 1}"},
        {"---\n{mail}\n***\n{\"a\": 1}", "---\n{mail}\n***\n{\"a\": 1}"},
        {"'''\n{mail}\n'''\n{\"a\": 1}", "'''\n(P mail unknown)\n'''\n{\"a\": 1}"},
        {"Return the template:\n\"\"\"{mail}\"\"\"\n{\"a\": 1}",
         "Return the template:\n\"\"\"{mail}\"\"\"\n{\"a\": 1}"},
        {"Example:\n<mail>{mail}</mail>\n{\"a\": 1}", "Example:\n<mail>{mail}</mail>\n{\"a\": 1}"},
        {"The topic is: \"{topic_of_week}\"\n{\"a\": 1}",
         "The topic is: \"(P topic_of_week session)\"\n{\"a\": 1}"},
        {"Say: \"{word}\"\n{\"a\": 1}", "Say: \"{word}\"\n{\"a\": 1}"},
        {"Say: \"{word}\"", "Say: \"(P word request)\""},
        {"Say: \"{word}\" now\n{\"a\": 1}", "Say: \"{word}\" now\n{\"a\": 1}"},
        {"\"{word_one}\"\n{\"a\": 1}", "\"(P word_one unknown)\"\n{\"a\": 1}"},
        {"{final_test_block}\n\nSay it.", "(P final_test_block unknown)\n\nSay it."},
        {"{block}\n\nSay it.", "(P block unknown)\n\nSay it."},
        {"Say it.\n{final_test_block}\nand {other}",
         "Say it.\n(P final_test_block unknown)\nand (P other unknown)"},
        {"## Original Hooks\n{original_hooks}\n\n{\"a\": 1}",
         "## Original Hooks\n(P original_hooks request)\n\n{\"a\": 1}"},
        {"## Original Hooks\n{original_lines}\n\n{\"a\": 1}",
         "## Original Hooks\n(P original_lines request)\n\n{\"a\": 1}"},
        {"RESEARCH FINDINGS:\n{findings}\n{\"a\": 1}",
         "RESEARCH FINDINGS:\n(P findings request)\n{\"a\": 1}"},
        {"[Player state]\n{x}\n{\"a\": 1}", "[Player state]\n(P x user)\n{\"a\": 1}"},
        {"\xE3\x80\x90"
         "Data\xE3\x80\x91\n{x}\n{\"a\": 1}",
         "\xE3\x80\x90"
         "Data\xE3\x80\x91\n(P x unknown)\n{\"a\": 1}"},
        {"**Given data:**\n{x}\n{\"a\": 1}", "**Given data:**\n(P x unknown)\n{\"a\": 1}"},
        {"--- DATA ---\n{x}\n{\"a\": 1}", "--- DATA ---\n(P x request)\n{\"a\": 1}"},
        {"Fill in the details:\n{x}\n{\"a\": 1}", "Fill in the details:\n{x}\n{\"a\": 1}"},
        {"Here are the findings\n{findings}\n{\"a\": 1}",
         "Here are the findings\n{findings}\n{\"a\": 1}"},
        {"## Notes\n{x}\n\n## Instructions\nSay {\"a\": 1}",
         "## Notes\n(P x request)\n\n## Instructions\nSay {\"a\": 1}"},
        {"## Notes\n{x}\n\nYour task\n{\"a\": 1}", "## Notes\n{x}\n\nYour task\n{\"a\": 1}"},
        {"Inputs:\n- a: {a}\n- b: {b}\n{\"a\": 1}",
         "Inputs:\n- a: (P a unknown)\n- b: (P b unknown)\n{\"a\": 1}"},
        {"Variables\n- a: `{a}`\n{\"a\": 1}", "Variables\n- a: `(P a unknown)`\n{\"a\": 1}"},
        {"Mail:\n- to: {user_name}\n- subject: {subject}\n{\"a\": 1}",
         "Mail:\n- to: (P user_name user)\n- subject: (P subject request)\n{\"a\": 1}"},
        {"Mail:\n- to: {a}\n- subject: {subject}\n{\"a\": 1}",
         "Mail:\n- to: (P a unknown)\n- subject: (P subject request)\n{\"a\": 1}"},
        {"Output format:\n- to: {user_name}\n- subject: {subject}\n{\"a\": 1}",
         "Output format:\n- to: {user_name}\n- subject: {subject}\n{\"a\": 1}"},
        {"Mail:\n- to: {user_name} and\n- subject: {subject}\n{\"a\": 1}",
         "Mail:\n- to: {user_name} and\n- subject: {subject}\n{\"a\": 1}"},
        {"---\nname: x\nmodel: {m}\n---\nQuestion:\n{question}\n{\"a\": 1}",
         "---\nname: x\nmodel: (P m deploy)\n---\nQuestion:\n(P question request)\n{\"a\": 1}"},
        {"---\nno key\n{question}\n---\n{\"a\": 1}",
         "---\nno key\n(P question request)\n---\n{\"a\": 1}"},
        {"```\n{question}\n```\nQuestion:\n{question}\n{\"a\": 1}",
         "```\n{question}\n```\nQuestion:\n(P question request)\n{\"a\": 1}"},
        {"Scan goal: {scan_goal}\n{\"a\": 1}", "Scan goal: (P scan_goal unknown)\n{\"a\": 1}"},
        {"Report: {scan_goal}\n{\"a\": 1}", "Report: {scan_goal}\n{\"a\": 1}"},
        {"Scan goal: {scan_goal}, then\n{\"a\": 1}", "Scan goal: {scan_goal}, then\n{\"a\": 1}"},
        {"Question: $question\nAnswer in one line.",
         "Question: (P question request)\nAnswer in one line."},
        {"Question: $question now\n$answer x", "Question: $question now\n$answer x"},
        {"$question\n", "(P question request)\n"},
        {"Ask: $x\nSay: $y", "Ask: (P x unknown)\nSay: (P y unknown)"},
        {"Ask \xEF\xBC\x9A$x\nSay\xEF\xBC\x9A$y",
         "Ask \xEF\xBC\x9A(P x unknown)\nSay\xEF\xBC\x9A(P y unknown)"},
        {"`x: $x`\nSay: $y", "`x: $x`\nSay: $y"},
        {"$5: $x\nSay: $y", "$5: $x\nSay: $y"},
        {"Load {x:.1f} and {y:>10} or {z!r}", "Load {x:.1f} and {y:>10} or {z!r}"},
        {"for (i) {x}", "for (i) {x}"},
        {"Write {x|y}", "Write {x|y}"},
        {"@{x} #{y} ${z}", "@{x} #{y} (P z unknown)"},
        {"path/{x}/y", "path/{x}/y"},
        {"{x}.md", "{x}.md"},
        {"{x} {{y}}", "{x} (P y unknown)"},
        {"{x}\n{{\"a\": 1}}", "(P x unknown)\n{{\"a\": 1}}"},
        {"a{b}c", "a{b}c"},
        {"[{x}]", "[{x}]"},
        {"({x})", "({x})"},
        {"{x}, {y} and {z}.", "(P x unknown), (P y unknown) and (P z unknown)."},
        {"x = {y}", "x = {y}"},
        {"{{x}} {y}", "(P x unknown) {y}"},
        {"{x.y} {x[0]}", "{x.y} {x[0]}"},
        {"{1}", "(P 1 unknown)"},
        {"{ x }", "{ x }"},
        {"{x", "{x"},
        {"function() { return x; }", "function() { return x; }"},
    };
    CHECK(ENGINE_AUTO, cases);
}

/* Delimiters that are further apart stand in prose. */
static void names_of_a_format_string(void **state) {
    (void)state;
    static const Case cases[] = {
        /* the turns of a chat */
        {"<|im_start|>system\nOUTPUT\n{a}<|im_end|>",
         "<|im_start|>system\nOUTPUT\n(P a request)<|im_end|>"},
        {"[INST] OUTPUT {a} [/INST]", "[INST] OUTPUT (P a unknown) [/INST]"},
        {"[INST] OUTPUT {a} [INST]", "[INST] OUTPUT {a} [INST]"},
        /* two names of several words each, where no output is spoken of */
        {"At night.\n\nEvery day at {start_hour} hours the {event_name} begins.",
         "At night.\n\nEvery day at (P start_hour unknown) hours the (P event_name unknown) "
         "begins."},
        {"At night.\n\nEvery day at {start_hour} hours it begins, {start_hour}.",
         "At night.\n\nEvery day at {start_hour} hours it begins, {start_hour}."},
        {"At night.\n\nFormat: at {start_hour} hours the {event_name} begins.",
         "At night.\n\nFormat: at {start_hour} hours the {event_name} begins."},
        {"At night.\n\nSave it as a/{start_hour}-{event_name}.md.",
         "At night.\n\nSave it as a/{start_hour}-{event_name}.md."},
        /* an order that ends in a value as the first paragraph */
        {"Je opdracht: {order}\n\nDoe het.", "Je opdracht: (P order request)\n\nDoe het."},
        {"Opdracht: {a}\n\nDoe het.", "Opdracht: {a}\n\nDoe het."},
        {"Je opdracht: {a}\nDoe het.", "Je opdracht: {a}\nDoe het."},
    };
    CHECK(ENGINE_AUTO, cases);
}

static void names_in_single_braces(void **state) {
    (void)state;
    static const Case cases[] = {
        {"Now: {current-time}\n{\"a\": 1}", "Now: (P current-time call)\n{\"a\": 1}"},
        {"Question: {user['question']}", "Question: (P user user)"},
        {"Ask { user name } first.", "Ask (P user name user) first."},
        {"Ask '{ user name }' first.", "Ask '{ user name }' first."},
        {"Ask { boat name } first.", "Ask { boat name } first."},
        {"Output: { user name }", "Output: { user name }"},
        {"Q: \u7b54\u3048\n{\u7528\u6237\u95ee\u9898}",
         "Q: \u7b54\u3048\n(P \u7528\u6237\u95ee\u9898 request)"},
        {"Question: {}\nAnswer {} of them.", "Question: (P request)\nAnswer (P unknown) of them."},
        {"Return {} then.", "Return {} then."},
        {"\"question\": {}\n", "\"question\": {}\n"},
    };
    CHECK(ENGINE_AUTO, cases);
}

static void what_one_place_tells_holds_at_others(void **state) {
    (void)state;
    static const Case cases[] = {
        {"In {{zeta}} as always.\nQuery: {{zeta}}",
         "In (P zeta request) as always.\nQuery: (P zeta request)"},
        {"Query: {{zeta}}\nIn {{zeta}} as always.",
         "Query: (P zeta request)\nIn (P zeta request) as always."},
        {"In {{zeta}} as always.\nQuery: {{eta}}",
         "In (P zeta unknown) as always.\nQuery: (P eta request)"},
        {"Write {{variable_name}} so.", "Write (P variable_name) so."},
    };
    CHECK(ENGINE_MUSTACHE, cases);
}

static void entries_of_unknown_lists(void **state) {
    (void)state;
    static const Case cases[] = {
        {"{% for v in views %}{{ v.reasoning }}{% endfor %}",
         "(T views unknown?)(P v.reasoning request 1*)(T 1*)"},
        {"{% for v in views %}{{ v.label }}{% endfor %}",
         "(T views unknown?)(P v.label unknown 1*)(T 1*)"},
        {"{% for v in tools %}{{ v.status }}{% endfor %}",
         "(T tools deploy?)(P v.status deploy 1*)(T 1*)"},
        {"{% macro m(v) %}{{ v.status }}{% endmacro %}", "(T)(P v.status unknown 1)(T 1)"},
    };
    CHECK(ENGINE_JINJA, cases);
}

static void how_long_a_placeholder_may_be(void **state) {
    (void)state;
    static const struct {
        Engine engine;
        const char *before, *after;
        size_t longest; /* name */
    } cases[] = {
        {ENGINE_JINJA, "{{", "}}", 4096},    {ENGINE_JINJA, "{% if ", " %}", 8187},
        {ENGINE_FSTRING, "{", "}", 199},     {ENGINE_DOLLAR, "${", "}", 1023},
        {ENGINE_ANGLE, "<<", ">>", 64},      {ENGINE_SQUARE, "[[", "]]", 64},
        {ENGINE_PRINTF, "%(", ")s", 47},     {ENGINE_DOCUMENT, "!`", "`", 2000},
        {ENGINE_AUTO, "To: __", "__\n", 48}, {ENGINE_AUTO, "To: %", "%\n", 48},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t more = 0; more <= 1; more++) {
            Arena arena = {0};
            PieceVec pieces = {0};
            TemplateOptions options = {.engine = cases[i].engine};
            Buf text = {0};
            buf_add_c(&text, cases[i].before);
            buf_repeat(&text, "X", cases[i].longest + more);
            buf_add_c(&text, cases[i].after);
            template_scan(&arena, buf_str(&text), &options, 10, &pieces);
            bool found = pieces.items[pieces.len > 1].kind != PIECE_TEXT;
            if (found == (more == 1)) fail_msg("%s %zu", cases[i].before, cases[i].longest + more);
            buf_free(&text);
            arena_free(&arena);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(expressions_of_jinja),
        cmocka_unit_test(tags_of_jinja),
        cmocka_unit_test(liquid),
        cmocka_unit_test(mustache_and_handlebars),
        cmocka_unit_test(go_templates),
        cmocka_unit_test(semantic_kernel),
        cmocka_unit_test(n8n),
        cmocka_unit_test(single_braces),
        cmocka_unit_test(dollar),
        cmocka_unit_test(angle_and_square),
        cmocka_unit_test(square),
        cmocka_unit_test(printf_conversions),
        cmocka_unit_test(documents),
        cmocka_unit_test(guessed),
        cmocka_unit_test(marks),
        cmocka_unit_test(embedded_code),
        cmocka_unit_test(blade),
        cmocka_unit_test(velocity),
        cmocka_unit_test(string_template),
        cmocka_unit_test(string_template_is_told),
        cmocka_unit_test(code_in_braces),
        cmocka_unit_test(single_braces_by_their_place),
        cmocka_unit_test(names_of_a_format_string),
        cmocka_unit_test(names_in_single_braces),
        cmocka_unit_test(what_one_place_tells_holds_at_others),
        cmocka_unit_test(entries_of_unknown_lists),
        cmocka_unit_test(how_long_a_placeholder_may_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
