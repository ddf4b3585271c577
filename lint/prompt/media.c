#include "lint/prompt/media.h"

#include <math.h>

#include "lint/base/picture.h"

typedef enum { MEDIA_IMAGE, MEDIA_DOCUMENT, MEDIA_OTHER } MediaKind;

/* What a block of any API says of its medium. */
typedef struct {
    MediaKind kind;
    Str base64;       /* its bytes; empty: elsewhere */
    Str detail;       /* OpenAI's word for the resolution */
    const Node *text; /* a document that is text */
} Media;

typedef struct {
    double at, lo, hi;
} Range;

/* --- reading the block ---------------------------------------------------------------------------
 */

static Str text_of(const Node *node) {
    return node_is_string(node) ? node->text : (Str){0};
}

/* data:image/png;base64,... */
static Str data_of_url(Str url) {
    size_t comma = str_find_char(str_slice(url, 0, 200), ',', 0);
    return str_starts(url, STR("data:")) && comma != STR_NOT_FOUND
               ? str_slice(url, comma + 1, url.len)
               : (Str){0};
}

static MediaKind kind_of_type(Str type) {
    if (str_starts(type, STR("image/"))) return MEDIA_IMAGE;
    return str_has(type, STR("pdf")) || str_starts(type, STR("text/")) ? MEDIA_DOCUMENT
                                                                       : MEDIA_OTHER;
}

/* {type: image | document, source: {type: base64, media_type, data}} */
static bool read_anthropic(const Node *block, Media *media) {
    Str type = text_of(node_get(block, "type"));
    const Node *source = node_get(block, "source");
    if (!node_is_map(source)) return false;
    if (!str_is(type, "image") && !str_is(type, "document")) return false;
    media->kind = str_is(type, "image") ? MEDIA_IMAGE : MEDIA_DOCUMENT;
    Str form = text_of(node_get(source, "type"));
    if (str_is(form, "base64")) media->base64 = text_of(node_get(source, "data"));
    if (str_is(form, "text")) media->text = node_get(source, "data");
    if (str_is(form, "content")) media->text = node_get(source, "content");
    return true;
}

/* {type: image_url, image_url: {url, detail}}, {type: input_image | input_file, ...} */
static bool read_openai(const Node *block, Media *media) {
    Str type = text_of(node_get(block, "type"));
    bool image = str_is(type, "image_url") || str_is(type, "input_image");
    bool file = str_is(type, "file") || str_is(type, "input_file");
    if (str_is(type, "input_audio")) {
        media->kind = MEDIA_OTHER;
        return true;
    }
    if (!image && !file) return false;
    const Node *url = node_get(block, "image_url"), *inner = node_get(block, "file");
    media->kind = image ? MEDIA_IMAGE : MEDIA_DOCUMENT;
    media->detail = text_of(node_get(node_is_map(url) ? url : block, "detail"));
    if (node_is_map(url)) url = node_get(url, "url");
    if (file) url = node_get(node_is_map(inner) ? inner : block, "file_data");
    media->base64 = data_of_url(text_of(url));
    return true;
}

/* {inlineData: {mimeType, data}}, {fileData: {mimeType, fileUri}}, in either spelling */
static bool read_gemini(const Node *block, Media *media) {
    static const char *const inside[] = {"inlineData", "inline_data", NULL};
    static const char *const stored[] = {"fileData", "file_data", NULL};
    static const char *const types[] = {"mimeType", "mime_type", NULL};
    const Node *data = node_get_any(block, inside), *file = node_get_any(block, stored);
    if (!node_is_map(data) && !node_is_map(file)) return false;
    media->kind = kind_of_type(text_of(node_get_any(node_is_map(data) ? data : file, types)));
    media->base64 = text_of(node_get(data, "data"));
    return true;
}

/* {image | document | video: {format, source: {bytes}}} */
static bool read_converse(const Node *block, Media *media) {
    const Node *image = node_get(block, "image"), *document = node_get(block, "document");
    const Node *either = node_is_map(image) ? image : document;
    media->kind = node_is_map(image) ? MEDIA_IMAGE : MEDIA_DOCUMENT;
    if (!node_is_map(either)) {
        media->kind = MEDIA_OTHER;
        return node_is_map(node_get(block, "video")) || node_is_map(node_get(block, "audio"));
    }
    media->base64 = text_of(node_path(either, "source.bytes"));
    media->text = node_path(either, "source.text");
    return true;
}

static bool read_media(const Node *block, Media *media) {
    *media = (Media){0};
    return node_is_map(block) && (read_anthropic(block, media) || read_openai(block, media) ||
                                  read_gemini(block, media) || read_converse(block, media));
}

bool media_is_late_gemini(const Counter *counter) {
    Str id = counter->prompt->model_id;
    size_t at = str_find(id, STR("gemini-"), 0);
    return at != STR_NOT_FOUND && at + 7 < id.len && id.ptr[at + 7] >= '3' &&
           ascii_is_digit(id.ptr[at + 7]);
}

/* --- formulas ------------------------------------------------------------------------------------
 */

static Range within(double at, double part) {
    return (Range){at, at * (1 - part), at * (1 + part)};
}

static Range claude_image(const Counter *counter, const Picture *p) {
    bool old = counter->family == TOK_CLAUDE_V3;
    double edge = old ? 1568 : 2576, most = old ? 1568 : 4784;
    if (!p->width) return (Range){most / 2, 4, most * 1.05};
    double w = p->width, h = p->height, longest = fmax(w, h);
    double scale = longest > edge ? edge / longest : 1;
    return within(fmin(ceil(w * scale / 28) * ceil(h * scale / 28), most), 0.06);
}

typedef struct {
    double base, tile;   /* tiles; 0: patches */
    double patch_factor; /* each patch */
} Lens;

static Lens lens_of(Str id) {
    static const struct {
        const char *prefix; /* of the model's id; longer ones first */
        Lens lens;
    } lenses[] = {{"gpt-4o-mini", {.base = 2833, .tile = 5667}},
                  {"gpt-4o", {.base = 85, .tile = 170}},
                  {"chatgpt-4o", {.base = 85, .tile = 170}},
                  {"gpt-4.1-mini", {.patch_factor = 1.62}},
                  {"gpt-4.1-nano", {.patch_factor = 2.46}},
                  {"gpt-4.1", {.base = 85, .tile = 170}},
                  {"gpt-4.5", {.base = 85, .tile = 170}},
                  {"gpt-4-", {.base = 85, .tile = 170}},
                  {"o4-mini", {.patch_factor = 1.72}},
                  {"o1", {.base = 75, .tile = 150}},
                  {"o3", {.base = 75, .tile = 150}},
                  {"gpt-5-mini", {.patch_factor = 1.62}},
                  {"gpt-5-nano", {.patch_factor = 2.46}},
                  {"gpt-5.1", {.base = 70, .tile = 140}},
                  {"gpt-5-", {.base = 70, .tile = 140}}};
    for (size_t i = 0; i < sizeof lenses / sizeof *lenses; i++)
        if (str_starts(id, str_from_c(lenses[i].prefix))) return lenses[i].lens;
    return str_is(id, "gpt-5") ? (Lens){.base = 70, .tile = 140} : (Lens){.patch_factor = 1.2};
}

static Range openai_tiles(Lens lens, const Media *media, const Picture *p) {
    if (str_is(media->detail, "low")) return within(lens.base, 0);
    if (!p->width) return (Range){lens.base + 4 * lens.tile, lens.base, lens.base + 8 * lens.tile};
    double w = p->width, h = p->height, fit = fmin(1, 2048 / fmax(w, h));
    double shrink = fmin(1, 768 / (fmin(w, h) * fit));
    w *= fit * shrink;
    h *= fit * shrink;
    return within(lens.base + lens.tile * ceil(w / 512) * ceil(h / 512), 0.02);
}

static Range openai_patches(Lens lens, const Media *media, const Picture *p, bool capped) {
    enum { PATCHES = 1536, LOW_PATCHES = 256 };
    bool low = str_is(media->detail, "low");
    double most = low ? LOW_PATCHES : capped ? PATCHES : 10000;
    if (!p->width) {
        double typical = fmin(most, 768);
        return (Range){typical * lens.patch_factor, 1, most * lens.patch_factor * 1.05};
    }
    double patches = fmin(most, ceil(p->width / 32.0) * ceil(p->height / 32.0));
    return within(patches * lens.patch_factor, capped ? 0.03 : 0.15);
}

static Range openai_image(const Counter *counter, const Media *media, const Picture *p) {
    Str id = counter->prompt->model_id;
    size_t slash = str_find_char(id, '/', 0); /* openai/gpt-4o */
    if (slash != STR_NOT_FOUND) id = str_slice(id, slash + 1, id.len);
    Lens lens = lens_of(id);
    return lens.tile > 0 ? openai_tiles(lens, media, p)
                         : openai_patches(lens, media, p, lens.patch_factor > 1.2);
}

static Range gemini_image(const Counter *counter, const Picture *p) {
    if (media_is_late_gemini(counter)) return (Range){1120, 280, 1200};
    if (!p->width) return (Range){1032, 258, 5160};
    double w = p->width, h = p->height;
    if (w <= 384 && h <= 384) return within(258, 0);
    double unit = fmin(768, fmax(256, floor(fmin(w, h) / 1.5)));
    return within(258 * ceil(w / unit) * ceil(h / unit), 0.1);
}

static Range image_range(const Counter *counter, const Media *media, const Picture *p) {
    switch (counter->maker) {
    case MAKER_CLAUDE: return claude_image(counter, p);
    case MAKER_OPENAI: return openai_image(counter, media, p);
    case MAKER_GEMINI: return gemini_image(counter, p);
    default: return (Range){1000, 85, 5000};
    }
}

/* One page of a PDF. */
static Range page_range(const Counter *counter) {
    switch (counter->maker) {
    case MAKER_CLAUDE:
        return counter->family == TOK_CLAUDE_V3 ? (Range){3600, 1500, 4600}
                                                : (Range){4600, 1500, 7800};
    case MAKER_OPENAI: return (Range){1200, 300, 3000};
    case MAKER_GEMINI:
        return media_is_late_gemini(counter) ? (Range){560, 280, 1120} : within(258, 0.02);
    default: return (Range){1500, 258, 5000};
    }
}

/* --- the block -----------------------------------------------------------------------------------
 */

static TokCount count_of(const Counter *counter, Range r) {
    return counter_size(counter, (int64_t)(r.at + 0.5), (int64_t)r.lo, (int64_t)ceil(r.hi));
}

bool media_size(Arena *arena, const Counter *counter, const Node *block, MediaSize *size) {
    Media media;
    if (!read_media(block, &media)) return false;
    *size = (MediaSize){.tokens = counter_size(counter, 0, 0, 0)};
    if (media.text) {
        Str text = node_is_string(media.text) ? media.text->text : node_to_json(arena, media.text);
        size->tokens = counter_estimate(counter, text);
        return true;
    }
    Picture picture = media.base64.len ? picture_of_base64(arena, media.base64) : (Picture){0};
    if (media.kind == MEDIA_IMAGE && picture.kind != PICTURE_PDF) {
        size->tokens = count_of(counter, image_range(counter, &media, &picture));
    } else if (picture.kind == PICTURE_PDF && picture.pages) {
        Range page = page_range(counter);
        double n = picture.pages;
        size->tokens = count_of(counter, (Range){page.at * n, page.lo * n, page.hi * n});
    } else { /* at least a page, or a few seconds */
        Range page = media.kind == MEDIA_OTHER ? (Range){300, 32, 300} : page_range(counter);
        size->tokens = count_of(counter, (Range){page.at, page.lo, page.hi * 100});
        size->unsized = true;
    }
    return true;
}
