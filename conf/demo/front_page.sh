#!/bin/bash
# Writes the demo's front page: who is who, and where to begin.
set -euo pipefail

person() {   # person LOGIN: name and unit
	mariadb --no-defaults --default-character-set=utf8mb4 --socket="$STATE/mariadb.sock" --user=root --batch --skip-column-names --raw grunnmur -e "
		SELECT CONCAT(p.given_name, ' ', p.family_name, ', ', t.name)
		  FROM person p JOIN position s ON s.person_id = p.id JOIN unit_text t ON t.unit_id = s.unit_id AND t.language = 'nb'
		 WHERE p.login = '$1' ORDER BY s.is_main DESC, s.percent DESC, s.id LIMIT 1" |
	    sed 's/&/\&amp;/g; s/</\&lt;/g'
}

card() {   # card PORT LOGIN TITLE TEXT [ADDRESS]
	local name
	name=$(person "$2")
	cat <<-END
		<li>
		<h2 class="ds-heading" data-size="xs"><a class="ds-link" href="http://127.0.0.1:$1/grunnmur/${5:-survey/}">$3</a></h2>
		<span class="gm-small"><strong>${name:-$2}</strong></span>
		<span>$4</span>
		</li>
	END
}

cat <<END
<!DOCTYPE html>
<html lang="nb" data-color-scheme="auto">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Prøv Grunnmur – Trefjord kommune</title>
<link rel="stylesheet" href="/grunnmur/static/$VERSION/css/theme.css">
<link rel="stylesheet" href="/grunnmur/static/$VERSION/vendor/designsystemet/designsystemet.css">
<link rel="stylesheet" href="/grunnmur/static/$VERSION/css/grunnmur.css">
<link rel="stylesheet" href="/grunnmur/static/$VERSION/css/parts.css">
<link rel="icon" href="/grunnmur/static/$VERSION/images/shield.svg" type="image/svg+xml">
</head>
<body data-size="md">
<a class="ds-skip-link" href="#innhold">Hopp til hovedinnholdet</a>
<header class="gm-header"><div class="gm-wrap gm-header__row">
<a class="gm-brand" href="/"><img src="/grunnmur/static/$VERSION/images/shield.svg" alt="" width="33" height="40"><span><strong>Trefjord kommune</strong><small>Grunnmur kompetanse</small></span></a>
</div></header>
<main id="innhold" tabindex="-1">
<div class="gm-head"><div class="gm-wrap">
<h1 class="ds-heading">Prøv Grunnmur</h1>
<p class="ds-paragraph gm-measure">Kommunens kompetansemodul, med $EMPLOYEES oppdiktede ansatte. Velg hvem du vil være. Alt du gjør, blir lagret til demoen begynner på nytt. <span lang="en">Everybody here is invented; English is in the menu of every page.</span></p>
</div></div>
<div class="gm-wrap gm-page gm-stack" data-gap="lg">
<ul class="gm-figures" data-list>
$(card "$PORT1" "$PERSON1" "Ansatt" "Fyll ut egenvurderingen, se hva stillingen krever, og be om opplæring. Prøv den gjerne på telefonbredde.")
$(card "$PORT2" "$PERSON2" "Leder" "Se hva avdelingen kan, hva loven krever, og avgjør forespørsler fra dine ansatte." leader/)
$(card "$PORT3" "$PERSON3" "Leders leder" "Se flere enheter under ett, og forespørslene som venter på deg." leader/)
$(card "$PORT4" "$PERSON4" "HR" "Følg kartleggingen mens den går, og hent ut svarene." hr/)
$(card "$PORT5" "$PERSON5" "Tillitsvalgt eller verneombud" "En ansatt med et verv: svarer på det samme som de andre.")
$(card "$PORT6" "$PERSON6" "En ukjent" "Har en innlogging som ingen kjenner, og blir vist bort.")
</ul>
<p class="ds-paragraph gm-measure">Du kan også <a class="ds-link" href="/grunnmur/">logge inn</a> som hvem som helst i kommunen, for eksempel <code>$PERSON1</code>, med passordet <code>demo</code>. E-postene som demoen sender, forlater ikke maskinen: de ligger i <a class="ds-link" href="/mail/">postkassen</a>.</p>
</div>
</main>
<footer class="gm-footer"><div class="gm-wrap"><p>Trefjord kommune · Levert på Grunnmur</p></div></footer>
</body>
</html>
END
