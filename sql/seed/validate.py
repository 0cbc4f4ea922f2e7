#!/usr/bin/env python3
"""Checks the starter catalogue and the demo's files: UTF-8, unique codes, references that resolve, allowed values,
complete translations, nynorsk that is no bokmål. Prints problems; exit 1 if there are any.

    python3 validate.py [--demo DIR]
"""
import argparse
import csv
import datetime as dt
import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
BAD = []


def bad(*a):
    BAD.append(" ".join(str(x) for x in a))


def load(path):
    raw = open(path, "rb").read()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as e:
        bad(path, "not UTF-8", e)
        return []
    if raw.startswith(b"\xef\xbb\xbf") or b"\r" in raw:
        bad(path, "has a byte order mark or CR")
    if "\ufffd" in text:
        bad(path, "holds a replacement character")
    rows = list(csv.DictReader(text.splitlines()))
    for i, r in enumerate(rows, 2):
        if None in r or None in r.values():
            bad(path, "line", i, "has the wrong number of fields")
        for k, v in r.items():
            if isinstance(v, str) and v != v.strip():
                bad(path, "line", i, k, "has space at an end")
    return rows


def uniq(name, rows, *keys):
    seen = set()
    for r in rows:
        k = tuple(r[x] for x in keys)
        if k in seen:
            bad(name, "duplicate", k)
        seen.add(k)
    return {r[keys[0]] for r in rows}


def day(name, r, *keys):
    for k in keys:
        if r[k]:
            try:
                dt.date.fromisoformat(r[k])
            except ValueError:
                bad(name, "bad date", r[k])


def need(name, r, keys):
    for k in keys:
        if not r[k]:
            bad(name, "empty", k, list(r.values())[:2])


def org_no_ok(s):
    if not re.fullmatch(r"\d{9}", s):
        return False
    k = 11 - sum(int(a) * b for a, b in zip(s, (3, 2, 7, 6, 5, 4, 3, 2))) % 11
    return (0 if k == 11 else k) == int(s[8])


NB_ONLY = re.compile(r"\b(ikke|hun|noen|hvordan|hvilke|hvilken|hva|hvem|jeg|eller annet|sykepleier|skolen?|ansatte?|leder|lederen|"
                     r"enhet|enheten|medarbeidere|tjeneste|tjenester|selvstendig|sammen|mellom kommunene|følger|gjør|bruk av en|en kommune)\b", re.I)


def catalogue():
    p = lambda n: os.path.join(HERE, n)
    cat = load(p("catalogue.csv"))
    codes = uniq("catalogue", cat, "code")
    sectors = {"oppvekst", "helse_omsorg", "teknisk", "kultur", "administrasjon", "felles"}
    for r in cat:
        need("catalogue", r, [k for k in r if k not in ("law", "renewal_months")])
        if not re.fullmatch(r"[A-Z0-9]+(-[A-Z0-9]+)*", r["code"]) or len(r["code"]) > 24:
            bad("catalogue code", r["code"])
        if r["sector"] not in sectors or r["kind"] not in ("knowledge", "attitude", "practice"):
            bad("catalogue", r["code"], "sector or kind")
        if r["statutory"] not in "01" or r["verified"] not in ("source", "knowledge", "doubtful"):
            bad("catalogue", r["code"], "statutory or verified")
        if (r["statutory"] == "1") and not r["law"]:
            bad("catalogue", r["code"], "statutory without law")
        if r["renewal_months"] and not r["renewal_months"].isdigit():
            bad("catalogue", r["code"], "renewal")
        for k in ("name_nn", "description_nn"):
            m = NB_ONLY.search(r[k])
            if m:
                bad("catalogue", r["code"], k, "looks like bokmål:", m.group(0))
    if not 70 <= len(cat) <= 110:
        bad("catalogue rows", len(cat))
    for n, key in (("renewal.csv", "competence_code"), ("law_refs.csv", "competence_code"), ("requirements.csv", "competence_code")):
        for r in load(p(n)):
            if r[key] not in codes:
                bad(n, "unknown competence", r[key])
    refs = {r["competence_code"] for r in load(p("law_refs.csv"))}
    for r in cat:
        if r["statutory"] == "1" and r["code"] not in refs:
            bad("law_refs misses", r["code"])
    roles = load(p("roles.csv"))
    rcodes = uniq("roles", roles, "code")
    for r in roles:
        need("roles", r, ["name_nb", "name_nn", "name_en", "sector"])
        if r["styrk08"] and not re.fullmatch(r"\d{4}", r["styrk08"]):
            bad("roles styrk08", r["code"])
        if r["sector"] not in sectors:
            bad("roles sector", r["code"])
    req = load(p("requirements.csv"))
    uniq("requirements", req, "role_code", "competence_code")
    st = {r["code"]: r["statutory"] for r in cat}
    for r in req:
        if r["role_code"] not in rcodes or r["required_level"] not in "1234":
            bad("requirements", r)
        if r["statutory"] not in ("0", "1") or r["statutory"] > st.get(r["competence_code"], "0"):
            bad("requirements statutory without a statutory competence", r)
    if rcodes - {r["role_code"] for r in req}:
        bad("roles without requirements")
    sc = load(p("scale.csv"))
    if [r["level"] for r in sc] != list("01234"):
        bad("scale levels")
    an = load(p("scale_anchors.csv"))
    uniq("scale_anchors", an, "kind", "level")
    if len(an) != 15:
        bad("scale_anchors rows")
    g = load(p("glossary.csv"))
    uniq("glossary", g, "term_en")
    for name, rows in (("scale", sc), ("anchors", an), ("glossary", g), ("roles", roles)):
        for r in rows:
            need(name, r, [k for k in r if k != "styrk08"])
            for k in r:
                if k.endswith("_nn") and NB_ONLY.search(r[k]):
                    bad(name, k, "looks like bokmål:", r[k])
    topics = uniq("topics", load(p("topics.csv")), "code")
    months = {r["competence_code"]: r["renewal_months"] for r in load(p("renewal.csv"))}
    for r in cat:
        if r["topic"] not in topics:
            bad("catalogue", r["code"], "unknown topic", r["topic"])
        if r["renewal_months"] != months.get(r["code"], ""):
            bad("renewal.csv does not agree with the catalogue on", r["code"])
    for r in load(p("offerings.csv")):
        if r["competence_code"] not in codes or r["reaches_level"] not in "1234":
            bad("offerings", r["code"])
    survey(json.load(open(p("survey.json"), encoding="utf-8")), codes)
    print(f"catalogue {len(cat)}  roles {len(roles)}  requirements {len(req)}  glossary {len(g)}")
    return codes, rcodes


def survey(definition, codes):
    """Every text in bokmål, nynorsk and English; every competence known."""
    def texts(where, x):
        if isinstance(x, dict) and "nb" in x:
            if set(x) != {"nb", "nn", "en"} or not all(x.values()):
                bad("survey", where, "lacks a language")
            if NB_ONLY.search(x.get("nn", "")):
                bad("survey", where, "nn looks like bokmål")
        elif isinstance(x, dict):
            for k, v in x.items():
                texts(f"{where}.{k}", v)
        elif isinstance(x, list):
            for i, v in enumerate(x):
                texts(f"{where}[{i}]", v)
    texts("", definition)
    for language, text in definition["notice"].items():
        if not all(re.search(part, text) for part in (r"arti(kkel|cle) 6", "Datatilsynet", "24 m")):
            bad("survey", f"notice.{language}", "lacks legal basis, complaint or retention (GDPR art. 13)")
    for s in definition["sections"]:
        for c in s.get("competences", ()):
            if c not in codes:
                bad("survey", s["code"], "unknown competence", c)


def demo(d, codes, rcodes):
    p = lambda n: os.path.join(d, n)
    mun = {r["code"] for r in load(p("municipalities.csv"))}
    for r in load(p("municipalities.csv")):
        if not org_no_ok(r["org_no"]):
            bad("org number", r["org_no"])
    emp = load(p("employees.csv"))
    e = uniq("employees", emp, "employee_no")
    uniq("employees", emp, "username")
    for fn in ("units.csv", "legacy_units.csv"):
        u = load(p(fn))
        uc = uniq(fn, u, "unit_code")
        par = {r["unit_code"]: r["parent_code"] for r in u}
        for r in u:
            day(fn, r, "valid_from", "valid_to")
            if r["parent_code"] and r["parent_code"] not in uc:
                bad(fn, "parent", r["parent_code"])
            if r["legacy_municipality"] and r["legacy_municipality"] not in mun:
                bad(fn, "municipality", r["legacy_municipality"])
            if "leader_employee_no" in r and r["leader_employee_no"] not in e:
                bad(fn, "leader", r["unit_code"])
            x, steps = r["unit_code"], 0
            while par.get(x) and steps < 20:
                x, steps = par[x], steps + 1
            if steps == 20:
                bad(fn, "cycle at", r["unit_code"])
        if fn == "units.csv":
            units = uc
        else:
            lunits = uc
    for r in emp:
        day("employees", r, "hired_on")
        if r["legacy_municipality"] not in mun or r["preferred_language"] not in ("nb", "nn", "se"):
            bad("employees", r["employee_no"])
        if r["leader_employee_no"] and (r["leader_employee_no"] not in e or r["leader_employee_no"] == r["employee_no"]):
            bad("employees leader", r["employee_no"])
    pos = load(p("positions.csv"))
    uniq("positions", pos, "position_id")
    mains = {}
    for r in pos:
        day("positions", r, "valid_from", "valid_to")
        mains[r["employee_no"]] = mains.get(r["employee_no"], 0) + int(r["is_main"])
        if r["employee_no"] not in e or r["unit_code"] not in units or r["legacy_unit_code"] not in lunits or r["role_code"] not in rcodes:
            bad("positions", r["position_id"])
    if any(mains.get(x) != 1 for x in e):
        bad("positions: every employee needs exactly one main position")
    for fn, key in (("certificates.csv", "certificate_id"), ("training_requests.csv", "request_id")):
        rows = load(p(fn))
        uniq(fn, rows, key)
        for r in rows:
            if r["employee_no"] not in e or r["competence_code"] not in codes:
                bad(fn, r[key])
    a = load(p("assessments.csv"))
    uniq("assessments", a, "round_code", "employee_no", "competence_code")
    rd = {r["round_code"] for r in load(p("rounds.csv"))}
    for r in a:
        if r["employee_no"] not in e or r["competence_code"] not in codes or r["round_code"] not in rd:
            bad("assessments", r)
        if any(r[k] not in ("", *"01234") for k in ("self_level", "leader_level", "agreed_level")):
            bad("assessments level", r)
    for fn in ("consultations.csv", "consultation_parties.csv"):
        for r in load(p(fn)):
            if r["round_code"] not in rd or r.get("employee_no", "") not in {"", *e} or r.get("unit_code", "") not in {"", *units}:
                bad(fn, r)
    for fn in ("delegations.csv", "offices.csv"):
        for r in load(p(fn)):
            if r["unit_code"] not in units or any(v not in e for k, v in r.items() if k.endswith("employee_no")):
                bad(fn, r)
    for f in os.listdir(d):
        if os.path.getsize(p(f)) > 700_000 and os.path.abspath(d).startswith(HERE):
            bad(f, "is larger than 700 KB")
    print(f"demo {d}: {len(emp)} employees, {len(units)} units, {len(pos)} positions, {len(a)} assessments")


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--demo", default=os.path.join(HERE, "demo"))
    a = ap.parse_args()
    demo(a.demo, *catalogue())
    for b in BAD[:60]:
        print("PROBLEM", b)
    print("ok" if not BAD else f"{len(BAD)} problems")
    sys.exit(bool(BAD))
