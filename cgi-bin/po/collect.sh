#!/bin/bash
# Collects all texts of the programs and templates in OUT/grunnmur.pot, and prints those that a language lacks or has wrong:
# collect.sh OUT.
set -euo pipefail
cd "$(dirname "$0")/../.."
out=$1
mkdir -p "$out"

# {{#_}}text{{/_}} of the templates as C calls, so that one tool reads both. Line numbers are kept.
perl -0777 -ne '
	while (/\{\{#_\}\}(.*?)\{\{\/_\}\}/sg) {
		my ($text, $line) = ($1, 1 + (substr($_, 0, $-[1]) =~ tr/\n//));
		$text =~ s/([\\"])/\\$1/g;
		$text =~ s/\s+/ /g;
		$text =~ s/^ | $//g;
		print "#line $line \"$ARGV\"\n_(\"$text\");\n";
	}' $(find cgi-bin -name '*.html' | sort) /dev/null >"$out/templates.c"

xgettext --from-code=UTF-8 --language=C --keyword=_ --keyword=N_ --keyword=i18n_plural:1,2 --sort-by-file \
    --package-name=Grunnmur -o "$out/grunnmur.pot" $(find cgi-bin -name '*.c' | sort) "$out/templates.c"

for language in $(ls cgi-bin/po/*.po | sed 's/.*\.\([a-z]*\)\.po$/\1/' | sort -u); do
	msgcat --use-first -o "$out/all.$language.po" cgi-bin/po/*."$language".po
	msgmerge --quiet --no-fuzzy-matching -o "$out/merged.$language.po" "$out/all.$language.po" "$out/grunnmur.pot"
	msgattrib --untranslated --no-obsolete "$out/merged.$language.po" |
	    perl -00 -ne 'next if /^msgid ""\nmsgstr/m; my ($at) = /^#: (\S+)/m; my ($id) = /^msgid (.*?)^msg/ms;
		$id =~ s/"\n"//g; $id =~ s/\n//g; print "$at: '"$language"' lacks $id\n"'
	# A translation has the places of its text: printf's, and the templates' tags.
	msgfmt --check-format -o /dev/null "$out/merged.$language.po" 2>&1 || true
	msgattrib --translated --no-obsolete "$out/merged.$language.po" |
	    perl -00 -ne 'next unless /^msgid (.*?)^msgstr (.*)/ms; my ($id, $text) = ($1, $2);
		next if $id eq qq(""\n);
		s/"\n"//g for $id, $text;
		my ($want, $have) = map { join " ", sort /\{\{.*?\}\}/g } $id, $text;
		$id =~ s/\n//g; print "'"$language"': other tags than $id\n" if $want ne $have'
done
