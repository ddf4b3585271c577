/* Prompts whose words are chosen so that all that is looked up in a table starts in a small part of
 * it (rules/hashes.h): unbounded, each look would pass by all before it.
 *
 *     collide sequences.md|shingles.md BYTES */
#include <stdio.h>
#include <stdlib.h>

#include "rules/hashes.h"

enum { PART = 64 }; /* of the table's places, one of so many is used */

static char letters[16];
static const size_t longest = 7;

static Str draw_word(size_t n) {
    static uint64_t state = 88172645463325252u;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    uint64_t rest = state;
    for (size_t i = 0; i < n; i++, rest /= 26) letters[i] = (char)('a' + rest % 26);
    return (Str){letters, n};
}

/* A table of that many places, or one a few times smaller or larger. */
static bool is_in_part(size_t slot, size_t places) {
    return slot % places < places / PART;
}

static size_t write_word(Str word) {
    fwrite(word.ptr, 1, word.len, stdout);
    return word.len + (putchar(' ') != EOF);
}

static size_t power_of_two(size_t least) {
    size_t places = 64;
    while (places < least) places *= 2;
    return places;
}

static void write_sequences(size_t bytes) {
    size_t places = power_of_two(bytes / 4);
    uint64_t sequence = 0, next;
    for (size_t written = 0; written + longest < bytes;) {
        Str word;
        do {
            word = draw_word(longest);
            next = hash_sequence(sequence, chunk_word(word, longest - HASH_LONG) &
                                               (((uint64_t)1 << 8 * HASH_LONG) - 1));
        } while (!is_in_part((size_t)hash_of_sequence(next), places));
        sequence = next;
        written += write_word(word);
    }
}

/* Something that stands twice makes the thorough look worth while. */
static void write_shingles(size_t bytes) {
    enum { TWICE = 80, LETTERS = 5 };
    size_t most = bytes / (LETTERS + 1) + 1, count = 0, written = 0;
    size_t places = power_of_two(most / HASH_SHINGLE * 4);
    uint32_t *hashes = malloc((most + 3 * TWICE) * sizeof *hashes);
    uint64_t hash = 0, top = 1, next;
    if (!hashes) exit(2);
    for (int i = 1; i < HASH_SHINGLE; i++) top *= hash_base;
    for (int i = 0; i < 2 * TWICE; i++) {
        Str word = {letters, (size_t)snprintf(letters, sizeof letters, "again%03d", i % TWICE)};
        hashes[count] = hash_word(word, 0, word.len);
        if (count >= HASH_SHINGLE) hash -= hashes[count - HASH_SHINGLE] * top;
        hash = hash * hash_base + hashes[count++];
        written += write_word(word);
    }
    while (written + longest < bytes) {
        uint64_t rest = hash - hashes[count - HASH_SHINGLE] * top;
        Str word;
        do {
            word = draw_word(LETTERS);
            hashes[count] = hash_word(word, 0, word.len);
            next = rest * hash_base + hashes[count];
        } while (!is_in_part(hash_slot_of_shingle(next), places));
        hash = next;
        count++;
        written += write_word(word);
    }
    free(hashes);
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fputs("usage: collide sequences.md|shingles.md BYTES\n", stderr);
        return 2;
    }
    fputs("You are the support assistant of a shop. ", stdout);
    size_t bytes = (size_t)strtoul(argv[2], NULL, 10);
    if (strcmp(argv[1], "sequences.md") == 0)
        write_sequences(bytes);
    else
        write_shingles(bytes);
    return 0;
}
