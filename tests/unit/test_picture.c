/* Sizes read from the first bytes of images and from the page objects of PDFs, and their tokens. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "lint/base/buf.h"
#include "lint/base/picture.h"
#include "lint/engine/engine.h"

static Arena arena;

static Str base64_of(const unsigned char *bytes, size_t len) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *out = arena_alloc(&arena, len / 3 * 4 + 5);
    size_t n = 0;
    for (size_t i = 0; i < len; i += 3) {
        uint32_t bits = (uint32_t)bytes[i] << 16 | (uint32_t)(i + 1 < len ? bytes[i + 1] : 0) << 8 |
                        (uint32_t)(i + 2 < len ? bytes[i + 2] : 0);
        for (int shift = 18; shift >= 0; shift -= 6) out[n++] = digits[bits >> shift & 63];
    }
    if (len % 3) memset(out + n - (3 - len % 3), '=', 3 - len % 3);
    return (Str){out, n};
}

#define BASE64_OF(bytes) base64_of(bytes, sizeof bytes)

static const unsigned char png[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0,
                                    0,    13,  'I', 'H', 'D',  'R',  0,    0,    4, 0,
                                    0,    0,   3,   0,   8,    2,    0,    0,    0};
static const unsigned char gif[] = {'G', 'I', 'F', '8', '9', 'a', 0x40, 1, 0xF0, 0, 0, 0};
/* An APP1 segment, then a progressive frame of 600 x 800. */
static const unsigned char jpeg[] = {0xFF, 0xD8, 0xFF, 0xE1, 0, 6,    1, 2,    3, 4, 0xFF,
                                     0xC2, 0,    11,   8,    3, 0x20, 2, 0x58, 1, 1, 0x11};
static const unsigned char vp8[] = {'R', 'I', 'F', 'F',  0,    0,    0,    0, 'W',  'E',
                                    'B', 'P', 'V', 'P',  '8',  ' ',  0,    0, 0,    0,
                                    0,   0,   0,   0x9D, 0x01, 0x2A, 0x20, 3, 0x58, 2};
static const unsigned char vp8l[] = {'R', 'I', 'F', 'F', 0, 0, 0, 0,    'W',  'E',  'B',  'P', 'V',
                                     'P', '8', 'L', 0,   0, 0, 0, 0x2F, 0x1F, 0xC3, 0x95, 0};
static const unsigned char vp8x[] = {'R', 'I', 'F', 'F', 0,    0,   0,  0,    'W', 'E',
                                     'B', 'P', 'V', 'P', '8',  'X', 10, 0,    0,   0,
                                     0,   0,   0,   0,   0x1F, 3,   0,  0x57, 2,   0};

static void assert_size(Str base64, uint32_t width, uint32_t height) {
    Picture p = picture_of_base64(&arena, base64);
    assert_int_equal(p.kind, PICTURE_IMAGE);
    assert_int_equal(p.width, width);
    assert_int_equal(p.height, height);
}

static void headers_tell_the_size(void **state) {
    (void)state;
    assert_size(BASE64_OF(png), 1024, 768);
    assert_size(BASE64_OF(gif), 320, 240);
    assert_size(BASE64_OF(jpeg), 600, 800);
    assert_size(BASE64_OF(vp8), 800, 600);
    assert_size(BASE64_OF(vp8l), 800, 600);
    assert_size(BASE64_OF(vp8x), 800, 600);
}

/* Every digit of base64 comes by, also those of the alphabet for addresses. */
static void both_alphabets_are_read(void **state) {
    (void)state;
    for (uint32_t width = 1; width < 70000; width += 331) {
        uint32_t height = 70000 - width;
        unsigned char image[sizeof png];
        memcpy(image, png, sizeof png);
        for (int i = 0; i < 4; i++) {
            image[16 + i] = (unsigned char)(width >> (24 - 8 * i));
            image[20 + i] = (unsigned char)(height >> (24 - 8 * i));
        }
        Str base64 = BASE64_OF(image);
        assert_size(base64, width, height);
        char *p = (char *)(uintptr_t)base64.ptr;
        for (size_t i = 0; i < base64.len; i++)
            if (p[i] == '+' || p[i] == '/') p[i] = p[i] == '+' ? '-' : '_';
        assert_size(base64, width, height);
    }
}

/* The beginnings of all of them: told, or not told, and never out of bounds (run under ASan). */
static void cut_headers_are_safe(void **state) {
    (void)state;
    static const struct {
        const unsigned char *bytes;
        size_t len;
    } all[] = {{png, sizeof png}, {gif, sizeof gif},   {jpeg, sizeof jpeg},
               {vp8, sizeof vp8}, {vp8l, sizeof vp8l}, {vp8x, sizeof vp8x}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        for (size_t len = 0; len < all[i].len; len++) {
            unsigned char *copy = malloc(len + 1);
            memcpy(copy, all[i].bytes, len);
            Picture p = picture_of_base64(&arena, base64_of(copy, len));
            assert_true((p.width > 0) == (p.height > 0));
            free(copy);
        }
    assert_int_equal(picture_of_base64(&arena, STR("not base64 at all!")).kind, PICTURE_UNKNOWN);
    assert_int_equal(picture_of_base64(&arena, (Str){0}).kind, PICTURE_UNKNOWN);
}

#define FRAME "\0\21\10\3\40\2\130\1\1\21" /* length, depth, 800 high, 600 wide */

/* Markers in front of the frame of a JPEG: ITU-T T.81, table B.1. */
static void markers_before_the_frame(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
        uint32_t width; /* 0: not told */
    } cases[] = {
#define JPEG(s, width) {"\xFF\xD8" s, sizeof(s) + 1, width}
        JPEG("\xFF\xC0" FRAME, 600),
        JPEG("\xFF\xCF" FRAME, 600),
        JPEG("\xFF\xC4" FRAME, 0),
        JPEG("\xFF\xC8" FRAME, 0),
        JPEG("\xFF\xCC" FRAME, 0),
        JPEG("\xFF\xBF" FRAME, 0),
        JPEG("\xFF\xC4\0\4ab\xFF\xC1" FRAME, 600),
        JPEG("\xFF\xFF\xFF\xC0" FRAME, 600),
        JPEG("\xFF\x01\xFF\xC0" FRAME, 600),
        JPEG("\xFF\xD0\xFF\xD7\xFF\xD8\xFF\xC0" FRAME, 600),
        JPEG("\xFF\xDB\0\5abc\xFF\xC2" FRAME, 600),
        JPEG("\xFF\xDA\0\2\xFF\xC0" FRAME, 0),
        JPEG("\xFF\xD9\xFF\xC0" FRAME, 0),
        JPEG("ab\xFF\xC0" FRAME, 0),
        JPEG("\xFF\xE0\xFF\xFF\xFF\xC0" FRAME, 0),
        JPEG("\xFF\xC0\0\21\10\0\0\2\130\1", 0),
#undef JPEG
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Picture p = picture_of_base64(
            &arena, base64_of((const unsigned char *)cases[i].bytes, cases[i].len));
        assert_int_equal(p.kind, PICTURE_IMAGE);
        if (p.width != cases[i].width || p.height != (cases[i].width ? 800u : 0u))
            fail_msg("case %zu: %u x %u", i, p.width, p.height);
    }
}

/* Where a header is none of the known, the size is not told. */
static void other_headers(void **state) {
    (void)state;
    static const struct {
        size_t at;
        unsigned char byte;
    } changed[] = {{0, 'X'}, {8, 'X'}, {15, 'Y'}};
    for (size_t i = 0; i < sizeof changed / sizeof *changed; i++) {
        unsigned char bytes[sizeof vp8];
        memcpy(bytes, vp8, sizeof vp8);
        bytes[changed[i].at] = changed[i].byte;
        Picture p = picture_of_base64(&arena, base64_of(bytes, sizeof bytes));
        assert_int_equal(p.kind, i < 2 ? PICTURE_UNKNOWN : PICTURE_IMAGE);
        assert_int_equal(p.width, 0);
    }
    unsigned char lossy[sizeof vp8], lossless[sizeof vp8l], larger[sizeof png];
    memcpy(lossy, vp8, sizeof vp8);
    lossy[23] = 0;
    assert_int_equal(picture_of_base64(&arena, base64_of(lossy, sizeof lossy)).width, 0);
    memcpy(lossy, vp8, sizeof vp8); /* two bits of scale above the size */
    lossy[27] |= 0x40;
    lossy[29] |= 0xC0;
    assert_size(base64_of(lossy, sizeof lossy), 800, 600);
    memcpy(lossless, vp8l, sizeof vp8l);
    lossless[20] = 0x2E;
    assert_int_equal(picture_of_base64(&arena, base64_of(lossless, sizeof lossless)).width, 0);
    memcpy(larger, png, sizeof png);
    larger[17] = 1;
    larger[21] = 2;
    assert_size(base64_of(larger, sizeof larger), 0x10400, 0x20300);
    static const unsigned char pages[] =
        "%PDF-1.4 /Type /Page /Type /Pages /Type/Page1 /Type /PageX "
        "/Type/Page<< /Typo /Page /Type";
    assert_int_equal(picture_of_base64(&arena, base64_of(pages, sizeof pages - 1)).pages, 2);
}

static void lines_in_base64_are_passed_over(void **state) {
    (void)state;
    Buf wrapped = {0};
    Str text = BASE64_OF(png);
    for (size_t i = 0; i < text.len; i += 5) {
        buf_add(&wrapped, str_slice(text, i, i + 5));
        buf_add_c(&wrapped, "\r\n ");
    }
    assert_size(buf_str(&wrapped), 1024, 768);
    buf_free(&wrapped);
}

static void pages_are_counted_and_their_parents_not(void **state) {
    (void)state;
    static const unsigned char pdf[] =
        "%PDF-1.4 1 0 obj <</Type /Pages /Kids [2 0 R 3 0 R] /Count 2>> "
        "2 0 obj <</Type/Page/Parent 1 0 R>> 3 0 obj <</Type\n/Page>>";
    Picture p = picture_of_base64(&arena, base64_of(pdf, sizeof pdf - 1));
    assert_int_equal(p.kind, PICTURE_PDF);
    assert_int_equal(p.pages, 2);
}

/* --- tokens --- */

static TokCount message_size(const char *model, const char *block, bool *unsized) {
    Str bytes = str_printf(&arena,
                           "{\"model\":\"%s\",\"max_tokens\":9,\"system\":\"a\",\"messages\":[{"
                           "\"role\":\"user\",\"content\":[%s]}]}",
                           model, block);
    if (str_starts(str_from_c(model), STR("gpt")))
        bytes = str_printf(&arena,
                           "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":[%s]}]}",
                           model, block);
    if (str_starts(str_from_c(model), STR("gemini")))
        bytes = str_printf(&arena,
                           "{\"model\":\"%s\",\"contents\":[{\"role\":\"user\",\"parts\":[%s]}]}",
                           model, block);
    if (str_starts(str_from_c(model), STR("anthropic.")))
        bytes = str_printf(
            &arena, "{\"modelId\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":[%s]}]}",
            model, block);
    Input input = {.path = STR("request.json"), .by_hand = true, .bytes = &bytes};
    Overrides overrides = {.today = DATE(2026, 11, 21)};
    FileResult *r = engine_read(&input, &overrides);
    assert_int_equal(r->prompts.len, 1);
    TokCount size = r->plans[0]->section[SECTION_MESSAGES];
    if (unsized) *unsized = r->plans[0]->unsized;
    file_result_free(r);
    return size;
}

static const char *png_of(unsigned width, unsigned height) {
    unsigned char bytes[sizeof png];
    memcpy(bytes, png, sizeof png);
    for (unsigned i = 0; i < 4; i++) {
        bytes[16 + i] = (unsigned char)(width >> (24 - 8 * i));
        bytes[20 + i] = (unsigned char)(height >> (24 - 8 * i));
    }
    return str_to_c(&arena, base64_of(bytes, sizeof bytes));
}

static int64_t claude(const char *model, unsigned width, unsigned height) {
    bool unsized;
    Str block = str_printf(&arena,
                           "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":"
                           "\"image/png\",\"data\":\"%s\"}}",
                           png_of(width, height));
    TokCount size = message_size(model, str_to_c(&arena, block), &unsized);
    assert_false(unsized);
    assert_true(size.lo < size.tokens && size.tokens < size.hi);
    return size.tokens;
}

static void claude_counts_28_pixel_squares_up_to_a_cap(void **state) {
    (void)state;
    assert_int_equal(claude("claude-sonnet-4-6", 280, 280), 100);
    assert_int_equal(claude("claude-sonnet-4-6", 1000, 1000), 36 * 36);
    assert_int_equal(claude("claude-sonnet-4-6", 4000, 4000), 1568);
    assert_int_equal(claude("claude-opus-5", 1920, 1080), 69 * 39);
    assert_int_equal(claude("claude-opus-5", 3840, 2160), 4784);
    /* A wide strip is scaled to the long edge first. */
    assert_int_equal(claude("claude-sonnet-4-6", 3136, 56), 56);
}

static int64_t gpt(const char *model, unsigned width, unsigned height, const char *detail) {
    Str block = str_printf(&arena,
                           "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/"
                           "png;base64,%s\",\"detail\":\"%s\"}}",
                           png_of(width, height), detail);
    return message_size(model, str_to_c(&arena, block), NULL).tokens;
}

static void openai_counts_tiles_or_patches(void **state) {
    (void)state;
    assert_int_equal(gpt("gpt-4o", 1024, 1024, "high"), 85 + 170 * 4);
    assert_int_equal(gpt("gpt-4o", 2048, 4096, "high"), 85 + 170 * 6);
    assert_int_equal(gpt("gpt-4o", 4096, 8192, "low"), 85);
    assert_int_equal(gpt("gpt-4o-mini", 512, 512, "auto"), 2833 + 5667);
    assert_int_equal(gpt("gpt-5", 1024, 1024, "high"), 70 + 140 * 4);
    assert_int_equal(gpt("gpt-4.1-mini", 1024, 1024, "high"), 1659); /* 1,024 patches x 1.62 */
    assert_int_equal(gpt("gpt-6-sol", 1024, 1024, "auto"), 1229);    /* 1,024 x 1.2 */
}

static void gemini_counts_tiles_of_258(void **state) {
    (void)state;
    Str small = str_printf(&arena, "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"%s\"}}",
                           png_of(384, 384));
    Str large =
        str_printf(&arena, "{\"inline_data\":{\"mime_type\":\"image/png\",\"data\":\"%s\"}}",
                   png_of(960, 540));
    assert_int_equal(message_size("gemini-2.5-pro", str_to_c(&arena, small), NULL).tokens, 258);
    assert_int_equal(message_size("gemini-2.5-pro", str_to_c(&arena, large), NULL).tokens, 6 * 258);
}

/* An address or the id of a file: a range, wide, but not that of its letters. */
static void what_lies_elsewhere_has_a_wide_band(void **state) {
    (void)state;
    bool unsized;
    TokCount url = message_size(
        "claude-opus-5",
        "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://example.org/a.png\"}}",
        &unsized);
    assert_true(url.lo < 10 && url.hi >= 4784 && url.tokens > 500);
    assert_false(unsized);
    TokCount file = message_size(
        "claude-opus-5",
        "{\"type\":\"document\",\"source\":{\"type\":\"file\",\"file_id\":\"file_1\"}}", &unsized);
    assert_true(unsized);
    assert_true(file.hi > 100 * 1000);
}

/* Blocks of all makers: the least, the likely and the largest size; "open" where nobody knows how
 * many pages or seconds there are. */
static void blocks_of_all_makers(void **state) {
    (void)state;
    static const struct {
        const char *model, *block, *size;
    } cases[] = {
        {"claude-opus-5", "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"u\"}}",
         "4 2392 5024"},
        {"claude-opus-5", "{\"type\":\"image\",\"source\":{\"type\":\"file\",\"file_id\":\"f\"}}",
         "4 2392 5024"},
        {"claude-opus-5", "{\"type\":\"document\",\"source\":{\"type\":\"url\",\"url\":\"u\"}}",
         "1500 4600 780000 open"},
        {"claude-opus-5",
         "{\"type\":\"document\",\"source\":{\"type\":\"base64\",\"media_type\":\"application/"
         "pdf\",\"data\":\"JVBERi0xLjQKL1R5cGUgL1BhZ2UKL1R5cGUvUGFnZQovVHlwZSAvUGFnZXMK\"}}",
         "3000 9200 15600"},
        {"claude-sonnet-4-6", "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"u\"}}",
         "4 784 1647"},
        {"claude-sonnet-4-6",
         "{\"type\":\"image\",\"source\":{\"type\":\"file\",\"file_id\":\"f\"}}", "4 784 1647"},
        {"claude-sonnet-4-6", "{\"type\":\"document\",\"source\":{\"type\":\"url\",\"url\":\"u\"}}",
         "1500 3600 460000 open"},
        {"claude-sonnet-4-6",
         "{\"type\":\"document\",\"source\":{\"type\":\"base64\",\"media_type\":\"application/"
         "pdf\",\"data\":\"JVBERi0xLjQKL1R5cGUgL1BhZ2UKL1R5cGUvUGFnZQovVHlwZSAvUGFnZXMK\"}}",
         "3000 7200 9200"},
        {"gpt-4o", "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a/b.png\"}}",
         "85 765 1445"},
        {"gpt-4o",
         "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a/b.png\",\"detail\":\"low\"}}",
         "85 85 85"},
        {"gpt-4o",
         "{\"type\":\"input_image\",\"image_url\":\"data:image/"
         "png;base64,AAAA\",\"detail\":\"low\"}",
         "85 85 85"},
        {"gpt-4o", "{\"type\":\"input_image\",\"image_url\":\"data:no-comma\"}", "85 765 1445"},
        {"gpt-4o", "{\"type\":\"input_file\",\"file_id\":\"f\"}", "300 1200 300000 open"},
        {"gpt-4o",
         "{\"type\":\"file\",\"file\":{\"file_data\":\"data:application/"
         "pdf;base64,JVBERi0xLjQKL1R5cGUgL1BhZ2UK\"}}",
         "300 1200 3000"},
        {"gpt-4o",
         "{\"type\":\"input_file\",\"file_data\":\"data:application/"
         "pdf;base64,JVBERi0xLjQKL1R5cGUgL1BhZ2UK\"}",
         "300 1200 3000"},
        {"gpt-4o",
         "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"AAAA\",\"format\":\"wav\"}}",
         "32 300 30000 open"},
        {"openai/gpt-4o-mini",
         "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a/b.png\"}}",
         "2833 25501 48169"},
        {"openai/gpt-4o-mini",
         "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a/b.png\",\"detail\":\"low\"}}",
         "2833 2833 2833"},
        {"gpt-5-mini", "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a/b.png\"}}",
         "1 1244 2613"},
        {"gpt-5-mini",
         "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a/b.png\",\"detail\":\"low\"}}",
         "1 415 436"},
        {"gpt-6-sol", "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a/b.png\"}}",
         "1 922 12600"},
        {"gpt-6-sol",
         "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a/b.png\",\"detail\":\"low\"}}",
         "1 307 323"},
        {"gpt-6-sol",
         "{\"type\":\"input_image\",\"image_url\":\"data:image/"
         "png;base64,AAAA\",\"detail\":\"low\"}",
         "1 307 323"},
        {"gpt-6-sol", "{\"type\":\"input_image\",\"image_url\":\"data:no-comma\"}", "1 922 12600"},
        {"gpt-6-sol", "{\"type\":\"input_file\",\"file_id\":\"f\"}", "300 1200 300000 open"},
        {"gpt-6-sol",
         "{\"type\":\"file\",\"file\":{\"file_data\":\"data:application/"
         "pdf;base64,JVBERi0xLjQKL1R5cGUgL1BhZ2UK\"}}",
         "300 1200 3000"},
        {"gpt-6-sol",
         "{\"type\":\"input_file\",\"file_data\":\"data:application/"
         "pdf;base64,JVBERi0xLjQKL1R5cGUgL1BhZ2UK\"}",
         "300 1200 3000"},
        {"gpt-6-sol",
         "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"AAAA\",\"format\":\"wav\"}}",
         "32 300 30000 open"},
        {"o1", "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a/b.png\"}}",
         "75 675 1275"},
        {"o1",
         "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a/b.png\",\"detail\":\"low\"}}",
         "75 75 75"},
        {"gpt-5.1", "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a/b.png\"}}",
         "70 630 1190"},
        {"gpt-5.1",
         "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a/b.png\",\"detail\":\"low\"}}",
         "70 70 70"},
        {"gemini-2.5-pro", "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AAAA\"}}",
         "258 1032 5160"},
        {"gemini-2.5-pro", "{\"inlineData\":{\"mimeType\":\"audio/wav\",\"data\":\"AAAA\"}}",
         "32 300 30000 open"},
        {"gemini-2.5-pro", "{\"fileData\":{\"mimeType\":\"application/pdf\",\"fileUri\":\"f\"}}",
         "252 258 26317 open"},
        {"gemini-2.5-pro", "{\"file_data\":{\"mime_type\":\"text/plain\",\"file_uri\":\"f\"}}",
         "252 258 26317 open"},
        {"gemini-2.5-pro", "{\"fileData\":{\"mimeType\":\"video/mp4\",\"fileUri\":\"f\"}}",
         "32 300 30000 open"},
        {"gemini-3.5-flash", "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AAAA\"}}",
         "280 1120 1200"},
        {"gemini-3.5-flash", "{\"inlineData\":{\"mimeType\":\"audio/wav\",\"data\":\"AAAA\"}}",
         "32 300 30000 open"},
        {"gemini-3.5-flash", "{\"fileData\":{\"mimeType\":\"application/pdf\",\"fileUri\":\"f\"}}",
         "280 560 112000 open"},
        {"gemini-3.5-flash", "{\"file_data\":{\"mime_type\":\"text/plain\",\"file_uri\":\"f\"}}",
         "280 560 112000 open"},
        {"gemini-3.5-flash", "{\"fileData\":{\"mimeType\":\"video/mp4\",\"fileUri\":\"f\"}}",
         "32 300 30000 open"},
        {"anthropic.claude-sonnet-5-v1:0",
         "{\"image\":{\"format\":\"png\",\"source\":{\"bytes\":\"AAAA\"}}}", "4 2392 5024"},
        {"anthropic.claude-sonnet-5-v1:0",
         "{\"document\":{\"format\":\"pdf\",\"source\":{\"bytes\":\"JVBERi0xLjQKL1R5cGUgL1BhZ2UK\"}"
         "}}",
         "1500 4600 7800"},
        {"anthropic.claude-sonnet-5-v1:0", "{\"video\":{\"format\":\"mp4\",\"source\":{}}}",
         "32 300 30000 open"},
        {"anthropic.claude-sonnet-5-v1:0", "{\"audio\":{\"format\":\"mp3\"}}", "32 300 30000 open"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool open;
        TokCount t = message_size(cases[i].model, cases[i].block, &open);
        Str size = str_printf(&arena, "%lld %lld %lld%s", (long long)t.lo, (long long)t.tokens,
                              (long long)t.hi, open ? " open" : "");
        if (!str_is(size, cases[i].size))
            fail_msg("%s %s: " STR_FMT, cases[i].model, cases[i].block, STR_ARG(size));
    }
}

static void base64_is_not_counted_as_text(void **state) {
    (void)state;
    Buf data = {0};
    buf_add_c(&data, "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/"
                     "png\",\"data\":\"");
    buf_add_c(&data, png_of(28, 28));
    buf_repeat(&data, "QUJD", 20000);
    buf_add_c(&data, "\"}}");
    buf_add_char(&data, '\0');
    assert_int_equal(message_size("claude-opus-5", data.ptr, NULL).tokens, 1);
    buf_free(&data);
}

static int teardown(void **state) {
    (void)state;
    arena_free(&arena);
    arena = (Arena){0};
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_tell_the_size),
        cmocka_unit_test(both_alphabets_are_read),
        cmocka_unit_test(cut_headers_are_safe),
        cmocka_unit_test(markers_before_the_frame),
        cmocka_unit_test(other_headers),
        cmocka_unit_test(lines_in_base64_are_passed_over),
        cmocka_unit_test(pages_are_counted_and_their_parents_not),
        cmocka_unit_test(claude_counts_28_pixel_squares_up_to_a_cap),
        cmocka_unit_test(openai_counts_tiles_or_patches),
        cmocka_unit_test(gemini_counts_tiles_of_258),
        cmocka_unit_test(what_lies_elsewhere_has_a_wide_band),
        cmocka_unit_test(blocks_of_all_makers),
        cmocka_unit_test(base64_is_not_counted_as_text),
    };
    return cmocka_run_group_tests(tests, NULL, teardown);
}
