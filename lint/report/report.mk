# The style of pages becomes a C string, one character constant per byte (a string literal may not
# be longer than 4,095 bytes in C11). Included by the top-level Makefile.
GEN ?= build/gen

$(GEN)/page_css.c: lint/report/page.css
	@mkdir -p $(@D)
	$(call say,GEN,$@)
	$(Q)od -An -v -tu1 $< | awk 'BEGIN { print "extern const char page_css[];\nconst char page_css[] = {" } \
		{ gsub(/[0-9]+/, "&,"); print "   " $$0 } END { print "    0};" }' > $@.tmp
	$(Q)mv $@.tmp $@
