#!/usr/bin/env python3
"""Makes the training input of tools/fit.c from measured segments.

    python3 tools/compact.py FOLDER_WITH_FAMILY_TSV training

FOLDER holds <family>.tsv for six families, lines `segment TAB tokens TAB occurrences TAB sources` (escapes as in fit.c).
Written: bpe-N.tsv and claude-N.tsv, to be packed with `xz --lzma2=preset=9e,lc=4,pb=0`. A line is

    segment TAB counts [TAB weight]

counts: one character a family (bpe: o200k cl100k llama3 gemma3; claude: claude-v3 claude-4.7), 1-9 a-z, '-' where the family
has no such segment; weight: round(2 log2(sources^0.5 * occurrences^0.8)), left out when 0. Sorted by bytes, so that the packer
sees common prefixes. Of what was seen only once, 7 of 16 are kept (by a checksum of the segment): the whole would be half as
large again, and dropping the rest costs 0.05 points of accuracy.
"""
import math
import sys
import zlib

DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz'
FILES = {'bpe': (['o200k', 'cl100k', 'llama3', 'gemma3'], 4), 'claude': (['claude-v3', 'claude-4.7'], 2)}


def load(path):
    table = {}
    with open(path, 'rb') as f:
        for line in f.read().split(b'\n'):
            if line:
                segment, tokens, times, sources = line.split(b'\t')
                table[segment] = int(tokens), int(times), int(sources)
    return table


def lines(tables):
    out = []
    for key in set().union(*tables):
        found = [t.get(key) for t in tables]
        times = max(x[1] for x in found if x)
        sources = max(x[2] for x in found if x)
        if len(key) > 200 or (times < 2 and zlib.crc32(key) % 16 >= 7):
            continue
        counts = ''.join('-' if x is None or x[0] >= 36 else DIGITS[x[0]] for x in found)
        weight = round(2 * math.log2(sources**.5 * times**.8))
        out.append(key + b'\t' + counts.encode() + (b'\t%d' % weight if weight else b'') + b'\n')
    return sorted(out)


def main():
    source, target = sys.argv[1:3]
    for name, (families, parts) in FILES.items():
        all_lines = lines([load(f'{source}/{f}.tsv') for f in families])
        total, done = sum(map(len, all_lines)), 0
        files = [[] for _ in range(parts)]
        for line in all_lines:
            files[min(parts - 1, done * parts // total)].append(line)
            done += len(line)
        for i, part in enumerate(files):
            with open(f'{target}/{name}-{i + 1}.tsv', 'wb') as f:
                f.writelines(part)


main()
