# warmlint. `make help` lists the targets.
# Everything is found by wildcard: a new .c file, rule, test or corpus file needs no edit here.

VERSION := 0.1.0

CC       ?= cc
CFLAGS   ?= -O2 -g
PREFIX   ?= /usr/local
BUILD    ?= build
GEN      := $(BUILD)/gen
PKGS     := yaml-0.1 libpcre2-8

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Werror
# What the compiler has of it; checked reads and writes need an optimised build without a sanitizer.
option    = $(shell $(CC) $(1) -Werror -x c -c /dev/null -o /dev/null 2>/dev/null && echo '$(1)')
HARDEN   := -fPIE -fstack-protector-strong $(call option,-fstack-clash-protection) $(call option,-fcf-protection) \
	$(if $(findstring -fsanitize,$(CFLAGS)),,$(if $(filter -O1 -O2 -O3 -Os,$(CFLAGS)),-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2))
# Two builds in two directories are the same to the byte.
PREFIX_MAP := -ffile-prefix-map='$(CURDIR)'=.
ALL_CFLAGS := -std=c11 -D_POSIX_C_SOURCE=200809L -I. -I$(GEN) -MMD -MP -pthread \
	$(WARNINGS) $(HARDEN) $(PREFIX_MAP) -DWARMLINT_VERSION='"$(VERSION)"' $(shell pkg-config --cflags $(PKGS)) $(CFLAGS)
LIBS     := $(shell pkg-config --libs $(PKGS)) -lm
# Of tests: what the JSON reader is held against.
CJSON     = $(shell pkg-config --libs libcjson)
LDFLAGS  ?= -pie -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--as-needed

# `make V=1` shows the whole commands.
Q   := $(if $(V),,@)
say  = $(if $(V),,@printf '  %-3s %s\n' '$(1)' '$(2)')

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:

include tokenizer/tokenizer.mk
include lint/facts/facts.mk
include lint/report/report.mk
include lint/template/template.mk
include rules/rules.mk

LIB_SRCS := $(filter-out lint/main.c,$(wildcard lint/*/*.c)) $(wildcard rules/*.c) $(TOKENIZER_SRCS) \
	$(GEN)/facts_table.c $(GEN)/rule_table.c $(GEN)/page_css.c $(GEN)/name_index.c
LIB_OBJS := $(LIB_SRCS:%.c=$(BUILD)/%.o)
LIB      := $(BUILD)/libwarmlint.a
BIN      := $(BUILD)/warmlint

all: $(BIN) ## build build/warmlint

$(BIN): $(BUILD)/lint/main.o $(LIB)
	$(call say,LD,$@)
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(LIB): $(LIB_OBJS)
	@rm -f $@
	$(Q)$(AR) rcsD $@ $^

# Other flags, another build.
ifneq ($(file <$(BUILD)/flags),$(CC) $(ALL_CFLAGS))
$(shell mkdir -p $(BUILD))
$(file >$(BUILD)/flags,$(CC) $(ALL_CFLAGS))
endif

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

# Generated sources already live below $(BUILD).
$(BUILD)/$(BUILD)/%.o: $(BUILD)/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

# --- tests ---------------------------------------------------------------------------------------

UNIT_SRCS := $(wildcard tests/unit/test_*.c)
UNIT_BINS := $(UNIT_SRCS:%.c=$(BUILD)/%)

$(BUILD)/tests/unit/%: $(BUILD)/tests/unit/%.o $(LIB)
	$(call say,LD,$@)
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS) -lcmocka $(CJSON)

.SECONDARY: $(UNIT_SRCS:%.c=$(BUILD)/%.o)

include tests/tests.mk
include packaging/packaging.mk

unit: $(UNIT_BINS) ## run the unit tests
	@set -e; for t in $(UNIT_BINS); do $$t; done

cli: all ## command lines and what they print
	WARMLINT=$(BIN) tests/cli/run.sh

corpus: all ## lint the labelled files: precision and recall per rule; every finding in full
	tests/corpus/run.sh $(BIN)
	tests/corpus/record.sh $(BIN)

accept-corpus: all $(BUILD)/tests/unit/test_checks ## rewrite what is read and said of the labelled files, and the tables of test_checks, for review
	tests/corpus/record.sh --accept $(BIN)
	ACCEPT=1 $(BUILD)/tests/unit/test_checks

accept-cli: all ## rewrite the expected outputs of the command lines, for review
	ACCEPT=1 WARMLINT=$(BIN) tests/cli/run.sh

conformance: all ## every report format against schemas and readers, hostile input included; bills computed twice
	WARMLINT=$(BIN) tests/conformance/report-schema.sh
	WARMLINT=$(BIN) tests/conformance/cost-schema.sh
	WARMLINT=$(BIN) tests/conformance/gate-schema.sh
	WARMLINT=$(BIN) tests/conformance/formats.sh
	WARMLINT=$(BIN) tests/page/run.sh
	WARMLINT=$(BIN) tests/conformance/outputs.sh

hostile: all ## hostile files, names and bytes
	WARMLINT=$(BIN) tests/hostile/run.sh

gate: all ## changes of known effect in a scratch repository
	WARMLINT=$(BIN) tests/gate/run.sh

server: all ## conversations with the language server
	WARMLINT=$(BIN) sh tests/server/run.sh

accept-server: all ## rewrite what the language server answers, for review
	WARMLINT=$(BIN) node tests/server/answers.js --accept

readme: $(GEN)/rules.md ## put the generated tables into README.md
	tests/readme.sh --write $<

floors: ## no file includes from a higher floor of the house
	tests/floors.sh

check-readme: $(GEN)/rules.md
	tests/readme.sh $<

# With as many compilers as there are processors, unless a number was given; the tests run one after another.
programs: ## build all that the tests run
	@$(MAKE) $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell getconf _NPROCESSORS_ONLN)) test-programs

suite: programs check-readme floors unit check-facts pages every-rule cli corpus fixes conformance hostile gate server determinism oracle accuracy terminal confined generate regressions spoiled ## all of the above
	@echo "all tests passed"

check: suite faults install-test pre-commit editors vscode-test browser ci-recipes fuzz-short asan ## what CI runs: all tests, the short form of faults, then the suite under ASan and UBSan

asan: ## the suite under AddressSanitizer and UndefinedBehaviorSanitizer
	LIMIT=20 ASAN_OPTIONS=detect_leaks=1:exitcode=99 $(MAKE) BUILD=build/asan \
		CFLAGS='-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined' \
		LDFLAGS='-pie -fsanitize=address,undefined' suite

clean: ## remove everything built
	rm -rf $(BUILD)

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: all programs floors unit cli accept-cli corpus accept-corpus conformance hostile gate server accept-server readme check-readme suite check asan clean help
-include $(shell find $(BUILD) -name '*.d' -type f 2>/dev/null)
