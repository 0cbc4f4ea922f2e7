"""The invented municipality: its units, people and positions. Used by generate.py."""
import csv
import datetime as dt
import os
import random

from invented import AREAS, GIVEN, LEGACY, PLACE1, PLACE2, SAMI_NAMES, STEM, TAIL

HERE = os.path.dirname(os.path.abspath(__file__))
LANGUAGE = {m[0]: m[4] for m in LEGACY}
PLAIN = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "á": "a", "ã": "a"})


def read(name):
    with open(os.path.join(HERE, name), encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def split(total, weights):
    """Whole numbers that follow the weights and sum to total."""
    whole = sum(weights)
    raw = [total * w / whole for w in weights]
    out = [int(x) for x in raw]
    for i in sorted(range(len(raw)), key=lambda i: (out[i] - raw[i], i))[: total - sum(out)]:
        out[i] += 1
    return out


def add_months(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, 28))


# Whose work needs no computer: they are reached on their own page and by letter.
WITHOUT_MAIL = {"RENHOLDER", "KOKK", "HO-ASS"}


class Municipality:
    """Units, people and positions."""

    def __init__(self, employees, seed, today):
        self.n, self.r, self.today = employees, random.Random(seed), today
        self.merger = dt.date((today + dt.timedelta(days=396)).year + 1, 1, 1)
        self.roles = {x["code"]: x for x in read("roles.csv")}
        self.units, self.legacy_units, self.people, self.positions = [], {}, [], []
        self.logins, self.places = {}, set()

    def days(self, n):
        return (self.today + dt.timedelta(days=n)).isoformat()

    # Units

    def unit(self, code, parent, legacy, sector, level, nb, nn, kostra):
        u = {"unit_code": code, "parent_code": parent, "legacy_municipality": legacy, "sector": sector,
             "level": level, "name_nb": nb, "name_nn": nn, "leader_employee_no": "", "kostra_function": kostra,
             "valid_from": self.days(-200), "valid_to": ""}
        self.units.append(u)
        return u

    def legacy(self, mun, area, service="", site=""):
        """Code of the unit in the former municipality; made on first use."""
        name = next(m[1] for m in LEGACY if m[0] == mun)
        nn = LANGUAGE[mun] == "nn"
        a = next(x for x in AREAS if x[0] == area)
        chain = [(mun, "", name, "kommune", ""), (f"{mun}-{area}", mun, a[2] if nn else a[1], "sektor", a[3])]
        if service:
            s = next(x for x in a[5] if x[0] == service)
            label = s[2] if nn else s[1]
            chain.append((f"{mun}-{area}-{service}", f"{mun}-{area}", label[0].upper() + label[1:], "enhet", a[3]))
            if site:
                chain.append((f"{mun}-{area}-{service}-{site[0]}", f"{mun}-{area}-{service}", site[1], "avdeling", a[3]))
        for code, parent, label, level, sector in chain:
            self.legacy_units.setdefault(code, {
                "unit_code": code, "parent_code": parent, "legacy_municipality": mun, "sector": sector,
                "level": level, "name": label, "valid_from": "2000-01-01",
                "valid_to": (self.merger - dt.timedelta(days=1)).isoformat()})
        return chain[-1][0]

    def place(self):
        for _ in range(200):
            p = self.r.choice(PLACE1) + self.r.choice(PLACE2)
            if p not in self.places:
                break
        else:
            p = f"{self.r.choice(PLACE1)}{self.r.choice(PLACE2)} {len(self.places)}"
        self.places.add(p)
        return p

    # People

    def person(self, mun, leader=False):
        r = self.r
        given = r.choice(GIVEN)
        if r.random() < 0.12:
            given += " " + r.choice(GIVEN)
        family = r.choice(STEM) + r.choice(TAIL)
        base = f"{given.split()[0]}.{family}".lower().translate(PLAIN)
        k = self.logins[base] = self.logins.get(base, 0) + 1
        login = base if k == 1 else f"{base}{k}"
        language = LANGUAGE[mun]
        if r.random() < 0.06:
            language = "nn" if language == "nb" else "nb"
        if given.split()[0] in SAMI_NAMES and r.random() < 0.5:
            language = "se"
        year = self.today.year
        born = int(r.triangular(year - 65, year - 31, year - 51) if leader else r.triangular(year - 68, year - 20, year - 44))
        hired = dt.date(r.randint(min(max(born + 19, year - 41), year), year), r.randint(1, 12), 1)
        i = len(self.people) + 1
        e = {"employee_no": f"T{100000 + i}", "legacy_employee_no": f"{mun}{10000 + i}", "legacy_municipality": mun,
             "given_name": given, "family_name": family, "username": login, "email": f"{login}@trefjord.example",
             "birth_year": born, "preferred_language": language,
             "hired_on": min(hired.isoformat(), self.days(-60)), "active": 1}
        self.people.append(e)
        return e

    def position(self, e, unit_code, legacy_unit, role, percent, main=1, leader=False):
        if main and role in WITHOUT_MAIL:
            e["email"] = ""
        x = self.r.random()
        kind = "fast" if leader or main and x < 0.87 else "midlertidig" if x < 0.95 else "vikar"
        start, end = e["hired_on"], ""
        if kind != "fast":
            start = max(start, self.days(-690))
            end = add_months(self.today, self.r.randint(1, 14)).isoformat()
        self.positions.append({
            "position_id": f"P{200000 + len(self.positions) + 1}", "employee_no": e["employee_no"],
            "unit_code": unit_code, "legacy_unit_code": legacy_unit, "role_code": role,
            "title_nb": self.roles[role]["name_nb"], "title_nn": self.roles[role]["name_nn"],
            "employment_pct": percent, "is_main": main, "employment_type": kind,
            "valid_from": start, "valid_to": end})

    def percent(self, area):
        if area == "HEL":
            return self.r.choices([100, 80, 75, 60, 50, 35, 20], [30, 17, 15, 12, 12, 8, 6])[0]
        if area == "OPP":
            return self.r.choices([100, 80, 60, 50, 40], [68, 14, 7, 6, 5])[0]
        return self.r.choices([100, 80, 50], [85, 9, 6])[0]

    def lead(self, unit, mun, role, legacy_unit):
        e = self.person(mun, leader=True)
        self.position(e, unit["unit_code"], legacy_unit, role, 100, leader=True)
        unit["leader_employee_no"] = e["employee_no"]

    def any_legacy(self):
        return self.r.choices([m[0] for m in LEGACY], [m[5] for m in LEGACY])[0]

    # The whole

    def build(self):
        root = self.unit("TRE", "", "", "", "kommune", "Trefjord kommune", "Trefjord kommune", "")
        self.lead(root, "SOL", "KOMDIR", self.legacy("SOL", "STA"))
        for a, people in zip(AREAS, split(self.n - 1 - len(AREAS), [x[4] for x in AREAS])):
            area = self.unit(a[0], "TRE", "", a[3], "kommunalområde", a[1], a[2], "")
            mun = self.any_legacy()
            self.lead(area, mun, "KOMSJEF", self.legacy(mun, a[0]))
            for s, count in zip(a[5], split(people, [x[3] for x in a[5]])):
                if count:
                    self.service(a, s, count)
        self.second_positions()
        return self

    def sites(self, k):
        """Former municipality of each of k sites; with three or more, each municipality keeps one."""
        muns = [m[0] for m, c in zip(LEGACY, split(k, [x[5] for x in LEGACY])) for _ in range(c)]
        if k >= len(LEGACY):
            for m in LEGACY:
                if m[0] not in muns:
                    muns[muns.index(max(sorted(set(muns)), key=muns.count))] = m[0]
        return muns

    def service(self, a, s, people):
        code, nb, nn, _, size, several, role, kostra, mix = s
        k = max(1, round(people / size))
        if several and people >= 24:
            k = max(3, k)
        muns = self.sites(k) if several else [""] * k
        for i, count in enumerate(split(people, [1] * k)):
            if not count:
                continue
            mun = muns[i]
            unit_code = f"{a[0]}-{code}" + (f"-{i + 1:03d}" if k > 1 else "")
            names = (nb, nn) if k == 1 else (f"{nb}, område {i + 1}", f"{nn}, område {i + 1}")
            if several:
                p = self.place()
                names = f"{p} {nb}", f"{p} {nn}"
            u = self.unit(unit_code, a[0], mun, a[3], "enhet", *names, kostra)
            led_from = mun or self.any_legacy()
            site = (f"{i + 1:03d}", names[LANGUAGE[led_from] == "nn"]) if several else ""
            self.lead(u, led_from, role, self.legacy(led_from, a[0], code, site))
            if count - 1 > 26:
                self.departments(a, code, u, mun, site, count - 1, mix)
            else:
                self.staff(a, code, u, mun, site, count - 1, mix)

    def departments(self, a, service, unit, mun, site, people, mix):
        role = "AVDLEDER-HO" if a[0] == "HEL" else "AVDLEDER"
        k = max(2, round(people / 20))
        for j, count in enumerate(split(people, [1] * k), 1):
            u = self.unit(f"{unit['unit_code']}-A{j}", unit["unit_code"], mun, a[3], "avdeling",
                          f"{unit['name_nb']}, avdeling {j}", f"{unit['name_nn']}, avdeling {j}", unit["kostra_function"])
            led_from = mun or self.any_legacy()
            self.lead(u, led_from, role, self.legacy(led_from, a[0], service, site))
            self.staff(a, service, u, mun, site, count - 1, mix)

    def staff(self, a, service, unit, mun, site, people, mix):
        for role, count in zip(mix, split(max(people, 0), list(mix.values()))):
            for _ in range(count):
                m = mun if mun and self.r.random() < 0.96 else self.any_legacy()
                legacy_unit = self.legacy(m, a[0], service, site if m == mun else "")
                self.position(self.person(m), unit["unit_code"], legacy_unit, role, self.percent(a[0]))

    def second_positions(self):
        """Some part-time employees hold a second, smaller position elsewhere."""
        by_kind = {}
        for p in self.positions:
            by_kind.setdefault((p["role_code"], p["unit_code"][:7]), []).append(p)
        for p in list(self.positions):
            if p["role_code"] not in ("HELSEFAG", "HO-ASS", "SFO-FAGARB", "SYKEPLEIER", "MILJOARB"):
                continue
            if p["employment_pct"] > 60 or self.r.random() >= 0.18:
                continue
            other = self.r.choice(by_kind[(p["role_code"], p["unit_code"][:7])])
            if other["unit_code"] != p["unit_code"]:
                e = self.people[int(p["employee_no"][1:]) - 100001]
                self.position(e, other["unit_code"], other["legacy_unit_code"], p["role_code"],
                              self.r.choice([15, 20, 25, 40]), main=0)
