#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lint/template/volatility.h"
#include "lint/template/volatility_names.h"

static VolatilityVerdict of(const char *name) {
    return volatility_of_name(str_from_c(name), NULL);
}

static void expect(const char *name, Volatility volatility, VolatilityCause cause) {
    VolatilityVerdict verdict = of(name);
    if (verdict.volatility != volatility || verdict.cause != cause)
        fail_msg("%s: got %s, cause %d", name, volatility_name(verdict.volatility),
                 (int)verdict.cause);
}

static void clocks_change_with_every_call(void **state) {
    (void)state;
    static const char *const names[] = {"current_time",
                                        "CURRENT_TIME",
                                        "currentTime",
                                        "curTime",
                                        "time_now",
                                        "now_utc",
                                        "timestamp",
                                        "datetime",
                                        "now",
                                        "current-datetime",
                                        "currentDateTime",
                                        "CURRENT_DATETIME",
                                        "system__time",
                                        "local_datetime",
                                        "formatted_datetime",
                                        "now_iso",
                                        "runtime.current_time",
                                        "user.local_time"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        expect(names[i], VOL_CALL, CAUSE_CLOCK);
}

static void dates_change_every_day(void **state) {
    (void)state;
    static const char *const names[] = {"today",       "current_date",  "currentDate",  "weekday",
                                        "todays_date", "day_of_week",   "date_display", "today_iso",
                                        "CurrentDate", "yesterday_date"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        expect(names[i], VOL_DAY, CAUSE_DATE);
    static const char *const slow[] = {"current_year", "currentMonth", "year", "this_year"};
    for (size_t i = 0; i < sizeof slow / sizeof slow[0]; i++)
        expect(slow[i], VOL_DEPLOY, CAUSE_DATE);
}

static void settings_as_they_stand_now_are_unsure(void **state) {
    (void)state;
    assert_int_equal(of("personality").certainty, CERTAIN_NAME);
    assert_int_equal(of("current_personality").certainty, CERTAIN_AMBIGUOUS);
    expect("current_teacher_persona", VOL_SESSION, CAUSE_SESSION);
    expect("current_model", VOL_DEPLOY, CAUSE_CONFIG);
    expect("previous_persona", VOL_DEPLOY, CAUSE_CONFIG);
    assert_int_equal(of("existing_rules").certainty, CERTAIN_AMBIGUOUS);
}

static void other_causes(void **state) {
    (void)state;
    expect("request_id", VOL_CALL, CAUSE_ID);
    expect("NOW_LABEL", VOL_CALL, CAUSE_CLOCK);
    expect("briefing_count", VOL_REQUEST, CAUSE_COUNTER);
    expect("item_total", VOL_REQUEST, CAUSE_COUNTER);
    expect("max_count", VOL_DEPLOY, CAUSE_CONFIG);
    expect("attempt_budget_notice", VOL_CALL, CAUSE_COUNTER);
    expect("tools_text", VOL_DEPLOY, CAUSE_CONFIG);
    expect("mail_text", VOL_REQUEST, CAUSE_INPUT);
    expect("native_language", VOL_USER, CAUSE_LOCALE);
    expect("case_language", VOL_USER, CAUSE_LOCALE);
    expect("nombre_usuario", VOL_USER, CAUSE_IDENTITY);
    expect("heure", VOL_CALL, CAUSE_CLOCK);
    expect("oggi", VOL_DAY, CAUSE_DATE);
    expect("anfrage", VOL_REQUEST, CAUSE_INPUT);
    expect("verlauf", VOL_APPEND, CAUSE_HISTORY);
    expect("reglas", VOL_DEPLOY, CAUSE_CONFIG);
    expect("claim_id", VOL_REQUEST, CAUSE_INPUT);
    expect("traceId", VOL_CALL, CAUSE_ID);
    expect("uuid4", VOL_CALL, CAUSE_ID);
    expect("nonce", VOL_CALL, CAUSE_ID);
    expect("random_seed", VOL_CALL, CAUSE_RANDOM);
    expect("git_status", VOL_CALL, CAUSE_LIVE_STATE);
    expect("GitStatus", VOL_CALL, CAUSE_LIVE_STATE);
    expect("open_files", VOL_CALL, CAUSE_LIVE_STATE);
    expect("remaining_steps", VOL_CALL, CAUSE_COUNTER);
    expect("attempt_number", VOL_CALL, CAUSE_COUNTER);
    expect("session_id", VOL_SESSION, CAUSE_SESSION);
    expect("cwd", VOL_SESSION, CAUSE_SESSION);
    expect("hostname", VOL_SESSION, CAUSE_SESSION);
    expect("user_name", VOL_USER, CAUSE_IDENTITY);
    expect("user.email", VOL_USER, CAUSE_IDENTITY);
    expect("tenant_id", VOL_TENANT, CAUSE_IDENTITY);
    expect("chat_history", VOL_APPEND, CAUSE_HISTORY);
    expect("question", VOL_REQUEST, CAUSE_INPUT);
    expect("inputs.question", VOL_REQUEST, CAUSE_INPUT);
    expect("latest_user_question", VOL_REQUEST, CAUSE_INPUT);
    expect("search_results", VOL_REQUEST, CAUSE_RETRIEVAL);
    expect("retrieved_context", VOL_REQUEST, CAUSE_RETRIEVAL);
    expect("memories", VOL_REQUEST, CAUSE_MEMORY);
    expect("tool_output", VOL_REQUEST, CAUSE_TOOL_OUTPUT);
    expect("user_timezone", VOL_USER, CAUSE_LOCALE);
}

static void words_are_never_matched_in_part(void **state) {
    (void)state;
    static const char *const names[] = {"candidates", "knowledge", "validated", "known_nodes",
                                        "update",     "mandate",   "snowball",  "runtimes_table"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_true(of(names[i]).volatility <= VOL_UNKNOWN);
}

static void settings_change_with_a_release(void **state) {
    (void)state;
    static const char *const names[] = {
        "timeout", "update_rules", "guidelines", "max_attempts",  "date_format", "time_limit",
        "persona", "tools_json",   "model_name", "output_format", "is_enabled"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_int_equal(of(names[i]).volatility, VOL_DEPLOY);
}

static void settings_of_a_person_are_theirs(void **state) {
    (void)state;
    expect("tone", VOL_DEPLOY, CAUSE_CONFIG);
    expect("client_tone", VOL_USER, CAUSE_IDENTITY);
    expect("candidate_skills", VOL_USER, CAUSE_IDENTITY);
    expect("customer_policy", VOL_DEPLOY, CAUSE_CONFIG);
    expect("brand_tone", VOL_DEPLOY, CAUSE_CONFIG);
    expect("user_agent", VOL_SESSION, CAUSE_SESSION);
    expect("agent", VOL_DEPLOY, CAUSE_CONFIG);
    expect("shop_url", VOL_DEPLOY, CAUSE_CONFIG);
    expect("article_url", VOL_REQUEST, CAUSE_INPUT);
    expect("support_email", VOL_DEPLOY, CAUSE_CONFIG);
    expect("customer_email", VOL_USER, CAUSE_IDENTITY);
}

static void ambiguous_names_say_so(void **state) {
    (void)state;
    static const char *const names[] = {"date",     "context", "status", "state", "platform",
                                        "language", "goal",    "task",   "plan",  "created_at"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_int_equal(of(names[i]).certainty, CERTAIN_AMBIGUOUS);
}

static void a_declaration_wins(void **state) {
    (void)state;
    DeclaredName items[] = {{.name = STR("current_time"), .volatility = VOL_DEPLOY, .tokens = 12},
                            {.name = STR("acme_*"), .volatility = VOL_SESSION},
                            {.name = STR("crate"), .volatility = VOL_REQUEST, .presumed = true}};
    DeclaredNameVec declared = {.items = items, .len = 3, .cap = 3};
    VolatilityVerdict verdict = volatility_of_name(STR("current_time"), &declared);
    assert_int_equal(verdict.volatility, VOL_DEPLOY);
    assert_int_equal(verdict.certainty, CERTAIN_DECLARED);
    verdict = volatility_of_name(STR("crate"), &declared);
    assert_int_equal(verdict.volatility, VOL_REQUEST);
    assert_int_equal(verdict.certainty, CERTAIN_AMBIGUOUS);
    assert_int_equal(volatility_of_name(STR("acme_x"), &declared).volatility, VOL_SESSION);
    assert_int_equal(volatility_of_name(STR("now"), &declared).volatility, VOL_CALL);
}

/* With an index the same declaration is found as without one, also where several match. */
static void an_index_changes_nothing(void **state) {
    (void)state;
    static const char *const names[] = {"user.*", "a", "b", "user.name", "name",
                                        "*_at",   "b", "c", "made_at",   "x*y",
                                        "d",      "*", "e", "user"};
    static const char *const asked[] = {"a",          "b",   "e",       "user",      "user.name",
                                        "user.email", "x.a", "made_at", "x12y",      "zz",
                                        "b.q",        "q.b", "",        "name.first"};
    Arena arena = {0};
    for (size_t count = 9; count <= sizeof names / sizeof *names; count++) {
        DeclaredNameVec plain = {0};
        for (size_t i = 0; i < count; i++)
            vec_push(&arena, &plain,
                     ((DeclaredName){.name = str_from_c(names[i]),
                                     .volatility = VOL_USER,
                                     .tokens = (double)i}));
        DeclaredNameVec indexed = plain;
        declared_index(&arena, &indexed);
        assert_non_null(indexed.index);
        for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
            assert_ptr_equal(declared_find(&indexed, str_from_c(asked[i])),
                             declared_find(&plain, str_from_c(asked[i])));
        /* A name that comes later is found, too. */
        vec_push(&arena, &indexed, ((DeclaredName){.name = STR("late"), .volatility = VOL_DAY}));
        assert_non_null(declared_find(&indexed, STR("late")));
    }
    arena_free(&arena);
}

static void class_names_round_trip(void **state) {
    (void)state;
    for (int v = VOL_CONSTANT; v <= VOL_CALL; v++) {
        Volatility back;
        assert_true(volatility_from_name(str_from_c(volatility_name((Volatility)v)), &back));
        assert_int_equal(back, v);
    }
    Volatility out;
    assert_false(volatility_from_name(STR("hourly"), &out));
}

/* Sorted lists are easy to add to; the index is made from them. */
static void the_table_is_sorted_and_indexed(void **state) {
    (void)state;
    size_t phrases = 0, places = 0;
    for (size_t i = 0; i < name_section_count; i++) {
        const NameSection *section = &name_sections[i];
        for (size_t j = 1; j < section->count; j++)
            if (strcmp(section->phrases[j - 1], section->phrases[j]) >= 0)
                fail_msg("%s is out of order", section->phrases[j]);
        phrases += section->count;
        for (size_t j = 0; j < section->count && section->match != NAMES_STARTING &&
                           section->match != NAMES_LEADING;
             j++)
            if (volatility_of_name(str_from_c(section->phrases[j]), NULL).cause == CAUSE_NONE)
                fail_msg("%s is not found", section->phrases[j]);
    }
    for (size_t i = 0; i < NAME_PLACES; i++) places += name_index[i].section != 0;
    assert_int_equal(places, phrases);
}

static void hostile_names_are_unknown(void **state) {
    (void)state;
    static char longest[5000];
    memset(longest, 'a', sizeof longest);
    assert_int_equal(volatility_of_name((Str){longest, sizeof longest}, NULL).volatility,
                     VOL_UNKNOWN);
    assert_int_equal(volatility_of_name((Str){NULL, 0}, NULL).volatility, VOL_UNKNOWN);
    assert_int_equal(volatility_of_name(STR("...___"), NULL).volatility, VOL_UNKNOWN);
}

/* A name is a slice of a text: what stands behind it is not looked at. */
static void a_name_ends_where_it_ends(void **state) {
    (void)state;
    static const char text[] = "userIDs_and_runIDs";
    VolatilityVerdict id = volatility_of_name((Str){text, 6}, NULL);
    assert_int_equal(id.volatility, of("userID").volatility);
    assert_int_equal(id.cause, of("userID").cause);
    assert_int_equal(id.certainty, of("userID").certainty);
    id = volatility_of_name((Str){text + 12, 5}, NULL);
    assert_int_equal(id.volatility, VOL_CALL);
    expect("HTTPRequestId", of("http_request_id").volatility, of("http_request_id").cause);
    expect("APIQuestion", VOL_REQUEST, CAUSE_INPUT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_ends_where_it_ends),
        cmocka_unit_test(clocks_change_with_every_call),
        cmocka_unit_test(dates_change_every_day),
        cmocka_unit_test(settings_as_they_stand_now_are_unsure),
        cmocka_unit_test(other_causes),
        cmocka_unit_test(words_are_never_matched_in_part),
        cmocka_unit_test(settings_change_with_a_release),
        cmocka_unit_test(settings_of_a_person_are_theirs),
        cmocka_unit_test(ambiguous_names_say_so),
        cmocka_unit_test(a_declaration_wins),
        cmocka_unit_test(an_index_changes_nothing),
        cmocka_unit_test(class_names_round_trip),
        cmocka_unit_test(the_table_is_sorted_and_indexed),
        cmocka_unit_test(hostile_names_are_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
