/* Ids of models as people write them, and what is known of each: tests/unit/ids.txt, in which a
 * line is `PROVIDER ID`: the service that the prompt is for, as far as its file tells. */
#include "lint/facts/facts.h"
#include "tests/unit/table.h"

static const char *const forms[] = {"undated", "pinned", "snapshot", "floating"};

static void add_model(Buf *out, Str line) {
    size_t blank = str_find_char(line, ' ', 0);
    Provider hint = facts_provider_parse(str_slice(line, 0, blank));
    Str id = str_slice(line, blank + 1, line.len);
    ModelMatch match = facts_resolve(hint, id);
    if (match.model) {
        Prices prices = facts_match_prices(&match, DATE(2026, 11, 21));
        buf_printf(out, "    " STR_FMT " of %s on %s, %s%s", STR_ARG(facts_text(match.model->id)),
                   facts_provider_name(match.model->provider), facts_provider_name(match.platform),
                   forms[match.form], match.platform_row ? "" : ", row of another platform");
        if (prices.known)
            buf_printf(out, ", $%g in, $%g out\n", prices.base.in, prices.base.out);
        else
            buf_add_c(out, ", no prices\n");
        assert_ptr_equal(facts_find_model(hint, id), match.model);
        return;
    }
    NearModel near = facts_nearest_model(id);
    if (near.model)
        buf_printf(out, "    unknown; near " STR_FMT ", %d away\n", STR_ARG(near.name),
                   near.distance);
    else
        buf_add_c(out, "    unknown\n");
}

static void each_id_is_what_the_table_says(void **state) {
    (void)state;
    check_table("tests/unit/ids.txt", add_model);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_id_is_what_the_table_says)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
