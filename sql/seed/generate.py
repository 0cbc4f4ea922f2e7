#!/usr/bin/env python3
"""Writes an invented municipality merger as CSV files: units, people, positions, certificates, answers, requests.

    python3 generate.py                                 # 500 people, dates around today, into demo/
    python3 generate.py --employees 30000 --out load

Standard library only. The same arguments always give the same files. All dates lie around --today, so that the round is
open on that day. logins.csv names the people whom the demo shows without a login.
"""
import argparse
import csv
import datetime as dt
import json
import os
import sys
import zoneinfo

sys.dont_write_bytecode = True      # the folder of the source stays as it is

from invented import AREAS, DECISIONS, FORMS, ISSUERS, MUNICIPALITIES, REASONS, STATUSES, UNIONS
from municipality import HERE, Municipality, add_months, read

OFFICE_ROLES = {"verneombud": "VERNEOMBUD", "hovedverneombud": "VERNEOMBUD", "amu_medlem": "AMU-MEDLEM"}
LEADER_ROLES = {"KOMDIR", "KOMSJEF", "ENHLEDER", "REKTOR", "STYRER"}
ROUND = "R2026"


def draw(r, weighted):
    return r.choices([x for x, _ in weighted], [w for _, w in weighted])[0]


class Life:
    """What people have and do: offices, certificates, answers, requests, deputies."""

    def __init__(self, m):
        self.m, self.r, self.today = m, m.r, m.today
        self.unit = {u["unit_code"]: u for u in m.units}
        self.main = {p["employee_no"]: p for p in m.positions if p["is_main"]}
        self.person = {e["employee_no"]: e for e in m.people}
        self.leading = {u["leader_employee_no"] for u in m.units}
        self.members = {}
        for no, p in self.main.items():
            if no != self.unit[p["unit_code"]]["leader_employee_no"]:
                self.members.setdefault(p["unit_code"], []).append(no)
        topics = [t["code"] for t in read("topics.csv")]
        catalogue = read("catalogue.csv")
        self.competence = {c["code"]: c for c in catalogue}
        self.order = {c["code"]: (topics.index(c["topic"]), i) for i, c in enumerate(catalogue)}
        self.requirements = {}
        for x in read("requirements.csv"):
            self.requirements.setdefault(x["role_code"], []).append(
                (x["competence_code"], int(x["required_level"]), int(x["statutory"])))
        with open(os.path.join(HERE, "survey.json"), encoding="utf-8") as f:
            self.survey = json.load(f)
        self.offices, self.certificates, self.answers, self.requests, self.deputies = [], [], [], [], []
        self.state, self.gaps = {}, {}

    def leader_of(self, no):
        """The leader of the main position's unit; of a leader, the nearest above; '' at the top."""
        u = self.unit[self.main[no]["unit_code"]]
        while u and u["leader_employee_no"] == no:
            u = self.unit.get(u["parent_code"])
        return u["leader_employee_no"] if u else ""

    def live(self):
        self.hold_offices()
        roles = {}
        for p in self.m.positions:
            roles.setdefault(p["employee_no"], set()).add(p["role_code"])
        for no, office, _, _ in self.offices:
            if office in OFFICE_ROLES:
                roles[no].add(OFFICE_ROLES[office])
        for e in self.m.people:
            need = {}
            for role in sorted(roles[e["employee_no"]]):
                for code, level, statutory in self.requirements.get(role, ()):
                    old = need.get(code, (0, 0))
                    need[code] = max(level, old[0]), max(statutory, old[1])
            self.hold_certificates(e, need)
            self.answer(e, need)
            self.ask_for_training(e, need)
        self.appoint_deputies()
        return self

    def hold_offices(self):
        r, found = self.r, set()
        for u in self.m.units:
            members = self.members.get(u["unit_code"], [])
            if len(members) >= 7:
                found.add((r.choice(members), "verneombud", u["unit_code"], ""))
        pool = [no for no, p in self.main.items() if p["role_code"] not in LEADER_ROLES]
        found.add((r.choice(pool), "hovedverneombud", "TRE", ""))
        for union in UNIONS:
            found.add((r.choice(pool), "hovedtillitsvalgt", "TRE", union))
            for a in AREAS:
                near = [no for no in pool if self.main[no]["unit_code"].startswith(a[0])]
                if near and r.random() < 0.7:
                    found.add((r.choice(near), "tillitsvalgt", a[0], union))
        for no in r.sample(pool, min(4, len(pool))):
            found.add((no, "amu_medlem", "TRE", ""))
        self.offices = sorted(found)

    def hold_certificates(self, e, need):
        r = self.r
        for code in sorted(need):
            if self.competence[code]["proof"] != "1" or r.random() >= 0.84:
                continue
            months, expires = self.competence[code]["renewal_months"], ""
            if months:
                issued = self.today - dt.timedelta(days=r.randint(5, int(int(months) * 30.4 * 1.25)))
                expires = add_months(issued, int(months)).isoformat()
            else:
                last = self.today.year - 1
                issued = dt.date(r.randint(min(max(e["birth_year"] + 20, last - 35), last), last),
                                 r.randint(1, 12), r.randint(1, 28))
            self.certificates.append({
                "certificate_id": f"C{300000 + len(self.certificates) + 1}", "employee_no": e["employee_no"],
                "competence_code": code, "issued_on": issued.isoformat(), "expires_on": expires,
                "issuer": r.choice(ISSUERS), "verified_by_leader": int(r.random() < 0.7)})

    def asked(self, no, need):
        """Codes of the competence items that the survey asks this person, in the order of the form, each once."""
        position = self.main[no]
        sector = self.unit[position["unit_code"]]["sector"] or self.m.roles[position["role_code"]]["sector"]
        codes = []
        for section in self.survey["sections"]:
            audience = section["audience"]
            if not (audience.get("everyone") or sector in audience.get("sectors", ())
                    or audience.get("leaders") and no in self.leading):
                continue
            which = section.get("from_requirements")
            some = [c for c in need if which and bool(need[c][1]) == (which == "statutory")]
            codes += sorted(some + section.get("competences", []), key=self.order.get)
        return list(dict.fromkeys(codes))

    def answer(self, e, need):
        r, no = self.r, e["employee_no"]
        asked = self.asked(no, need)
        state = r.choices(["submitted", "started", "assigned"], [72, 12, 16])[0]
        self.state[no] = state
        if state == "assigned":
            return
        day = self.m.days(-r.randint(1, 40))
        talk = r.choices(["agreed", "reviewed", ""], [52, 10, 38])[0] if state == "submitted" else ""
        for code in asked if state == "submitted" else asked[:max(1, len(asked) // 2)]:
            required = need[code][0] if code in need else ""
            level = min(4, max(0, (required or 2) + r.choices([-2, -1, 0, 1], [7, 24, 52, 17])[0]))
            led = min(4, max(0, level + r.choices([-1, 0, 1], [15, 75, 10])[0])) if talk else ""
            agreed = r.choice([level, led]) if talk == "agreed" else ""
            self.answers.append({
                "round_code": ROUND, "employee_no": no, "state": state, "competence_code": code,
                "required_level": required, "self_level": level, "leader_level": led, "agreed_level": agreed,
                "answered_on": day})
            if required != "" and (level if agreed == "" else agreed) < required:
                self.gaps.setdefault(no, []).append(code)

    def request(self, no, code, status, form):
        r, leader = self.r, self.leader_of(no)
        if not leader and status not in ("draft", "cancelled"):
            status = "submitted"                                # nobody above decides: it waits
        asked = self.today - dt.timedelta(days=r.randint(1, 21 if status == "submitted" else 90))
        decided = status in ("approved", "declined", "completed", "returned")
        self.requests.append({
            "request_id": f"O{400000 + len(self.requests) + 1}", "employee_no": no, "competence_code": code,
            "title_nb": self.competence[code]["name_nb"], "title_nn": self.competence[code]["name_nn"], "form": form,
            "cost_nok": 0 if form in ("digital", "on_the_job") else r.choice([900, 1800, 3500, 6200, 12000]),
            "substitute_hours": r.choice([0, 4, 7, 8, 15, 22]), "status": status,
            "submitted_on": "" if status == "draft" else asked.isoformat(),
            "decided_on": min(self.today, asked + dt.timedelta(days=r.randint(1, 14))).isoformat() if decided else "",
            "decided_by": leader if decided else "", "reason": r.choice(REASONS),
            "decision_reason": r.choice(DECISIONS[status]) if status in DECISIONS else ""})

    def ask_for_training(self, e, need):
        no = e["employee_no"]
        if self.r.random() < 0.16:
            self.request(no, self.r.choice(self.gaps.get(no) or sorted(need)), draw(self.r, STATUSES), draw(self.r, FORMS))

    def appoint_deputies(self):
        r = self.r
        for u in self.m.units:
            members = self.members.get(u["unit_code"])
            if members and r.random() < 0.15:
                first = r.randint(-20, 40) if self.deputies else -3      # one deputises today
                self.deputies.append({
                    "unit_code": u["unit_code"], "leader_employee_no": u["leader_employee_no"],
                    "substitute_employee_no": r.choice(members), "valid_from": self.m.days(first),
                    "valid_to": self.m.days(first + r.randint(5, 40))})


class Demo:
    """The people of the demo's addresses: someone with an open form, the leader, the leader above, HR, a representative."""

    def __init__(self, life):
        self.life, self.m = life, life.m
        today = self.m.days(0)
        self.deputies = {d["substitute_employee_no"] for d in life.deputies if d["valid_from"] <= today <= d["valid_to"]}
        self.deputies |= {d["leader_employee_no"] for d in life.deputies if d["valid_from"] <= today <= d["valid_to"]}

    def open_form(self, unit):
        """A permanent employee of the unit who has begun, has no office, and is no deputy."""
        in_office = {o[0] for o in self.life.offices}
        for no in self.life.members.get(unit["unit_code"], []):
            if self.life.state[no] == "started" and no not in in_office | self.deputies \
                    and not self.life.main[no]["valid_to"] and self.life.gaps.get(no):
                return no
        return None

    def choose(self):
        for u in self.m.units:
            leader, employee = u["leader_employee_no"], self.open_form(u)
            if not employee or leader in self.deputies or not u["unit_code"].startswith("HEL-"):
                continue
            above = self.life.leader_of(leader)
            if above and above not in self.deputies and len(self.life.members[u["unit_code"]]) >= 10:
                return u, employee, leader, above
        raise SystemExit("no unit fits the demo; choose another --seed")

    def stand(self):
        """Chooses them, gives their pages something to show, and returns the rows of logins.csv."""
        unit, employee, leader, above = self.choose()
        self.waiting(unit, employee, leader)
        taken = {employee, leader, above} | self.deputies
        hr = min((no for no in self.life.main if no not in taken), key=self.far_from_hr)
        office = next(o[0] for o in self.life.offices if o[1] == "hovedtillitsvalgt"
                      and o[0] not in taken | {hr} and not self.life.main[o[0]]["valid_to"])
        people = (("employee", employee), ("leader", leader), ("leaders_leader", above), ("hr", hr), ("representative", office))
        rows = [{"port": f"+{i}", "who": who, "username": self.life.person[no]["username"]}
                for i, (who, no) in enumerate(people, 1)]
        return rows + [{"port": "+6", "who": "unknown", "username": "ukjent.person"}]

    def far_from_hr(self, no):
        position = self.life.main[no]
        return position["role_code"] != "HR-RAD", bool(position["valid_to"]), no

    def waiting(self, unit, employee, leader):
        """Requests that wait in the leader's unit, one that was returned to the employee, one of the leader's own."""
        life, added = self.life, 0
        life.requests = [x for x in life.requests if x["employee_no"] not in (employee, leader)]
        for no in life.members[unit["unit_code"]]:
            if added < 4 and no != employee and life.gaps.get(no):
                life.request(no, life.gaps[no][0], "submitted", ("classroom", "practical", "digital")[added % 3])
                added += 1
        life.request(employee, life.gaps[employee][0], "returned", "classroom")
        life.request(employee, life.gaps[employee][-1], "approved", "digital")
        life.request(leader, (life.gaps.get(leader) or ["LED-KOMPETANSE"])[0], "submitted", "classroom")
        life.requests.sort(key=lambda x: (x["employee_no"], x["request_id"]))
        for i, x in enumerate(life.requests, 1):
            x["request_id"] = f"O{400000 + i}"


SEEN = {"nb": "Lederen din, og lederne over, ser svarene dine når du har sendt inn. HR ser dem når det trengs for formålet. "
              "Tillitsvalgte og verneombud ser tall for grupper på fem eller flere, aldri en person.",
        "nn": "Leiaren din, og leiarane over, ser svara dine når du har sendt inn. HR ser dei når det trengst for føremålet. "
              "Tillitsvalde og verneombod ser tal for grupper på fem eller fleire, aldri ein person.",
        "en": "Your leader, and the leaders above, see your answers when you have submitted. HR sees them when the purpose needs "
              "it. Representatives see figures of groups of five or more, never a person."}
LAW = "arbeidsmiljøloven §§ 3-1 og 4-2, kommuneloven § 25-1, helse- og omsorgstjenesteloven § 4-1"


def rounds(m, survey):
    terms = {"survey_code": survey["code"], "basis": "c e", "law": LAW, "retention_months": 24, "confidential": 0, "comments": 1,
             **{f"recipients_{language}": text for language, text in SEEN.items()}}
    return [{"round_code": ROUND, "name_nb": "Kartlegging før sammenslåing 2026",
             "name_nn": "Kartlegging før samanslåing 2026", "name_en": "Mapping before the merger 2026",
             "opens_on": m.days(-42), "closes_on": m.days(11), "consulted_on": m.days(-69),
             "purpose_nb": "Oversikt over kompetansen i de tre kommunene som grunnlag for kompetanseplan i Trefjord",
             "purpose_nn": "Oversyn over kompetansen i dei tre kommunane som grunnlag for kompetanseplan i Trefjord",
             "purpose_en": "An overview of the competence in the three municipalities as a basis for the competence "
                           "plan of Trefjord", "dpia": "Sak 26/1043, dokument 7", **terms},
            {"round_code": "R2027", "name_nb": "Oppfølging etter sammenslåing 2027",
             "name_nn": "Oppfølging etter samanslåing 2027", "name_en": "Follow-up after the merger 2027",
             "opens_on": m.days(300), "closes_on": m.days(335), "consulted_on": "",
             "purpose_nb": "Se om kompetanseplanen virker: hva som er nådd, og hva som fremdeles mangler i den nye kommunen",
             "purpose_nn": "Sjå om kompetanseplanen verkar: kva som er nådd, og kva som framleis manglar i den nye kommunen",
             "purpose_en": "See whether the competence plan works: what has been reached, and what the new municipality "
                           "still lacks", "dpia": "", **terms}]


def consultations(m):
    """One that ended before the round opened, one that waits for answers."""
    return [{"round_code": ROUND, "laid_on": m.days(-97), "answer_by": m.days(-72), "ended_on": m.days(-69),
             "documents": "Spørsmålene i alle språk, formålet, hvem som ser hva, personvernkonsekvensvurderingen "
                          "(sak 26/1043, dokument 7) og tidsplanen.",
             "minutes": "Drøftet i møte med de hovedtillitsvalgte og hovedverneombudet. Partene er enige om formålet og om at "
                        "svarene ikke skal brukes i innplasseringen. Nattevakter og deltidsansatte får tid til å svare i "
                        "arbeidstiden. Signert referat: sak 26/1043, dokument 11.",
             "outcome": "agreed", "evaluation_on": m.days(80)},
            {"round_code": "R2027", "laid_on": m.days(-4), "answer_by": m.days(24), "ended_on": "",
             "documents": "Utkast til formål og tidsplan, og spørsmålene fra 2026 (sak 26/1980, dokument 2).",
             "minutes": "", "outcome": "", "evaluation_on": ""}]


def parties(m, offices):
    """The chief representatives and the committee, with what they said."""
    said = ["Vi støtter kartleggingen. Svarene må ikke brukes i innplasseringen.", "",
            "Nattevaktene må få tid til å svare i arbeidstiden.", ""]
    heard = [o for o in offices if o[1] in ("hovedtillitsvalgt", "hovedverneombud")][:6]
    rows, empty = [], dict.fromkeys("round_code employee_no office unit_code name stated_on view text".split(), "")
    for code, first in ((ROUND, -80), ("R2027", -2)):
        for i, (no, office, unit, *_) in enumerate(heard):
            row = {**empty, "round_code": code, "employee_no": no, "office": office, "unit_code": unit}
            if code == ROUND or i == 0:
                row |= {"stated_on": m.days(first + i), "view": "noted" if i == 2 else "agrees", "text": said[i % len(said)]}
            rows.append(row)
        row = {**empty, "round_code": code, "name": "Arbeidsmiljøutvalget"}
        rows.append(row | {"stated_on": m.days(-75), "view": "noted"} if code == ROUND else row)
    return rows


def write(folder, tables):
    counts = {}
    for name, rows in tables.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as f:
            w = csv.DictWriter(f, fieldnames=list(rows[0]), lineterminator="\n")
            w.writeheader()
            w.writerows(rows)
        counts[name] = len(rows)
    return counts


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--employees", type=int, default=500)
    ap.add_argument("--out", default=os.path.join(HERE, "demo"))
    ap.add_argument("--seed", type=int, default=20260501)
    ap.add_argument("--today", type=dt.date.fromisoformat, help="the day that all dates lie around (YYYY-MM-DD)",
                    default=dt.datetime.now(zoneinfo.ZoneInfo("Europe/Oslo")).date())
    a = ap.parse_args()
    if a.employees < 120:
        ap.error("at least 120 employees are needed to fill the organisation")
    os.makedirs(a.out, exist_ok=True)
    m = Municipality(a.employees, a.seed, a.today).build()
    life = Life(m).live()
    logins = Demo(life).stand()
    for e in m.people:
        e["leader_employee_no"] = life.leader_of(e["employee_no"])
    columns = "code name municipality_no org_no written_language share is_new".split()
    counts = write(a.out, {
        "municipalities.csv": [dict(zip(columns, x)) for x in MUNICIPALITIES],
        "units.csv": m.units,
        "legacy_units.csv": [m.legacy_units[k] for k in sorted(m.legacy_units)],
        "employees.csv": m.people,
        "positions.csv": m.positions,
        "certificates.csv": life.certificates,
        "assessments.csv": life.answers,
        "training_requests.csv": life.requests,
        "delegations.csv": life.deputies,
        "offices.csv": [dict(zip(("employee_no", "office", "unit_code", "organisation"), o)) for o in life.offices],
        "rounds.csv": rounds(m, life.survey),
        "consultations.csv": consultations(m),
        "consultation_parties.csv": parties(m, life.offices),
        "system_roles.csv": [{"username": x, "role": "hr"} for x in sorted(
            {life.person[no]["username"] for no, p in life.main.items() if p["role_code"] == "HR-RAD"}
            | {x["username"] for x in logins if x["who"] == "hr"})],
        "logins.csv": logins,
    })
    with open(os.path.join(a.out, "manifest.json"), "w", encoding="utf-8") as f:
        json.dump({"synthetic": True, "as_of": a.today.isoformat(), "merger_date": m.merger.isoformat(),
                   "employees": a.employees, "seed": a.seed, "rows": counts}, f, ensure_ascii=False, indent=1)
        f.write("\n")
    for name, count in counts.items():
        print(f"{count:8d}  {name}")


if __name__ == "__main__":
    main()
