"""What the invented municipality is made of: municipalities, areas, services, names. Used by generate.py.

Every person, place and number is invented; surnames carry a marker stem (Demo-, Test-, Prøve- …), so that nobody
mistakes them for real people. Municipality and organisation numbers are not in use.
"""

MUNICIPALITIES = [
    # code, name, municipality number (unassigned), org number (synthetic, MOD11 ok), written language, share, is_new
    ("TRE", "Trefjord kommune", "9800", "310000108", "nb", 0.0, 1),
    ("SOL", "Solvåg kommune", "9801", "310000116", "nb", 0.50, 0),
    ("BJO", "Bjørkefjell kommune", "9802", "310000124", "nn", 0.32, 0),
    ("KVE", "Kvernelv kommune", "9803", "310000132", "nb", 0.18, 0),
]
LEGACY = [m for m in MUNICIPALITIES if not m[6]]

# area: code, nb, nn, sector, share of employees, services
# service: code, nb, nn, share, people a unit, several sites, leader's role, KOSTRA function, mix of roles
AREAS = [
    ("OPP", "Oppvekst", "Oppvekst", "oppvekst", 0.40, [
        ("SKO", "skole", "skule", 0.45, 45, 1, "REKTOR", "202",
         {"LAERER-1-7": 42, "LAERER-8-10": 24, "SPESPED": 6, "SFO-FAGARB": 28}),
        ("BHG", "barnehage", "barnehage", 0.35, 18, 1, "STYRER", "201",
         {"PEDLEDER": 26, "BHG-LAERER": 18, "BHG-ASS": 56}),
        ("PPT", "PP-tjenesten", "PP-tenesta", 0.04, 30, 0, "ENHLEDER", "202", {"PPT-RAD": 100}),
        ("BVT", "Barnevernstjenesten", "Barnevernstenesta", 0.06, 40, 0, "BV-LEDER", "244", {"BV-KONSULENT": 100}),
        ("VOK", "Voksenopplæringen", "Vaksenopplæringa", 0.04, 40, 0, "ENHLEDER", "213", {"LAERER-VO": 90, "SAKSBEH": 10}),
        ("HST", "Helsestasjon og skolehelsetjeneste", "Helsestasjon og skulehelseteneste", 0.06, 35, 0, "ENHLEDER", "232",
         {"HELSESYKEPL": 85, "FYSIO": 15}),
    ]),
    ("HEL", "Helse og omsorg", "Helse og omsorg", "helse_omsorg", 0.40, [
        ("SYK", "sykehjem", "sjukeheim", 0.38, 60, 1, "ENHLEDER", "253",
         {"SYKEPLEIER": 24, "HELSEFAG": 46, "HO-ASS": 22, "KOKK": 8}),
        ("HJT", "hjemmetjeneste", "heimeteneste", 0.30, 45, 1, "ENHLEDER", "258",
         {"SYKEPLEIER": 28, "HELSEFAG": 50, "HO-ASS": 22}),
        ("BOF", "bofellesskap", "bufellesskap", 0.22, 28, 1, "ENHLEDER", "257",
         {"VERNEPLEIER": 26, "MILJOARB": 44, "HELSEFAG": 18, "HO-ASS": 12}),
        ("LEG", "Legetjeneste og legevakt", "Legeteneste og legevakt", 0.03, 40, 0, "ENHLEDER", "241",
         {"KOMLEGE": 30, "SYKEPL-LV": 70}),
        ("REH", "Rehabilitering og mestring", "Rehabilitering og meistring", 0.03, 40, 0, "ENHLEDER", "241",
         {"FYSIO": 50, "ERGO": 50}),
        ("NAV", "Nav Trefjord", "Nav Trefjord", 0.04, 40, 0, "ENHLEDER", "242", {"NAV-RAD": 100}),
    ]),
    ("TEK", "Teknikk og miljø", "Teknikk og miljø", "teknisk", 0.12, [
        ("VAN", "Vann og avløp", "Vatn og avløp", 0.18, 40, 0, "ENHLEDER", "345", {"DRIFT-VA": 80, "INGENIOR": 20}),
        ("VEG", "Veg og park", "Veg og park", 0.20, 40, 0, "ENHLEDER", "332", {"MASKINFORER": 60, "SJAFOR": 25, "INGENIOR": 15}),
        ("BYG", "Bygg og renhold", "Bygg og reinhald", 0.35, 60, 0, "ENHLEDER", "130", {"RENHOLDER": 68, "VAKTMESTER": 32}),
        ("PLA", "Plan og byggesak", "Plan og byggjesak", 0.12, 40, 0, "ENHLEDER", "302", {"PLANLEGGER": 35, "BYGGESAK": 65}),
        ("BRA", "Brann og redning", "Brann og redning", 0.15, 40, 0, "ENHLEDER", "339", {"BRANNKONST": 82, "BRANNLEDER": 18}),
    ]),
    ("KUL", "Kultur og innbyggertjenester", "Kultur og innbyggjartenester", "kultur", 0.04, [
        ("BIB", "Biblioteket", "Biblioteket", 0.30, 40, 0, "BIBSJEF", "370", {"BIBLIOTEKAR": 100}),
        ("KSK", "Kulturskolen", "Kulturskulen", 0.30, 40, 0, "ENHLEDER", "383", {"KULTLAERER": 100}),
        ("BAD", "Bad og idrett", "Bad og idrett", 0.25, 40, 0, "ENHLEDER", "381", {"BADEVAKT": 70, "VAKTMESTER": 30}),
        ("SRV", "Innbyggertorget", "Innbyggjartorget", 0.15, 40, 0, "ENHLEDER", "120", {"SAKSBEH": 100}),
    ]),
    ("STA", "Stab og støtte", "Stab og støtte", "administrasjon", 0.04, [
        ("HRL", "HR og lønn", "HR og løn", 0.30, 40, 0, "ENHLEDER", "120", {"HR-RAD": 60, "OKONOMI": 40}),
        ("OKO", "Økonomi og innkjøp", "Økonomi og innkjøp", 0.25, 40, 0, "ENHLEDER", "120", {"OKONOMI": 80, "SAKSBEH": 20}),
        ("IKT", "Digitalisering og IKT", "Digitalisering og IKT", 0.25, 40, 0, "ENHLEDER", "120", {"IKT-RAD": 100}),
        ("ARK", "Dokumentsenteret", "Dokumentsenteret", 0.20, 40, 0, "ENHLEDER", "120", {"ARKIVAR": 60, "SAKSBEH": 40}),
    ]),
]

GIVEN = ("Anne Kari Ingrid Marit Liv Berit Astrid Solveig Randi Hilde Silje Ida Nora Emma Sara Maja Thea Julie "
         "Hanna Eva Tone Grete Turid Bente Mette Camilla Stine Marte Line Vilde Ragnhild Gunnhild Sigrid Torill "
         "Ole Per Jan Knut Bjørn Svein Arne Lars Odd Tor Geir Morten Terje Trond Rune Erik Magnus Jonas Henrik "
         "Martin Andreas Sondre Eirik Håkon Sigurd Olav Leif Einar Gunnar Kjetil Øyvind Espen Vegard Tarjei "
         "Máret Áilu Biret Ánte Sunná Niillas Elle Jovnna Amina Fatima Leyla Zahra Samira Nadia Aisha Hodan "
         "Ahmed Yusuf Ali Omar Hamza Ibrahim Bilal Piotr Agnieszka Katarzyna Tomasz Olena Oksana Dmytro Iryna "
         "Mehmet Elif Nguyen Linh Minh Rahel Selam Dawit Maria Ana João Elena Andrei").split()
STEM = "Demo Test Prøve Liksom Fiktiv Mønster Kulisse Figur Eksempel Syntet".split()
TAIL = "vik dal nes haug stad berg lund moen rud seth land ås bakk li heim tveit bø sand foss eng".split()
PLACE1 = ("Berg Nes Vik Haug Lia Sand Strand Dal Fjell Elve Myr Furu Gran Bjørke Rogne Selje Hassel Tjern Foss "
          "Hei Ås Holt Eid Lund").split()
PLACE2 = "vang tun bakken åsen lia haugen moen stranda vika dalen".split()
UNIONS = ["Forening A", "Forening B", "Forening C", "Forening D", "Forening E"]

ISSUERS = ["Prøvekurs AS", "Demo kompetanse", "Intern opplæring", "Testskolen"]
SAMI_NAMES = {"Máret", "Áilu", "Biret", "Ánte", "Sunná", "Niillas", "Elle", "Jovnna"}
STATUSES = [("draft", 8), ("submitted", 30), ("returned", 7), ("approved", 28), ("declined", 9),
            ("completed", 15), ("cancelled", 3)]
FORMS = [("classroom", 45), ("digital", 25), ("practical", 15), ("on_the_job", 10), ("further_education", 5)]

# Why somebody asks, and why a leader declines or returns.
REASONS = ["", "Jeg trenger dette for å gjøre jobben trygt på egen hånd.", "Kravet gjelder i stillingen min, og kurset mitt er gammelt.",
           "Vi er bare to på avdelingen som kan dette.", "Eg vil gjerne lære meir om dette og dele det med dei andre.",
           "Avtalt i medarbeidersamtalen.", "Jeg vikarierer oftere og møter dette i hver vakt."]
DECISIONS = {"declined": ["Vi har ikke vikar i denne perioden. Søk gjerne på nytt til våren.",
                          "Kursmidlene for i år er brukt opp. Jeg tar det med i planen for neste år.",
                          "Vi dekker dette med intern opplæring i januar."],
             "returned": ["Kan du finne et tidspunkt utenom ferieukene?", "Det digitale kurset er like godt. Passer det for deg?",
                          "Skriv litt om hvordan vi løser vaktene mens du er borte."]}
