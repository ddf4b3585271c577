# Findings of `check --format jsonl`, each in a line that one can read:
# PATH:LINE:COLUMN-LINE:COLUMN CODE BLOCK TOKENS; USD; PLACE WORDS of what it points at; the fix and its edits' places
s/{"line":\([0-9]*\),"column":\([0-9]*\),[^}]*}/\1:\2/g
s/^{"code":"\([^"]*\)".*"path":"\([^"]*\)","start":\([0-9:]*\),"end":\([0-9:]*\),/\2:\3-\4 \1 /
s/"segment":null,//; s/"tokens":null,//; s/"usdPer1000":null,//; s/"related":\[\],//; s/"fix":null,//
s/"segment":"\([^"]*\)",/\1 /; s/"tokens":\([0-9]*\),/\1; /; s/"usdPer1000":\([0-9.]*\),/$\1; /
s/{"start":\([0-9:]*\),"end":\([0-9:]*\),"\(message\|text\)":\("[^"\\]*\(\\.[^"\\]*\)*"\)}/\1-\2 \4/g
s/"related":\[\([^]]*\)\],/at \1; /; s/"fix":{"title":\("[^"]*"\),"applicability":"\([a-z]*\)","edits":\[\(.*\)\]},/\2 \1 \3/
s/"fingerprint":.*//; s/[; ]*$//
