"""Walks through all pages with the server's general log on, and explains each distinct statement that the programs ran."""
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request

STATE, PORT = os.environ["STATE"], int(os.environ["PORT"])
STARTS = {1: ["survey/"], 2: ["survey/", "leader/", "leader/requests"], 3: ["leader/", "leader/requests"],
          4: ["hr/rounds", "hr/rounds/1/export.csv", "hr/rounds/1/export.jsonl?pseudonymous=1",
              "hr/catalogue", "hr/catalogue/export.csv?kind=roles", "hr/catalogue/export.json?kind=competences"], 5: ["survey/"]}
LARGE = 3000        # rows that no statement of a page may read without an index
# What asks who of all people lacks something reads all people, once for HR's page of people.
READS_ALL = ("SELECT p.employee_no FROM person p WHERE p.active = 1 AND NOT EXISTS",)


def sql(statement):
    done = subprocess.run(["mariadb", "--no-defaults", "--default-character-set=utf8mb4",
                           f"--socket={STATE}/mariadb.sock", "--user=root", "--batch", "--raw",
                           "grunnmur"], input=statement, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr.strip())
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    return [dict(zip(lines[0], line)) for line in lines[1:]] if lines else []


def walk(port, starts):
    """Every page that links lead to, one of each kind."""
    waiting, seen = [f"/grunnmur/{start}" for start in starts], set()
    while waiting:
        path = waiting.pop(0)
        kind = re.sub(r"\d+", "#", path)
        if kind in seen:
            continue
        seen.add(kind)
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT + port}{path}", timeout=120) as answer:
                text = answer.read().decode()
        except urllib.error.HTTPError:
            continue
        waiting += [link.replace("&amp;", "&") for link in re.findall(r'href="(/grunnmur/(?!static)[^"#]*)', text)]


def statements(log):
    """The first execution, with its values, of each prepared statement."""
    found = {}
    entries = re.split(r"(?m)^(?:\d{6} +[\d:]+)?\t+ *\d+ (\w+(?: \w+)?)\t", log)
    for what, text in zip(entries[1::2], entries[2::2]):
        if what == "Execute" and not re.match("START|COMMIT|ROLLBACK", text):
            found.setdefault(re.sub(r"'(?:[^'\\]|\\.)*'|\b\d+\b", "?", text), text)
    return found


def filled(text):
    """Some values the log leaves as they were bound: any will do to see the plan."""
    return re.sub(r"'(?:[^'\\]|\\.)*'|\?", lambda found: "'2026-01-01'" if found[0] == "?" else found[0], text)


def main():
    log = f"{STATE}/general.log"
    if os.path.exists(log):
        os.remove(log)
    sql(f"SET GLOBAL log_output = 'FILE', GLOBAL general_log_file = '{log}', GLOBAL general_log = 1")
    for port, starts in STARTS.items():
        walk(port, starts)
    sql("SET GLOBAL general_log = 0")
    with open(log, encoding="utf-8", errors="replace") as f:
        found = statements(f.read())
    failed = 0
    for number, text in enumerate(sorted(found.values()), 1):
        plan = sql("EXPLAIN " + filled(text))
        bad = [f"{row['table']}: {row['type']}, {row['rows']} rows" for row in plan
               if row["type"] in ("ALL", "index") and row["rows"].isdigit() and int(row["rows"]) > LARGE
               and not row["table"].startswith("<derived") and not " ".join(text.split()).startswith(READS_ALL)]
        failed += bool(bad)
        print("not ok" if bad else "ok", "-", number, " ".join(text.split())[:160], *bad)
    if not found:
        sys.exit("no statement was seen")
    sys.exit(failed > 0)


main()
