#!/usr/bin/env python3
"""Writes a municipality's folder (sql/seed/generate.py) as an HR system would: people_files.py FOLDER OUT [--faults] [--fint].

OUT/personer.csv has semicolons, quoted line breaks, decimal commas, dd.mm.yyyy, and columns that nobody may
read; OUT/enheter.csv is UTF-8 with a BOM. --faults plants a row of every kind of fault among them, and changes some people;
OUT/planted.json says how many of each. --fint writes the FINT collections instead.
"""
import csv
import json
import os
import sys

folder, out = sys.argv[1:3]
faults = '--faults' in sys.argv
fint = '--fint' in sys.argv
os.makedirs(out, exist_ok=True)


def read(name):
    with open(os.path.join(folder, name), encoding='utf-8-sig', newline='') as file:
        return list(csv.DictReader(file))


def day(iso):
    return '.'.join(reversed(iso.split('-'))) if iso else ''


def national(number):
    """A synthetic national identity number (month + 80) with fitting check digits."""
    while True:
        base = f'{number % 28 + 1:02d}{number % 12 + 81:02d}{number % 60 + 40:02d}{number % 1000:03d}'
        one = -sum(w * int(d) for w, d in zip((3, 7, 6, 1, 8, 9, 4, 5, 2), base)) % 11
        two = -sum(w * int(d) for w, d in zip((5, 4, 3, 2, 7, 6, 5, 4, 3, 2), f'{base}{one}')) % 11 if one < 10 else 10
        if two < 10:
            return f'{base}{one}{two}'
        number += 7


people = {row['employee_no']: row for row in read('employees.csv')}
positions, units = read('positions.csv'), read('units.csv')
heading = ['Ansattnr', 'Fødselsnummer', 'Fornavn', 'Etternavn', 'Brukernavn', 'E-post', 'Enhetskode', 'Stillingskode', 'Stillingstittel',
           'Prosent', 'Årslønn', 'Hovedstilling', 'Fradato', 'Tildato', 'Sykefravær', 'Leder_ansattnr', 'StillingsID']
rows, planted = [], {}


def plant(kind, index, row):
    """Every 97th position has a fault of some kind, by turns."""
    kinds = ('percent', 'day', 'days', 'unit', 'job', 'name', 'login', 'email', 'national', 'flag')
    what = kinds[index // 97 % len(kinds)]
    column, value = {
        'percent': ('Prosent', 'hundre'), 'day': ('Fradato', '31.02.2020'), 'days': ('Tildato', '01.01.1980'),
        'unit': ('Enhetskode', 'FINNES-IKKE'), 'job': ('Stillingskode', 'UKJENT-9'), 'name': ('Etternavn', ''),
        'login': ('Brukernavn', 'to ord'), 'email': ('E-post', 'ingen adresse'), 'national': ('Etternavn', national(index)),
        'flag': ('Hovedstilling', 'kanskje'),
    }[what]
    row[heading.index(column)] = value
    planted[what] = planted.get(what, 0) + 1


for index, p in enumerate(positions):
    person = people[p['employee_no']]
    number = int(''.join(c for c in p['employee_no'] if c.isdigit()))
    if faults and index % 101 == 100:
        person = {**person, 'family_name': person['family_name'] + '-Ny'}
        planted['renamed'] = planted.get('renamed', 0) + 1
    row = [p['employee_no'], national(number), person['given_name'], person['family_name'], person['username'], person['email'],
           p['unit_code'], p['role_code'], p['title_nb'] + ('\n(turnus)' if index % 50 == 0 else ''),
           p['employment_pct'].replace('.', ','), str(400000 + number % 300000), 'J' if p['is_main'] == '1' else 'N', day(p['valid_from']),
           day(p['valid_to']), str(number % 30), person['leader_employee_no'], p['position_id']]
    if faults and index % 97 == 96:
        plant(None, index, row)
    if faults and index % 1009 == 1008:
        planted['gone'] = planted.get('gone', 0) + 1
        continue
    rows.append(row)

if not fint:
    with open(os.path.join(out, 'personer.csv'), 'w', encoding='utf-8', newline='') as file:
        writer = csv.writer(file, delimiter=';')
        writer.writerow(heading)
        writer.writerows(rows)
    with open(os.path.join(out, 'enheter.csv'), 'w', encoding='utf-8-sig', newline='') as file:
        writer = csv.writer(file, delimiter=';')
        writer.writerow(['enhetskode', 'overordnet', 'navn', 'leder_ansattnr', 'orgnr', 'funksjon', 'fradato', 'tildato', 'nivå'])
        for u in units:
            writer.writerow([u['unit_code'], u['parent_code'], u['name_nb'], u['leader_employee_no'], '', u['kostra_function'],
                             day(u['valid_from']), day(u['valid_to']), u['level']])
    with open(os.path.join(out, 'planted.json'), 'w') as file:
        json.dump(planted, file)
    sys.exit()
