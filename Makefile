# make help tells what there is. Nothing is written outside build/, but by install.

PORT      ?= 8080
STATE     ?= build/demo
EMPLOYEES ?= 500
PREFIX    ?= /usr/local
CC         = gcc
OUT       ?= build

programs  := $(patsubst cgi-bin/%/main.c,%,$(wildcard cgi-bin/*/main.c))
languages := $(sort $(subst .,,$(suffix $(basename $(wildcard cgi-bin/po/*.po)))))
libraries := libcjson libmariadb libsodium libcurl

# How everything is compiled (security.md S23). -isystem: other people's headers are not ours to warn about.
warnings  := -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wvla -Wformat=2 -Wconversion
common     = -std=c17 -D_GNU_SOURCE -g $(warnings) -MMD -MP -include cgi-bin/core/poison.h \
             $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(libraries) 2>/dev/null))
flags_plain := -O2 -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection -fcf-protection -fPIE
link_plain  := -pie -Wl,-z,relro,-z,now
# A number too large for an integer is found as well; what is found ends the run, or nobody would look.
sanitizers  := address,undefined,float-cast-overflow
flags_asan  := -O1 -fno-omit-frame-pointer -fsanitize=$(sanitizers) -fno-sanitize-recover=undefined,float-cast-overflow
# A hundred test programs are linked: gold, which binutils brings, takes half the time.
link_asan   := -fuse-ld=gold -fsanitize=$(sanitizers)
flags_fuzz  := $(flags_asan) -fsanitize=fuzzer-no-link
link_fuzz   := -fsanitize=fuzzer,$(sanitizers)
cc_plain = $(CC)
cc_asan  = $(CC)
cc_fuzz  = clang
link_libs    = -Wl,--as-needed $(shell pkg-config --libs $(libraries)) -lfcgi -lcsv -lm

# Who may include whom: core itself, domain core, a program both and itself. Programs do not see each other.
includes_core    := -Icgi-bin/core
includes_domain  := -Icgi-bin/core -Icgi-bin/domain
includes_of       = $(or $(includes_$(1)),-Icgi-bin/core -Icgi-bin/domain -Icgi-bin/$(1))

sources_of = $(wildcard cgi-bin/$(1)/*.c)
objects_of = $(patsubst cgi-bin/%.c,$(OUT)/obj/$(2)/%.o,$(call sources_of,$(1)))
parts     := core domain $(programs)
tests     := $(wildcard $(addprefix tests/,$(addsuffix /test_*.c,$(parts))))

.PHONY: all help deps demo stop demo-reset test check test-long bench pot install clean test-programs
.DELETE_ON_ERROR:
.SECONDARY:

all: $(programs:%=$(OUT)/bin/%) catalogues static

help:
	@echo 'make              build the programs, the catalogues and the static files, in build/'
	@echo 'make demo         a whole municipality on http://127.0.0.1:PORT/ (PORT=8080 STATE=build/demo EMPLOYEES=500)'
	@echo 'make stop         stop it; its data stays'
	@echo 'make demo-reset   the same with fresh data'
	@echo 'make test         everything that is checked before a change is taken; under 15 minutes'
	@echo 'make check        lint and unit tests'
	@echo 'make test-long    test, and clang, valgrind, scanners and long fuzzing; about two hours'
	@echo 'make bench        our speed against bare programs'
	@echo 'make pot          all texts to translate, in build/po/grunnmur.pot, and what is missing'
	@echo 'make install      programs, templates and files (DESTDIR= PREFIX=/usr/local)'
	@echo 'make deps         missing Debian and npm packages (demo and test do it)'

# Programs -----------------------------------------------------------------------------------------------------------

define variant_rules
$(foreach part,$(parts),
$(OUT)/obj/$(1)/$(part)/%.o: cgi-bin/$(part)/%.c
	@mkdir -p $$(@D)
	@echo '  compile $(1) $$<'
	@$$(cc_$(1)) $$(common) $$(flags_$(1)) $(call includes_of,$(part)) -c -o $$@ $$<
)
$(OUT)/obj/$(1)/support/%.o: tests/support/%.c
	@mkdir -p $$(@D)
	@echo '  compile $(1) $$<'
	@$$(cc_$(1)) $$(common) $$(flags_$(1)) $(includes_domain) -Itests/support -c -o $$@ $$<

$(foreach library,core domain,
$(OUT)/obj/$(1)/$(library).a: $(call objects_of,$(library),$(1))
	@rm -f $$@ && mkdir -p $$(@D)
	@ar rcs $$@ $$^
)
$(OUT)/obj/$(1)/support.a: $(patsubst tests/support/%.c,$(OUT)/obj/$(1)/support/%.o,$(wildcard tests/support/*.c))
	@rm -f $$@ && mkdir -p $$(@D)
	@ar rcs $$@ $$^
endef
$(foreach variant,plain asan fuzz,$(eval $(call variant_rules,$(variant))))

define program_rule
$(OUT)/bin/$(1): $(call objects_of,$(1),plain) $(OUT)/obj/plain/domain.a $(OUT)/obj/plain/core.a
	@mkdir -p $$(@D)
	@echo '  link    $$@'
	@$$(CC) $$(link_plain) -o $$@ $$^ $$(link_libs)
endef
$(foreach program,$(programs),$(eval $(call program_rule,$(program))))

# What tests put between us and a library, to let it fail (tests/support/db_fault.c, memory.c).
comma := ,
wrap   = $(addprefix -Wl$(comma)--wrap=,$(1))
link_test_retry := $(call wrap,mysql_real_connect mysql_query mysql_errno mysql_commit mysql_rollback \
                   $(addprefix mysql_stmt_,prepare execute fetch errno))
link_test_kill  := $(link_test_retry)
link_test_outbox := $(link_test_retry)
link_test_reminder := $(link_test_retry)
link_test_memory := $(call wrap,dispatch malloc calloc realloc strdup mysql_init mysql_stmt_init mysql_stmt_result_metadata)

# Tests: each file its own program, with the sanitizers; of a program all but its main.
define test_rule
$(OUT)/test/$(1)/%: tests/$(1)/%.c $(filter-out %/main.o,$(if $(filter core domain,$(1)),,$(call objects_of,$(1),asan))) \
    $(OUT)/obj/asan/support.a $(OUT)/obj/asan/domain.a $(OUT)/obj/asan/core.a
	@mkdir -p $$(@D)
	@echo '  test    $$<'
	@$$(CC) $$(common) $$(flags_asan) $(call includes_of,$(1)) -Icgi-bin/domain -Itests/support $$(link_asan) -o $$@ \
	    $$(filter %.c %.o,$$^) -Wl,--start-group $$(filter %.a,$$^) -Wl,--end-group $$(link_$$(@F)) \
	    $$(link_libs) -lcmocka
endef
$(foreach part,$(parts),$(eval $(call test_rule,$(part))))

# Fuzz targets, by clang: tests/fuzz/NAME.c with core and domain.
fuzzers := $(patsubst tests/fuzz/%.c,$(OUT)/fuzz/%,$(wildcard tests/fuzz/*.c))

$(OUT)/fuzz/%: tests/fuzz/%.c $(OUT)/obj/fuzz/domain.a $(OUT)/obj/fuzz/core.a
	@echo '  fuzz    $<'
	@mkdir -p $(@D)
	@$(cc_fuzz) $(common) $(flags_fuzz) $(includes_core) -Icgi-bin/domain $(link_fuzz) -o $@ $< \
	    $(filter %.a,$^) $(link_libs)

# The bench: a load, and the floor it is measured against.
$(OUT)/bench/%: tests/bench/%.c
	@echo '  bench   $<'
	@mkdir -p $(@D)
	@$(CC) -std=c17 -D_GNU_SOURCE -O2 $(warnings) $(shell pkg-config --cflags libmariadb) -o $@ $< $(shell pkg-config --libs libmariadb) -lfcgi

test-programs: $(tests:tests/%.c=$(OUT)/test/%)

-include $(wildcard $(OUT)/obj/*/*/*.d $(OUT)/test/*/*.d $(OUT)/fuzz/*.d)

# Texts --------------------------------------------------------------------------------------------------------------

catalogues: $(languages:%=build/locale/C.UTF-8/LC_MESSAGES/%.mo)
.PHONY: catalogues

define catalogue_rule
build/locale/C.UTF-8/LC_MESSAGES/$(1).mo: $(wildcard cgi-bin/po/*.$(1).po)
	@mkdir -p $$(@D) build/po
	@msgcat --use-first -o build/po/$(1).po $$^
	@msgfmt -o $$@ build/po/$(1).po
endef
$(foreach language,$(languages),$(eval $(call catalogue_rule,$(language))))

pot: catalogues
	bash cgi-bin/po/collect.sh build/po

# What the web server hands out as it is -----------------------------------------------------------------------------

static: build/static/VERSION
.PHONY: static

build/node_modules/.package-lock.json: conf/npm/package-lock.json
	@mkdir -p build
	@cp conf/npm/package.json conf/npm/package-lock.json build/
	@cd build && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

build/static/VERSION: build/node_modules/.package-lock.json conf/npm/static.mjs \
    $(wildcard htdocs/* htdocs/*/* cgi-bin/*/*.html cgi-bin/*/*.c)
	@node conf/npm/static.mjs build/node_modules build/static

# The demo, and the tests --------------------------------------------------------------------------------------------

deps:
	@bash conf/packages.sh build demo

demo: export PORT := $(PORT)
demo: export STATE := $(STATE)
demo: export EMPLOYEES := $(EMPLOYEES)
demo: deps
	@$(MAKE) --no-print-directory -j$(shell nproc) all
	@bash conf/demo/start.sh

stop: export STATE := $(STATE)
stop:
	@bash conf/demo/stop.sh

demo-reset: export STATE := $(STATE)
demo-reset: stop
	@bash conf/demo/forget.sh
	@$(MAKE) --no-print-directory demo

check:
	@bash conf/packages.sh build demo test
	@$(MAKE) --no-print-directory -j$(shell nproc) all test-programs
	@bash tests/run.sh lint unit

test: deps
	@bash conf/packages.sh test
	@$(MAKE) --no-print-directory -j$(shell nproc) all test-programs $(fuzzers)
	@bash tests/run.sh lint unit site fuzz

test-long: deps
	@bash conf/packages.sh test long
	@$(MAKE) --no-print-directory -j$(shell nproc) all test-programs $(fuzzers)
	@FUZZ_SECONDS=300 bash tests/run.sh lint unit site fuzz long

bench: deps
	@$(MAKE) --no-print-directory -j$(shell nproc) all build/bench/load build/bench/floor
	@python3 tests/bench/bench.py

install: all
	install -d $(DESTDIR)$(PREFIX)/lib/grunnmur $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/systemd/system
	install -m 755 $(filter-out build/bin/grunnmur,$(programs:%=build/bin/%)) $(DESTDIR)$(PREFIX)/lib/grunnmur/
	install -m 755 build/bin/grunnmur $(DESTDIR)$(PREFIX)/bin/
	install -m 755 conf/check-login.sh $(DESTDIR)$(PREFIX)/bin/grunnmur-check-login
	for unit in conf/systemd/*; do \
	    sed 's|/usr/local|$(PREFIX)|' $$unit >$(DESTDIR)$(PREFIX)/lib/systemd/system/$${unit##*/} || exit 1; done
	for file in $(wildcard cgi-bin/*/*.html); do \
	    install -D -m 644 $$file $(DESTDIR)$(PREFIX)/share/grunnmur/templates/$${file#cgi-bin/} || exit 1; done
	install -m 644 conf/refused.html $(DESTDIR)$(PREFIX)/share/grunnmur/
	install -d $(DESTDIR)$(PREFIX)/share/grunnmur/locale $(DESTDIR)$(PREFIX)/share/grunnmur/static
	cp -R build/locale/. $(DESTDIR)$(PREFIX)/share/grunnmur/locale/
	cp -R build/static/$$(cat build/static/VERSION) $(DESTDIR)$(PREFIX)/share/grunnmur/static/
	cp -R sql $(DESTDIR)$(PREFIX)/share/grunnmur/
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/doc/grunnmur README.md $(wildcard conf/*.example)
	sed -i "s|/usr/local|$(PREFIX)|; s|= VERSION|= $$(cat build/static/VERSION)|" \
	    $(DESTDIR)$(PREFIX)/share/doc/grunnmur/*.example

clean:
	rm -rf build/bin build/obj build/test build/locale build/po build/static
