# The rule that makes the index of the names of lint/template. Included by the top-level Makefile.
GEN ?= build/gen
AWK ?= awk

# LC_ALL=C: the generator works on bytes. The file is moved into place only when whole.
$(GEN)/name_index.c: lint/template/volatility_names.c lint/template/name_index.awk
	@mkdir -p $(@D)
	$(call say,GEN,$@)
	$(Q)LC_ALL=C $(AWK) -f lint/template/name_index.awk $< > $@.tmp
	$(Q)mv $@.tmp $@
