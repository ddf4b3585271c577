/* How people begin a prompt, for texts whose name and place say nothing. */
#include "lint/format/lower.h"

/* "You are a ..." in other languages, far enough to be no question ("Bist du ...", "你是否"). */
static bool opens_elsewhere(Str line) {
    static const Str openings[] = {
        STR_IN("du bist ein"), STR_IN("sie sind ein"), STR_IN("tu es un"),   STR_IN("vous êtes un"),
        STR_IN("eres un"),     STR_IN("usted es un"),  STR_IN("você é um"),  STR_IN("tu és um"),
        STR_IN("sei un"),      STR_IN("je bent een"),  STR_IN("u bent een"), STR_IN("你是一"),
        STR_IN("您是一"),      STR_IN("你是专业"),     STR_IN("你現在是"),   STR_IN("你现在是"),
        STR_IN("あなたは"),    STR_IN("당신은"),       STR_IN("너는 "),      STR_IN("Ты — "),
        STR_IN("Ты - "),       STR_IN("Вы — "),        STR_IN("Jesteś ")};
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
        if (str_starts_nocase(line, openings[i])) return true;
    return false;
}

/* "You are about to install ...": what a page says to its reader. */
static bool is_of_a_page(Str line) {
    static const char *const words[] = {
        "about to",  "probably",   "likely",      "reading",   "looking",
        "viewing",   "here",       "ready",       "going to",  "welcome",
        "invited",   "free to",    "all set",     "done",      "not alone",
        "wondering", "encouraged", "required to", "now ready", "currently viewing"};
    line = str_slice(line, str_starts_nocase(line, STR("you're ")) ? 7 : 8, line.len);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_starts_nocase(line, str_from_c(words[i]))) return true;
    return false;
}

bool lower_line_opens_prompt(Str line) {
    if (str_starts_nocase(line, STR("you are ")) || str_starts_nocase(line, STR("you're ")))
        return !is_of_a_page(line);
    static const char *const openings[] = {
        "act as ", "your task is", "your job is", "your role is", "<role>",           "# role",
        "## role", "system:",      "# system:",   "# identity",   "you will be given"};
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
        if (str_starts_nocase(line, str_from_c(openings[i]))) return true;
    return opens_elsewhere(line);
}

bool lower_opens_like_prompt(Str body) {
    /* What a manual says to its reader. */
    static const char *const manual[] = {
        "you can ",       "you need ",    "you may ",        "you should ",    "you have ",
        "you will need",  "you want ",    "you might ",      "you could ",     "you would ",
        "you must have ", "you must be ", "you must first ", "you already ",   "you also ",
        "you get ",       "you see ",     "you only need ",  "you don't need", "you probably ",
        "you now have ",  "you'd ",       "you do not need"};
    Str line;
    bool said = false; /* more than headings */
    for (int lines = 0; lines < 4 && str_next_line(&body, &line);) {
        line = str_trim(line);
        if (line.len == 0) continue;
        lines++;
        if (str_starts(line, STR("```")) && said) return false; /* what a page shows */
        said |= line.ptr[0] != '#';
        if (lower_line_opens_prompt(line)) return true;
        bool to_reader = false;
        for (size_t i = 0; i < sizeof manual / sizeof *manual; i++)
            to_reader |= str_starts_nocase(line, str_from_c(manual[i]));
        bool are = str_starts_nocase(line, STR("you are ")); /* asked already */
        if (str_starts(line, STR("You ")) && !to_reader && !are) return true;
    }
    return false;
}
