# Installing and packing. Included by the top-level Makefile behind $(BIN) and $(BUILD).
#   make install PREFIX=/usr/local DESTDIR=
INSTALL  ?= install
BINDIR   ?= $(PREFIX)/bin
DATADIR  ?= $(PREFIX)/share
MANDIR   ?= $(DATADIR)/man
SHARE    := $(BUILD)/share

# From the tables of options, by the program itself.
SHARED := $(SHARE)/warmlint.1 $(SHARE)/warmlint.bash $(SHARE)/_warmlint $(SHARE)/warmlint.fish

$(SHARE)/warmlint.1: kind := man
$(SHARE)/warmlint.bash: kind := bash
$(SHARE)/_warmlint: kind := zsh
$(SHARE)/warmlint.fish: kind := fish
$(SHARED): $(BIN)
	@mkdir -p $(@D)
	$(call say,GEN,$@)
	$(Q)$(BIN) --generate $(kind) > $@

shared: $(SHARED) ## make the manual page and the completions

# FILE:PLACE of everything but the program.
INSTALLED := \
	$(SHARE)/warmlint.1:$(MANDIR)/man1/warmlint.1 \
	$(SHARE)/warmlint.bash:$(DATADIR)/bash-completion/completions/warmlint \
	$(SHARE)/_warmlint:$(DATADIR)/zsh/site-functions/_warmlint \
	$(SHARE)/warmlint.fish:$(DATADIR)/fish/vendor_completions.d/warmlint.fish \
	editors/vim/compiler/warmlint.vim:$(DATADIR)/vim/vimfiles/compiler/warmlint.vim \
	editors/emacs/warmlint.el:$(DATADIR)/emacs/site-lisp/warmlint.el \
	$(foreach schema,$(wildcard editors/*.schema.json),$(schema):$(DATADIR)/warmlint/$(notdir $(schema))) \
	LICENSE:$(DATADIR)/doc/warmlint/LICENSE \
	NOTICE:$(DATADIR)/doc/warmlint/NOTICE

install: $(BIN) $(SHARED) ## install below PREFIX (in DESTDIR)
	$(INSTALL) -d '$(DESTDIR)$(BINDIR)'
	$(INSTALL) -m 755 $(BIN) '$(DESTDIR)$(BINDIR)/warmlint'
	@set -e; for pair in $(INSTALLED); do \
		$(INSTALL) -d "$(DESTDIR)$$(dirname "$${pair#*:}")"; \
		$(INSTALL) -m 644 "$${pair%%:*}" "$(DESTDIR)$${pair#*:}"; \
	done

uninstall: ## remove what install put there
	rm -f '$(DESTDIR)$(BINDIR)/warmlint'
	@for pair in $(INSTALLED); do rm -f "$(DESTDIR)$${pair#*:}"; done
	@rmdir '$(DESTDIR)$(DATADIR)/warmlint' '$(DESTDIR)$(DATADIR)/doc/warmlint' 2>/dev/null || true

dist: ## pack the last commit as build/warmlint-VERSION.tar.gz
	@mkdir -p $(BUILD)
	git archive --format=tar --prefix=warmlint-$(VERSION)/ HEAD | gzip -9n > $(BUILD)/warmlint-$(VERSION).tar.gz

deb: $(BIN) $(SHARED) ## pack a Debian package (needs dpkg-dev)
	@sh packaging/deb.sh $(BUILD) $(VERSION)

# --- the extension for VS Code ---------------------------------------------------------------------

VSIX := $(BUILD)/warmlint-$(VERSION).vsix
VSCE := $(BUILD)/vsce/node_modules/.bin

$(VSCE)/vsce:
	@mkdir -p $(BUILD)/vsce
	$(Q)cd $(BUILD)/vsce && npm install --silent --no-audit --no-fund --no-save @vscode/vsce@3.9.2 esbuild@0.28.1

# The language client comes from npm; all becomes one file, with the notices of what is in it.
$(BUILD)/vscode/dist/extension.js: $(VSCE)/vsce $(wildcard editors/vscode/* editors/vscode/src/* editors/vscode/.??*) \
		editors/warmlint-config.schema.json LICENSE
	@rm -rf $(BUILD)/vscode && mkdir -p $(BUILD)/vscode
	@cp -R editors/vscode/. editors/warmlint-config.schema.json LICENSE $(BUILD)/vscode/
	$(Q)cd $(BUILD)/vscode && npm ci --silent --omit=dev --ignore-scripts && \
		$(abspath $(VSCE))/esbuild src/extension.js --bundle --platform=node --target=node20 --external:vscode \
			--log-level=warning --outfile=dist/extension.js && \
		for notice in node_modules/*/[Ll][Ii][Cc][Ee][Nn][Ss][Ee]*; do \
			printf '%s\n\n' "$$(dirname "$$notice" | sed 's,^node_modules/,,')"; cat "$$notice"; echo; done >ThirdPartyNotices.txt && \
		sed 's,"\./src/extension\.js","./dist/extension.js",' package.json >package.new && mv package.new package.json

$(VSIX): $(BUILD)/vscode/dist/extension.js
	$(Q)cd $(BUILD)/vscode && $(abspath $(VSCE))/vsce package --no-dependencies --allow-missing-repository \
		--no-rewrite-relative-links --out $(abspath $@) >vsce.log || { cat vsce.log; exit 1; }

vscode: $(VSIX) ## pack the extension for VS Code (needs npm and Node 20)
	@echo "$(VSIX): code --install-extension $(VSIX)"

static: ## build build/warmlint-static, which needs nothing of the system
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/static LDFLAGS='-static-pie -Wl,-z,relro,-z,now' \
		LIBS="$$(pkg-config --static --libs $(PKGS)) -lm" $(BUILD)/static/warmlint
	@cp $(BUILD)/static/warmlint $(BUILD)/warmlint-static && strip $(BUILD)/warmlint-static

static-test: $(BIN) static ## the static program in an empty root directory
	@WARMLINT=$(BIN) BUILD=$(BUILD) sh tests/static/run.sh

install-test: $(BIN) $(SHARED) ## what install installs, and that uninstall leaves nothing
	@WARMLINT=$(BIN) BUILD=$(BUILD) sh tests/install/run.sh

reproducible: ## two builds in two directories, with other file times and one job or two, are the same to the byte
	@sh tests/install/reproducible.sh

.PHONY: reproducible shared install uninstall dist deb vscode static static-test install-test
