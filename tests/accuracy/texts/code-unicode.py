occurs in segments without letters and never in one with letters.
"""
import sys
import unicodedata as U

BLOCK = 128
LIMIT = 0x110000
# bits 0-2: class for the byte-pair families; see TokBpeClass in unicode.h
OTHER, UPPER, LOWER, BOTH, MARK, NUMBER, SPACE, NEWLINE = range(8)
# bits 3-5: class for Claude; see TokWordClass
CS, CD, CP, CW, CH, CX, CN = range(7)
HAS_LOWER, NFC_CHECK = 64, 128

PUNCT = [0x00A3, 0x00A7, 0x00AB, 0x00B0, 0x00B7, 0x00BB, 0x2013, 0x2014, 0x2015, 0x201E, 0x2020, 0x2022, 0x2026,
         0x20AC, 0x2116, 0x2192, 0x2212, 0x221A, 0x2500, 0x2502, 0x2514, 0x2588, 0xFF08]
SPACES = [9, 10, 11, 12, 13, 0x20, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000]


def inside(c, *ranges):
    return any(a <= c <= b for a, b in ranges)


def bpe_class(c, cat):
    if c in (10, 13):
        return NEWLINE
    if c in SPACES:
        return SPACE
    return {'Lu': UPPER, 'Lt': UPPER, 'Ll': LOWER, 'Lm': BOTH, 'Lo': BOTH}.get(
        cat, MARK if cat[0] == 'M' else NUMBER if cat[0] == 'N' else OTHER)


def mark_outside(c, ch):
    ccc = U.combining(ch)
    if ccc == 9:
        return c != 0x0E3A
    if inside(c, (0x0300, 0x0362)):
        return c != 0x0345
    return ccc == 7 or inside(c, (0x0591, 0x05AF), (0x05BF, 0x05BF), (0x0951, 0x0954), (0x0E47, 0x0E4E), (0x0EC8, 0x0ECC),
                              (0x17C9, 0x17D1), (0x17D3, 0x17D3), (0x17DD, 0x17DD), (0x1037, 0x1037),
                              (0x0F18, 0x0F19), (0x0F35, 0x0F39), (0x0F82, 0x0F87), (0x0730, 0x074A),
                              (0x1AB0, 0x1ABE), (0x1DC4, 0x1DCF), (0x1DF5, 0x1DFF), (0x20D0, 0x20F0), (0xFE20, 0xFE2F))


def word_class(c, ch, cat):
    if cat[0] == 'Z' or c in (9, 10):
        return CS
    if cat[0] == 'M' and not inside(c, (0xFE00, 0xFE0F)) and c < 0x10000 and mark_outside(c, ch):
        return CX
    if inside(c, (0x2160, 0x2188), (0x24B6, 0x24E9), (0x16EE, 0x16F0), (0xA6E6, 0xA6EF)):
        return CW
    if inside(c, (0x30, 0x39), (0x660, 0x669), (0x6F0, 0x6F9)):
        return CD
    if (c < 128 and cat[0] in 'PS') or c in PUNCT:
        return CP
    if c >= 0x10000 or inside(c, (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0xF900, 0xFAFF), (0xAC00, 0xD7A3), (0xFE00, 0xFE0F),
                              (0x3001, 0x303F)):
        return CH
    if cat[0] in 'LM':
        return CW
    if cat in ('No', 'Nd'):
        return CN
    if cat[0] in 'PS' or cat in ('Cf', 'Cn'):
        return CX
    return CH


def emit(ctype, name, values, per=16, hexa=False):
    print(f'const {ctype} {name}[{len(values)}] = {{')
    for i in range(0, len(values), per):
        print('    ' + ', '.join(hex(v) if hexa else str(v) for v in values[i:i + per]) + ',')
    print('};\n')


def main():
    decomp, ccc = {}, {}
    for c in range(LIMIT):
        ch = chr(c)
        d = U.decomposition(ch)
        if d and d[0] != '<' and not inside(c, (0x2F800, 0x2FA1F)):
            p = [int(x