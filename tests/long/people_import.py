#!/usr/bin/env python3
"""30,000 people from an HR system's files, as every night: a file with every kind of fault, then one in which everybody is
changed, while others use the site. Checks of a demo (STATE, BASE_EMPLOYEE) as "ok …"; its figures as "# figure NAME VALUE UNIT"."""
import base64
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

STATE, BASE = os.environ["STATE"], os.environ["BASE_EMPLOYEE"]
failed = 0


def check(name, good, detail=""):
    global failed
    failed += not good
    print(f"{'ok' if good else 'not ok'} - {name}{'' if good else f' ({detail})'}", flush=True)


def figure(name, value, unit):
    print(f"# figure {name} {value:.1f} {unit}", flush=True)


def sql(statement):
    out = subprocess.run(["mariadb", "--no-defaults", f"--socket={STATE}/mariadb.sock", "--user=root", "--batch",
                          "--skip-column-names", "grunnmur", "-e", statement], check=True, capture_output=True, text=True).stdout
    return [line.split("\t") for line in out.splitlines()]


def grunnmur(*words):
    """Its status, what it said, and how many seconds it took."""
    begin = time.monotonic()
    ran = subprocess.run(["build/bin/grunnmur", "people", *words], capture_output=True, text=True,
                         env={**os.environ, "GRUNNMUR_CONF": f"{STATE}/conf/admin.conf"})
    return ran.returncode, ran.stdout + ran.stderr, time.monotonic() - begin


def files(folder, *options):
    subprocess.run(["python3", "tests/support/people_files.py", f"{STATE}/data", folder, *options], check=True)
    return f"{folder}/personer.csv", f"{folder}/enheter.csv"


def change_everybody(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    given = rows[0].index("Fornavn")
    for row in rows[1:]:
        row[given] += " Ny"
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)


class Visitor(threading.Thread):
    """An employee who opens a page again and again; times holds milliseconds, refused what was no page."""

    def __init__(self):
        super().__init__(daemon=True)
        self.times, self.refused, self.ended = [], [], threading.Event()

    def run(self):
        while not self.ended.wait(0.05):
            begin = time.monotonic()
            try:
                urllib.request.urlopen(f"{BASE}/grunnmur/survey/", timeout=60).read()
            except OSError as error:
                self.refused.append(str(error))
            self.times.append((time.monotonic() - begin) * 1000)

    def leave(self):
        self.ended.set()
        self.join()
        return sorted(self.times)


def faults(folder):
    paths = files(f"{folder}/faults", "--faults")
    with open(f"{folder}/faults/planted.json") as file:
        planted = json.load(file)
    status, said, seconds = grunnmur("--check", "LONG", *paths)
    figure("people with faults checked", seconds, "s")
    columns = {"percent": "Prosent", "day": "Fradato", "days": "Tildato", "unit": "Enhetskode", "job": "Stillingskode",
               "name": "Etternavn", "login": "Brukernavn", "email": "E-post", "national": "Etternavn", "flag": "Hovedstilling"}
    wrong = {kind: count for kind, count in planted.items() if kind in columns}
    told = re.search(r"^Feil i filene \((\d+)\)", said, re.M)
    rows = sum(count for kind, count in wrong.items() if kind != "job")     # a job is told once for all who have it
    check("every planted fault is told", told and int(told[1]) > rows, f"{told and told[1]} of {wrong}")
    for kind in wrong:
        check(f"faults of the kind {kind} are told with file, line and column",
              re.search(rf"^personer\.csv, linje \d+, kolonne {columns[kind]}: ", said, re.M) is not None)
    check("no national identity number is told", re.search(r"(?<!\d)\d{11}(?!\d)", said) is None)
    check("a check stores nothing", sql("SELECT COUNT(*) FROM person WHERE family_name LIKE '%-Ny'") == [["0"]])


def everybody(folder):
    paths = files(f"{folder}/clean")
    change_everybody(paths[0])
    people = int(sql("SELECT COUNT(*) FROM person WHERE given_name LIKE '% Ny'")[0][0])
    visitor = Visitor()
    visitor.start()
    status, said, checked = grunnmur("--check", "LONG", *paths)
    check("the clean file has no faults", "Feil i filene" not in said, said[:500])
    status, said, stored = grunnmur("LONG", *paths)
    times = visitor.leave()
    applied = float(sql("""SELECT TIMESTAMPDIFF(MICROSECOND, started_at, ended_at) / 1e6 FROM job WHERE kind = 'people.apply'
        ORDER BY id DESC LIMIT 1""")[0][0])
    check("the clean file is stored", status == 0, said[-500:])
    now = int(sql("SELECT COUNT(*) FROM person WHERE given_name LIKE '% Ny'")[0][0])
    check("everybody is changed", now - people >= int(sql("SELECT COUNT(*) FROM person WHERE active = 1")[0][0]) * 0.99, f"{now}")
    check("the site answered all the while", not visitor.refused, visitor.refused[:3])
    figure("people changed", now - people, "people")
    figure("people checked", checked, "s")
    figure("people checked and stored", stored, "s")
    figure("people stored", applied, "s")
    figure("my page meanwhile, median", times[len(times) // 2], "ms")
    figure("my page meanwhile, p99", times[len(times) * 99 // 100], "ms")
    status, said, _ = grunnmur("LONG", *paths)
    check("the same file again changes nothing", status == 0 and "Endres (" not in said, said[-500:])


sql("""INSERT IGNORE INTO people_source (code, name, format, municipality_id)
    SELECT 'LONG', 'Lønn', 'csv', MIN(id) FROM municipality""")
with tempfile.TemporaryDirectory() as parent:
    faults(parent)
    everybody(parent)
sys.exit(failed > 0)
