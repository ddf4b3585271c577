#!/usr/bin/env python3
"""Makes the training input of tools/fit.c from measured segments.

    python3 tools/compact.py training FOLDER...

A FOLDER holds <family>.tsv for six families, lines `segment TAB tokens TAB occurrences TAB sources` (escapes as in fit.c), of
texts that no other FOLDER has; a segment's occurrences and sources are added up. In all but the first FOLDER Claude's counts are
inferred ones (NOTICE.md), good for Latin letters and signs only: of those, other segments are taken only where the first has them.

Written: bpe-N.tsv and claude-N.tsv, to be packed with `xz --lzma2=preset=9e,lc=4,pb=0`. A line is

    segment TAB counts [TAB weight]

counts: one character a family (bpe: o200k cl100k llama3 gemma3; claude: claude-v3 claude-4.7), 1-9 a-z, '-' where the family
has no such segment; weight: round(2 log2(sources^0.5 * occurrences^0.8)), left out when 0. Sorted by bytes, so that the packer
sees common prefixes. Of what was seen only once, some sixteenths are kept (by a checksum of the segment): the whole would be half
as large again, and the rest hardly helps.
"""
import math
import sys
import zlib

DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz'
# Families, files, sixteenths kept of what was seen once.
FILES = {'bpe': (['o200k', 'cl100k', 'llama3', 'gemma3'], 9, 3), 'claude': (['claude-v3', 'claude-4.7'], 5, 4)}
LONGEST = 200
BEYOND_LATIN = 0xCA  # first byte of what is not Latin


def add(table, path, latin_only):
    with open(path, 'rb') as f:
        for line in f.read().split(b'\n'):
            if line:
                segment, tokens, times, sources = line.split(b'\t')
                known = table.get(segment)
                if known:
                    table[segment] = known[0], known[1] + int(times), known[2] + int(sources)
                elif not latin_only or max(segment.decode()) < '\u0250':
                    table[segment] = int(tokens), int(times), int(sources)


def lines(name, families, keep, folders):
    found = {}
    for k, family in enumerate(families):
        table = {}
        for folder in folders:
            add(table, f'{folder}/{family}.tsv', name == 'claude' and folder != folders[0])
        for segment, (tokens, times, sources) in table.items():
            if len(segment) > LONGEST or (times < 2 and zlib.crc32(segment) % 16 >= keep):
                continue
            row = found.setdefault(segment, [['-'] * len(families), 0, 0])
            row[0][k] = DIGITS[tokens] if tokens < len(DIGITS) else '-'
            if name == 'claude' and max(segment) >= BEYOND_LATIN:
                times *= 2  # the later folders' text is not in its count
            row[1] = max(row[1], times)
            row[2] = max(row[2], sources)
    for segment in sorted(found):
        counts, times, sources = found[segment]
        weight = round(2 * math.log2(sources**.5 * times**.8))
        yield segment + b'\t' + ''.join(counts).encode() + (b'\t%d' % weight if weight else b'') + b'\n'


def main():
    target, *folders = sys.argv[1:]
    for name, (families, parts, keep) in FILES.items():
        all_lines = list(lines(name, families, keep, folders))
        total, done = sum(map(len, all_lines)), 0
        files = [[] for _ in range(parts)]
        for line in all_lines:
            files[min(parts - 1, done * parts // total)].append(line)
            done += len(line)
        for i, part in enumerate(files):
            with open(f'{target}/{name}-{i + 1}.tsv', 'wb') as f:
                f.writelines(part)


main()
