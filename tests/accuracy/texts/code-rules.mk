# The table of rules is made from the pages: rules/NAME.md + rules/NAME.c, nothing else is edited.
# A check is a .c file that defines a RuleCheck; the other .c files here serve several checks.
GEN ?= build/gen
AWK ?= awk

RULE_PAGES  := $(sort $(wildcard rules/*.md))
RULE_CHECKS := $(sort $(shell grep -l '^const RuleCheck rule_' rules/*.c))
RULE_NAMES  := $(RULE_CHECKS:rules/%.c=%)

# Rewritten only when the set of files changes, so that a removed page is noticed.
$(GEN)/rule_files: FORCE
	@mkdir -p $(@D)
	@echo '$(RULE_PAGES) $(RULE_CHECKS)' | cmp -s - $@ || echo '$(RULE_PAGES) $(RULE_CHECKS)' > $@

# LC_ALL=C: the generator works on bytes. The file is moved into place only when whole.
$(GEN)/rule_table.c: $(RULE_PAGES) $(RULE_CHECKS) rules/rules.awk $(GEN)/rule_files
	@mkdir -p $(@D)
	$(call say,GEN,$@)
	$(Q)LC_ALL=C $(AWK) -v mode=table -v checks='$(RULE_NAMES)' -f rules/rules.awk $(RULE_PAGES) > $@.tmp
	$(Q)mv $@.tmp $@

$(GEN)/rules.md: $(RULE_PAGES) rules/rules.awk $(GEN)/rule_files
	@mkdir -p $(@D)
	$(Q)LC_ALL=C $(AWK) -v mode=index -v checks='$(RULE_NAMES)' -f rules/rules.awk $(RULE_PAGES) > $@.tmp
	$(Q)mv $@.tmp $@

rule-index: $(GEN)/rules.md ## print the table of rules for the README
	@cat $(GEN)/rules.md

pages: all ## run the examples of every rule page
	tests/pages/run.sh $(BIN)

accept: all ## rewrite the expected outputs in the rule pages, for review
	tests/pages/run.sh --accept $(BIN)

every-rule: all ## each rule is needed by some example: without it the pages fail
	tests/pages/every-rule.sh $(BIN)

FORCE:
.PHONY: FORCE rule-index pages accept every-rule
