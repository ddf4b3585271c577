/* Orders to make something about a value, which is then what this request is about: "Write a short
 * story about {{x}}". */
#include "lint/template/scan.h"

enum { SENTENCE_BYTES = 200, REST_BYTES = 120 };

/* The sentence up to `at`, from its first letter on. */
static Str sentence_before(Str text, size_t at) {
    static const Str wide[] = {STR_IN("。"), STR_IN("，"), STR_IN("："), STR_IN("、")};
    size_t from = at, least = at > SENTENCE_BYTES ? at - SENTENCE_BYTES : 0;
    while (from > least && !ascii_is_one_of(text.ptr[from - 1], "\n.!?:;")) from--;
    Str sentence = str_slice(text, from, at);
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        for (size_t mark; (mark = str_find(sentence, wide[i], 0)) != STR_NOT_FOUND;)
            sentence = str_slice(sentence, mark + wide[i].len, sentence.len);
    while (sentence.len && ascii_is_one_of(sentence.ptr[0], " \t-*#>\"'`("))
        sentence = str_slice(sentence, 1, sentence.len);
    while (sentence.len && ascii_is_one_of(sentence.ptr[sentence.len - 1], " \t\"'`*(_<["))
        sentence.len--;
    return sentence;
}

static bool has_any(Str text, const char *const *words) {
    for (; *words; words++)
        if (str_has(text, str_from_c(*words))) return true;
    return false;
}

/* "Please write ...", "Your task is to create ..." */
static Str without_address(Str sentence) {
    static const char *const words[] = {
        "please ",         "now ",      "now, ", "you must ", "your task is to ",
        "your job is to ", "you will ", NULL};
    for (const char *const *word = words; *word; word++)
        if (str_starts_nocase(sentence, str_from_c(*word)))
            return str_slice(sentence, strlen(*word), sentence.len);
    return sentence;
}

/* The languages that put the value last. */
static bool is_about(Str sentence) {
    static const char *const orders[] = {
        "compose ",   "create ",  "design ",    "draft ",   "generate ", "make ",    "outline ",
        "prepare ",   "produce ", "tell ",      "write ",   "crea ",     "cree ",    "crie ",
        "crée ",      "elabora ", "erstelle ",  "escreva ", "escriba ",  "escribe ", "genera ",
        "genere ",    "gere ",    "generiere ", "génère ",  "redacta ",  "redija ",  "schreib ",
        "schreibe ",  "scrivi ",  "écris ",     "Écris ",   "Напиши",    "напиши",   "Придумай",
        "Сгенерируй", "Создай",   NULL};
    static const char *const joints[] = {
        " about", " called",    " concerning", " covering", " describing", " explaining",
        " on",    " regarding", " subject",    " theme",    " titled",     " topic",
        " sobre", " su",        " sur",        " tema",     " thema",      " über",
        " о",     " об",        " про",        " теме",     " тему",       NULL};
    sentence = without_address(sentence);
    /* "... that the card of {branch} ends on": of something else */
    if (str_has(sentence, STR("}")) || str_has(sentence, STR(" that "))) return false;
    return str_starts_any_nocase(sentence, orders) && str_ends_any_nocase(sentence, joints);
}

/* "请写一篇关于{{x}}的文章", and those that put it first: "{{x}}についての記事を書いて". */
static bool is_about_wide(Str sentence, Str rest) {
    static const char *const before[] = {"关于", "有关", "围绕", "以", "關於", NULL};
    static const char *const behind[] = {"についての", "について", "に関する", "에 대한", "에 대해",
                                         "에 관한",    "为主题",   "为题",     NULL};
    static const char *const made[] = {"写",   "生成", "创作", "撰写",   "编写", "制作", "書",
                                       "作成", "작성", "생성", "만들어", "써",   NULL};
    bool about = str_ends_any_nocase(sentence, before) || str_starts_any_nocase(rest, behind);
    return about && (has_any(sentence, made) || has_any(rest, made));
}

bool made_about(Str text, size_t start, size_t end) {
    Str sentence = sentence_before(text, start);
    if (is_about(sentence)) return true;
    Str rest = str_slice(text, end, end + REST_BYTES);
    rest = str_slice(rest, 0, str_find_char(rest, '\n', 0));
    while (rest.len && ascii_is_one_of(rest.ptr[0], "\"'` *")) rest = str_slice(rest, 1, rest.len);
    return is_about_wide(sentence, rest);
}
