# The rule that makes the tables of lint/facts. Included by the top-level Makefile.
GEN ?= build/gen
AWK ?= awk

# LC_ALL=C: the name index is sorted by bytes. The table is moved into place only when whole.
$(GEN)/facts_table.c: lint/facts/models.csv lint/facts/facts_table.awk
	@mkdir -p $(GEN)
	LC_ALL=C $(AWK) -f lint/facts/facts_table.awk lint/facts/models.csv > $@.tmp
	@mv $@.tmp $@

.PHONY: check-facts
check-facts: ## spoil the model table and see that the generator refuses it
	@AWK=$(AWK) sh tests/facts_table.sh
