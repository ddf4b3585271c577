# The library's part of the build; sets TOKENIZER_SRCS and defines `tables` and `check-tables`. Paths are relative to the
# repository root. Also works alone from there:
#     make -f tokenizer/tokenizer.mk check-tables
TOKENIZER_BPE = o200k cl100k llama3 gemma3
TOKENIZER_CLAUDE = claude-v3 claude-4.7
TOKENIZER_TABLES = $(patsubst %,tokenizer/tables/model_%.c,$(TOKENIZER_CLAUDE) $(TOKENIZER_BPE))
TOKENIZER_SRCS = tokenizer/tokenizer.c tokenizer/lane.c tokenizer/segment_claude.c tokenizer/segment_bpe.c \
	tokenizer/segment_gemma.c tokenizer/model.c tokenizer/models.c tokenizer/unicode.c tokenizer/exact.c \
	tokenizer/ranks.c tokenizer/pieces.c tokenizer/tables/unicode.c $(TOKENIZER_TABLES)

TOKENIZER_CC ?= cc
TOKENIZER_TMP ?= /tmp
# No contraction to fused multiply-add: the tables must come out the same on every machine.
TOKENIZER_FIT = $(TOKENIZER_CC) -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -ffp-contract=off

.PHONY: tables check-tables
# Refits every family from tokenizer/training; some three minutes. Needs xz.
tables:
	set -e; d=$$(mktemp -d $(TOKENIZER_TMP)/fit.XXXXXX); trap 'rm -rf "$$d"' EXIT; \
	$(TOKENIZER_FIT) -o "$$d/fit" tokenizer/tools/fit.c tokenizer/tools/fit_read.c \
		tokenizer/model.c -lm; \
	for f in $(TOKENIZER_CLAUDE); do xz -dc tokenizer/training/claude-*.tsv.xz | "$$d/fit" $$f > "$$d/t"; \
		mv "$$d/t" tokenizer/tables/model_$$f.c; done; \
	for f in $(TOKENIZER_BPE); do xz -dc tokenizer/training/bpe-*.tsv.xz | "$$d/fit" $$f > "$$d/t"; \
		mv "$$d/t" tokenizer/tables/model_$$f.c; done

# Refits and compares with what is checked in. TOKENIZER_CHECK=claude-4.7 checks one family only.
TOKENIZER_CHECK ?= $(TOKENIZER_CLAUDE) $(TOKENIZER_BPE)
check-tables:
	set -e; d=$$(mktemp -d $(TOKENIZER_TMP)/fit.XXXXXX); trap 'rm -rf "$$d"' EXIT; \
	$(TOKENIZER_FIT) -o "$$d/fit" tokenizer/tools/fit.c tokenizer/tools/fit_read.c \
		tokenizer/model.c -lm; \
	for f in $(TOKENIZER_CHECK); do case $$f in claude*) t=claude ;; *) t=bpe ;; esac; \
		xz -dc tokenizer/training/$$t-*.tsv.xz | "$$d/fit" $$f > "$$d/t"; \
		cmp "$$d/t" tokenizer/tables/model_$$f.c; done
