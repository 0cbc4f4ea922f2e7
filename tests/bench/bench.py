#!/usr/bin/env python3
"""Our speed against bare programs, in one run on one machine: prints a table and writes build/bench.json.

    python3 tests/bench/bench.py [--employees 30000] [--seconds 4]

A demo of its own (STATE, PORT) with one more round in which everybody is asked 60 items. The floor (floor.c) runs the very
statements that the product was seen to run, and sends the very bytes. Only ratios within one run say anything.
"""
import argparse
import base64
import http.client
import json
import os
import re
import signal
import statistics
import subprocess
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
RESULTS = []
PAIRS = 3


def run(*command, **more):
    return subprocess.run(command, check=True, cwd=ROOT, **more)


def note(name, pairs, unit, aim, better="more"):
    """Adds a row from pairs of ours and the floor, measured one after the other: medians, and what the ratio should be."""
    ours, floor = (statistics.median(side) for side in zip(*pairs))
    ratio = statistics.median(a / b for a, b in pairs)
    held = ratio >= aim if better == "more" else ratio <= aim
    RESULTS.append({"name": name, "ours": ours, "floor": floor, "unit": unit, "ratio": round(ratio, 3), "aim": aim,
                    "better": better, "held": held})


def note_limit(name, ours, most, unit, floor=None):
    """Adds a row: a figure that is to stay within most (None: it is only shown), the floor's of the same run beside it."""
    RESULTS.append({"name": name, "ours": ours, "floor": floor, "unit": unit, "ratio": None, "aim": most, "better": "less",
                    "held": most is None or ours <= most})


class Bench:
    def __init__(self, state, port, employees, seconds):
        self.state, self.port, self.employees, self.seconds = state, port, employees, seconds
        self.processes = []

    # -- the municipality ------------------------------------------------
    def sql(self, statement):
        out = run("mariadb", "--no-defaults", f"--socket={self.state}/mariadb.sock", "--user=root", "--batch",
                  "--skip-column-names", "grunnmur", "-e", statement, capture_output=True, text=True).stdout
        return [line.split("\t") for line in out.splitlines()]

    def start(self):
        run("make", "--no-print-directory", "demo", f"PORT={self.port}", f"STATE={self.state}", f"EMPLOYEES={self.employees}",
            stdout=subprocess.DEVNULL)
        if not self.sql("SELECT 1 FROM round WHERE code = 'BENCH'"):
            self.make_round()
        self.start_floor_server()

    def make_round(self):
        """A survey of 60 competence items for everybody, opened by the product's own command, and answered by two thirds."""
        self.sql("""
          INSERT INTO survey (code, version) VALUES ('BENCH', 1); SET @s = LAST_INSERT_ID();
          INSERT INTO survey_text VALUES (@s, 'nb', 'Benk');
          INSERT INTO section (survey_id, position, code, for_everyone, for_leaders) VALUES (@s, 1, 'all', 1, 0);
          SET @c = LAST_INSERT_ID(); INSERT INTO section_text VALUES (@c, 'nb', 'Alt');
          INSERT INTO item (survey_id, section_id, type, competence_id, facet, required)
            SELECT @s, @c, 'competence', f.competence_id, f.facet, 1 FROM competence_facet f
              JOIN competence c ON c.id = f.competence_id JOIN topic t ON t.id = c.topic_id
             ORDER BY t.position, c.position LIMIT 60;
          INSERT INTO round (code, survey_id, state, opens_at, closes_at, consulted_on, comments, notice_version, dpia)
            SELECT 'BENCH', @s, 'ready', opens_at, closes_at, consulted_on, 1, 1, 'ARK' FROM round WHERE state = 'open' LIMIT 1;
          SET @r = LAST_INSERT_ID();
          INSERT INTO round_text (round_id, language, title, purpose) VALUES (@r, 'nb', 'Benk', 'Måle'); INSERT INTO round_notice VALUES (@r, 1, 'nb', 'Måling');""")
        self.opening()
        self.sql("""
          SET @r = (SELECT id FROM round WHERE code = 'BENCH');
          UPDATE answer SET draft_level = (assessment_id + item_id) % 5, rev = 1, draft_at = '2026-11-01 08:00:00',
            self_level = draft_level, wish = item_id % 7 = 0, answered_at = draft_at, comment = IF(item_id % 9 = 0, 'Lærte dette i går; ønsker mer', NULL)
           WHERE round_id = @r AND assessment_id % 3 > 0;
          UPDATE assessment SET state = 'submitted', started_at = '2026-11-01 08:00:00', submitted_at = '2026-11-01 09:00:00'
           WHERE round_id = @r AND id % 3 > 0""")

    def opening(self):
        """The job, by the product's own command; then its rows once more by a bare INSERT … SELECT into a table as it is."""
        begin = time.monotonic()
        run("build/bin/grunnmur", "round", "open", "BENCH", stdout=subprocess.DEVNULL,
            env={**os.environ, "GRUNNMUR_CONF": f"{self.state}/conf/admin.conf"})
        ours = time.monotonic() - begin
        self.sql("""
          CREATE TABLE floor_answer LIKE answer;
          ALTER TABLE floor_answer ADD FOREIGN KEY (round_id) REFERENCES round (id),
            ADD FOREIGN KEY (assessment_id) REFERENCES assessment (id), ADD FOREIGN KEY (item_id) REFERENCES item (id)""")
        begin = time.monotonic()
        self.sql("""
          INSERT INTO floor_answer (round_id, assessment_id, item_id, required, required_level)
            SELECT round_id, assessment_id, item_id, required, required_level FROM answer
             WHERE round_id = (SELECT id FROM round WHERE code = 'BENCH')""")
        floor = time.monotonic() - begin
        rows = int(self.sql("SELECT COUNT(*) FROM floor_answer")[0][0])
        self.sql("DROP TABLE floor_answer")
        note("opening a round, beside INSERT … SELECT", [(rows / ours, rows / floor)], "rows/s", 0.8)
        note_limit("seconds to open the round", ours, 60, "s")

    def people_import(self):
        """The figures of tests/long/people_import.py, whose checks must hold."""
        out = run("python3", "tests/long/people_import.py", capture_output=True, text=True,
                  env={**os.environ, "STATE": self.state, "BASE_EMPLOYEE": f"http://127.0.0.1:{self.port + 1}"}).stdout
        figures = {name: float(value) for name, value in re.findall(r"^# figure (.+) ([\d.]+) \w+$", out, re.M)}
        note_limit("seconds to check a file of all people with faults", figures["people with faults checked"], None, "s")
        note_limit("seconds to check a file that changes everybody", figures["people checked"], None, "s")
        note_limit("seconds to store it", figures["people stored"], 60, "s")
        note_limit("my page meanwhile, p99", figures["my page meanwhile, p99"], 1000, "ms")

    # -- the floor -------------------------------------------------------
    def start_floor_server(self):
        """The demo's web server again, with the floor beside the programs."""
        pid = int(open(f"{self.state}/lighttpd.pid").read())
        with open(f"/proc/{pid}/environ", "rb") as f:
            environment = dict(x.split("=", 1) for x in f.read().decode().split("\0") if "=" in x)
        os.kill(pid, signal.SIGTERM)
        while os.path.exists(f"/proc/{pid}"):
            time.sleep(0.05)
        open(f"{self.state}/floor.plan", "a").close()
        with open(f"{self.state}/bench.conf", "w") as f:
            f.write(f'''include "{ROOT}/conf/demo/lighttpd.conf"
fastcgi.server += ("/grunnmur/floor" => ((
  "bin-path" => "{ROOT}/build/bench/floor", "socket" => "{self.state}/floor.sock", "max-procs" => 4, "check-local" => "disable",
  "bin-environment" => ("FLOOR_PLAN" => "{self.state}/floor.plan", "FLOOR_SOCKET" => "{self.state}/mariadb.sock", "FLOOR_DATABASE" => "grunnmur"))))
''')
        environment["PATH"] = os.environ["PATH"] + ":/usr/sbin"
        run("lighttpd", "-f", f"{self.state}/bench.conf", env=environment)
        for program in ("survey", "leader", "hr"):
            self.await_health(program)

    def await_health(self, program):
        for _ in range(200):
            try:
                if self.get("-", f"/{program}/health")[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.05)
        raise SystemExit(f"{program} does not answer")

    def get(self, login, path, accept="application/json"):
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        password = base64.b64encode(f"{login}:demo".encode()).decode()
        connection.request("GET", f"/grunnmur{path}", headers={"Authorization": f"Basic {password}", "Accept": accept})
        answer = connection.getresponse()
        return answer.status, answer.getheaders(), answer.read()

    def put(self, login, path, token, body):
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        password = base64.b64encode(f"{login}:demo".encode()).decode()
        connection.request("PUT", f"/grunnmur{path}", body, {
            "Authorization": f"Basic {password}", "Accept": "application/json", "Content-Type": "application/json",
            "Sec-Fetch-Site": "same-origin", "X-CSRF-Token": token})
        answer = connection.getresponse()
        return answer.status, answer.read()

    def statements_of(self, action):
        """What the server was asked while action ran, with the values in place; the pages' own statements and round trips."""
        log = f"{self.state}/general.log"
        self.sql(f"SET GLOBAL general_log_file = '{log}'; SET GLOBAL general_log = 1")
        # Values are written only for statements that were prepared while the log was on: the workers connect anew.
        for (session,) in self.sql("SELECT id FROM information_schema.processlist WHERE user LIKE 'grunnmur%'"):
            self.sql(f"KILL {session}")
        for _ in range(8):
            action()
        open(log, "w").close()
        action()
        self.sql("SET GLOBAL general_log = 0")
        text = open(log, encoding="utf-8").read()
        found = re.findall(r"\t\s*\d+ (Execute|Query|Prepare)\t(.*?)(?=\n(?:\d{6}|\t\t|[^\n]*\t\s*\d+ [A-Z])|\Z)", text, re.S)
        return [" ".join(sql.split()) for kind, sql in found if kind == "Execute"]

    def plan(self, blocks):
        """Writes the floor's plan and starts its workers anew."""
        with open(f"{self.state}/floor.plan", "w") as f:
            for path, body, statements in blocks:
                f.write(f"path {path}\n")
                if body:
                    f.write(f"body {body}\n")
                for sql in statements:
                    f.write(f"sql {sql}\n")
        subprocess.run(["pkill", "-TERM", "-P", open(f"{self.state}/lighttpd.pid").read().strip(), "-f", "build/bench/floor"])
        for _ in range(200):
            if self.get("-" if not blocks else self.login, f"/floor{blocks[0][0]}")[0] in (200, 401):
                return
            time.sleep(0.05)

    def load(self, connections, kind, targets):
        path = f"{self.state}/targets"
        with open(path, "w") as f:
            f.writelines(" ".join(map(str, t)) + "\n" for t in targets)
        out = run("build/bench/load", str(self.port), str(connections), str(self.seconds), kind, path, capture_output=True, text=True).stdout
        figures = json.loads(out)
        if figures["errors"]:
            raise SystemExit(f"{figures['errors']} errors of {figures['requests']}: {targets[0]}")
        return figures

    def pairs(self, connections, kind, ours, floor):
        """Ours and the floor in turn, so that both meet the same neighbours on the machine; called anew, targets are fresh."""
        return [(self.load(connections, kind, ours()), self.load(connections, kind, floor())) for _ in range(PAIRS)]

    # -- what is measured ------------------------------------------------
    def people(self, count):
        return self.sql(f"""SELECT p.login, a.id FROM assessment a JOIN round r ON r.id = a.round_id AND r.code = 'BENCH'
            JOIN person p ON p.id = a.person_id WHERE a.state = 'assigned' ORDER BY a.id LIMIT {count}""")

    def record(self, login, path, accept, name):
        """The bytes that the product sends, kept as a CGI answer for the floor."""
        status, headers, body = self.get(login, path, accept)
        assert status == 200, (path, status)
        file = f"{self.state}/{name}.answer"
        with open(file, "wb") as f:
            f.write(b"Status: 200 OK\r\n")
            for key, value in headers:
                if key.lower() not in ("date", "server", "connection", "keep-alive"):
                    f.write(f"{key}: {value}\r\n".encode())
            f.write(b"\r\n" + body)
        return file

    def pages(self):
        self.login, assessment = self.people(1)[0]
        led = self.sql("""SELECT p.login, l.unit_id FROM unit_leader l JOIN person p ON p.id = l.person_id
            JOIN position q ON q.unit_id = l.unit_id WHERE l.deputy_for_id IS NULL GROUP BY l.id
            ORDER BY ABS(COUNT(*) - 30), l.id LIMIT 1""")[0]
        wanted = [
            ("assessment of 60 items, JSON", self.login, f"/survey/assessments/{assessment}", "application/json", 0.5),
            ("page of six items, HTML", self.login, f"/survey/assessments/{assessment}?section=2", "text/html", 0.5),
            ("unit page of 30 people, HTML", led[0], f"/leader/units/{led[1]}?section=", "text/html", 0.5),
        ]
        blocks, counts = [], []
        for i, (name, login, path, accept, _) in enumerate(wanted):
            self.get(login, path, accept)
            statements = self.statements_of(lambda: self.get(login, path, accept))
            reads = [s for s in statements if s.upper().startswith("SELECT") or s.upper().startswith("WITH")]
            blocks.append((f"/{i}" + ("section=" if "html" in accept else ""), self.record(login, path, accept, f"page{i}"), reads))
            counts.append(len(statements))
            note_limit(f"statements and round trips: {name}", len(statements), 12, "statements")
        self.plan(blocks)
        for (name, login, path, accept, aim), (floor, _, _) in zip(wanted, blocks):
            pairs = self.pairs(4, "get", lambda: [(login, f"/grunnmur{path}")], lambda: [(login, f"/grunnmur/floor{floor}")])
            note(name, [(a["per_second"], b["per_second"]) for a, b in pairs], "requests/s", aim)

    def database_times(self):
        """What the pages of leaders cost the server: CPU time of the program's account, by the server's own account of it."""
        leaders = self.sql("""SELECT p.login, l.unit_id, COUNT(DISTINCT q.person_id) AS people
            FROM unit_leader l JOIN person p ON p.id = l.person_id JOIN unit_tree t ON t.ancestor_id = l.unit_id
            JOIN position q ON q.unit_id = t.unit_id WHERE l.deputy_for_id IS NULL GROUP BY l.id ORDER BY people, l.id""")
        self.sql("SET GLOBAL userstat = 1")
        # Limits: performance.md of the plain tables; for all of a municipality nobody waits noticeably.
        for people, most in ((30, 5), (1000, 60), (self.employees, 300)):
            login, unit, people = min(leaders, key=lambda x: abs(int(x[2]) - people))
            for name, path in (("overview", "/leader/"), ("unit page", f"/leader/units/{unit}")):
                note_limit(f"CPU of the database: {name} of {people} people", self.database_ms(login, path), most, "ms")
        self.sql("SET GLOBAL userstat = 0")

    def database_ms(self, login, path):
        """The least of seven: neighbours on the machine can only add to it."""
        times = []
        for _ in range(7):
            self.sql("FLUSH USER_STATISTICS")
            self.get(login, path, "text/html")
            times.append(float(self.sql("SELECT cpu_time FROM information_schema.user_statistics WHERE user = 'grunnmur_leader'")[0][0]))
        return round(min(times) * 1000, 1)

    def saves(self):
        people = self.people(16)
        ours, floor, blocks = [], [], []
        for login, assessment in people:
            status, headers, body = self.get(login, f"/survey/assessments/{assessment}")
            token = dict((k.lower(), v) for k, v in headers)["x-csrf-token"]
            items = [i for s in json.loads(body)["sections"] for i in s["items"]]
            mine, theirs = items[0], items[1]
            target = f"/survey/assessments/{assessment}/answers/"
            rev = [theirs["rev"]]

            def save():
                status, body = self.put(login, f"{target}{theirs['id']}", token, json.dumps({"level": rev[-1] % 5, "rev": rev[-1]}))
                assert status == 200, body
                rev.append(json.loads(body)["rev"])
            statements = self.statements_of(save)
            bare = [re.sub(r"(an\.rev = )\d+", r"\1?", s) if s.startswith("UPDATE") else s for s in statements]
            blocks.append((f"/save/{assessment}", None, bare))
            ours.append((login, f"/grunnmur{target}{mine['id']}", token, mine["rev"]))
            floor.append((login, f"/grunnmur/floor/save/{assessment}", token, rev[-1]))
        note_limit("statements of a save", len(blocks[0][2]), 3, "statements")
        self.login = people[0][0]
        self.plan(blocks)
        for connections in (1, 4, 16):
            fresh = lambda targets: [(a, b, c, self.revision(b, targets is floor)) for a, b, c, _ in targets][:connections]
            pairs = self.pairs(connections, "save", lambda: fresh(ours), lambda: fresh(floor))
            note(f"saving an answer, {connections} connections", [(a["per_second"], b["per_second"]) for a, b in pairs], "saves/s", 0.8)
            note(f"saving an answer, {connections} connections, p99", [(a["p99_us"], b["p99_us"]) for a, b in pairs], "µs", 2, "less")

    def revision(self, path, is_floor):
        """The present revision of the answer that a target saves."""
        if is_floor:
            assessment = path.rsplit("/", 1)[1]
            order = "LIMIT 1 OFFSET 1"
        else:
            assessment = path.split("/")[4]
            order = "LIMIT 1"
        return self.sql(f"SELECT rev FROM answer WHERE assessment_id = {assessment} ORDER BY item_id {order}")[0][0]

    # -- exports ---------------------------------------------------------
    def export_workers(self):
        parent = open(f"{self.state}/lighttpd.pid").read().strip()
        out = subprocess.run(["pgrep", "-P", parent, "-f", "build/bin/hr"], capture_output=True, text=True).stdout
        return [int(x) for x in out.split()]

    def peak_memory(self):
        """The most that any worker of hr has used, in MB."""
        peaks = []
        for pid in self.export_workers():
            with open(f"/proc/{pid}/status") as f:
                peaks.append(int(re.search(r"VmHWM:\s+(\d+)", f.read()).group(1)) / 1024)
        return max(peaks)

    def download(self, login, path):
        """Seconds to the first byte, to the first row and to the end; lines."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        password = base64.b64encode(f"{login}:demo".encode()).decode()
        begun = time.monotonic()
        connection.request("GET", f"/grunnmur{path}", headers={"Authorization": f"Basic {password}"})
        answer = connection.getresponse()
        answer.read(1)
        first, first_row, rows = time.monotonic() - begun, 0, 0
        while part := answer.read1(1 << 16):
            rows += part.count(b"\n")
            if rows > 1 and not first_row:
                first_row = time.monotonic() - begun
        return first, first_row, time.monotonic() - begun, rows

    def bare_download(self, round_id):
        """The same columns by the plain client: seconds to its first byte and to the end."""
        begun = time.monotonic()
        with subprocess.Popen(["mariadb", "--no-defaults", f"--socket={self.state}/mariadb.sock", "--user=root", "--quick", "--batch",
                               "grunnmur", "-e", self.bare_export(round_id)], stdout=subprocess.PIPE) as client:
            os.read(client.stdout.fileno(), 1)
            first = time.monotonic() - begun
            while os.read(client.stdout.fileno(), 1 << 16):
                pass
        return first, time.monotonic() - begun

    def exports(self):
        login = self.sql("SELECT p.login FROM granted_role g JOIN person p ON p.id = g.person_id ORDER BY p.id LIMIT 1")[0][0]
        rounds = dict((code, id) for id, code in self.sql("SELECT id, code FROM round"))
        small = next(code for code in rounds if code != "BENCH")
        path = f"/hr/rounds/{rounds['BENCH']}/export.csv"
        few_path = f"/hr/rounds/{rounds[small]}/export.csv"
        runs = [(self.download(login, path), self.bare_download(rounds["BENCH"]), self.download(login, few_path)) for _ in range(PAIRS)]
        rows, few_rows = runs[0][0][3], runs[0][2][3]
        note(f"CSV of {rows} rows, beside mariadb --quick --batch", [(rows / ours[2], rows / bare[1]) for ours, bare, _ in runs],
             "rows/s", 2)
        first, first_row, bare_first = (round(statistics.median(x) * 1000, 1)
                                        for x in zip(*((ours[0], ours[1], bare[0]) for ours, bare, _ in runs)))
        note_limit("first byte of the CSV: its heading", first, 50, "ms", bare_first)
        note_limit("first row of the CSV", first_row, None, "ms", bare_first)
        note(f"cost of a row at {rows} rows beside {few_rows}",
             [(ours[2] / rows * 1e6, few[2] / few_rows * 1e6) for ours, _, few in runs], "µs/row", 1.3, "less")
        for query in ("export.jsonl", "export.csv?pseudonymous=1", "export.jsonl?pseudonymous=1"):
            self.download(login, f"/hr/rounds/{rounds['BENCH']}/{query}")
        note_limit("memory of an export", round(self.peak_memory(), 1), 24, "MB")

    @staticmethod
    def bare_export(round_id):
        """In the order of the answers: left to itself the server begins with the roles, sorts it all, and is far slower."""
        return f"""SELECT STRAIGHT_JOIN r.code, p.employee_no, CONCAT(p.given_name, ' ', p.family_name), m.name, u.code, ut.name, ro.code, a.sector,
            c.code, ct.name, i.facet, c.statutory, w.required_level, w.self_level, w.not_relevant, w.leader_level, w.agreed_level,
            w.wish, w.teach, w.comment, a.state, w.answered_at
            FROM answer w JOIN assessment a ON a.id = w.assessment_id JOIN round r ON r.id = w.round_id JOIN person p ON p.id = a.person_id
            JOIN unit u ON u.id = a.unit_id JOIN unit_text ut ON ut.unit_id = u.id AND ut.language = 'nb' JOIN role ro ON ro.id = a.role_id
            LEFT JOIN municipality m ON m.id = a.municipality_id JOIN item i ON i.id = w.item_id
            LEFT JOIN competence c ON c.id = i.competence_id
            LEFT JOIN competence_text ct ON ct.competence_id = c.id AND ct.language = 'nb'
            WHERE w.round_id = {round_id} ORDER BY w.round_id, w.assessment_id, w.item_id"""

    def stop(self):
        run("make", "--no-print-directory", "stop", f"STATE={self.state}", stdout=subprocess.DEVNULL)


def report(path, load):
    print(f"load {load[0]:.1f} at the start, {load[1]:.1f} at the end, {os.cpu_count()} processors")
    print(f"{'what':58} {'ours':>12} {'floor':>12} {'ratio':>7}  aim")
    for r in RESULTS:
        floor = f"{r['floor']:.1f}" if r["floor"] is not None else ""
        ratio = f"{r['ratio']:.2f}" if r["ratio"] is not None else ""
        aim = f"{'≥' if r['better'] == 'more' else '≤'} {r['aim']} {r['unit']}" if r["aim"] is not None else r["unit"]
        print(f"{r['name']:58} {r['ours']:>12.1f} {floor:>12} {ratio:>7}  {aim}{'' if r['held'] else '   NOT HELD'}")
    with open(path, "w") as f:
        json.dump({"load": load, "processors": os.cpu_count(), "results": RESULTS}, f, ensure_ascii=False, indent=1)
        f.write("\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--employees", type=int, default=30000)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--state", default=os.path.join(ROOT, "build", "bench-state"))
    parser.add_argument("--port", type=int, default=18380)
    a = parser.parse_args()
    bench = Bench(os.path.abspath(a.state), a.port, a.employees, a.seconds)
    bench.start()
    load = [os.getloadavg()[0]]
    try:
        bench.pages()
        bench.database_times()
        bench.saves()
        bench.exports()
        bench.people_import()
    finally:
        bench.stop()
    load.append(os.getloadavg()[0])
    report(os.path.join(ROOT, "build", "bench.json"), load)


if __name__ == "__main__":
    main()
