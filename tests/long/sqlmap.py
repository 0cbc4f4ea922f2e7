"""sqlmap at level 3 on each address of the route tables, in its path, query, form or JSON, as one who may: none is injectable."""
import json
import os
import re
import subprocess
import sys
import urllib.request
from multiprocessing.pool import ThreadPool

STATE, PORT = os.environ["STATE"], int(os.environ["PORT"])
EMPLOYEE, LEADER, HR, REPRESENTATIVE, PLANTED = 1, 2, 4, 5, 7
MOST_SECONDS = 900
OP = "0123456789abcdef0123456789abcdef"


def ask(port, path, data=None, token=""):
    request = urllib.request.Request(f"http://127.0.0.1:{PORT + port}/grunnmur/{path}", data=data and json.dumps(data).encode(), headers={
        "Accept": "application/json", "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin", "X-CSRF-Token": token})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer), answer.headers["X-CSRF-Token"]


def cases():
    """Per route: as whom, the address with a * where something may be put, and what is sent. Who writes is not who reads."""
    mine, _ = ask(EMPLOYEE, "survey/")
    theirs, token = ask(REPRESENTATIVE, "survey/")
    a, b = mine["assessments"][0]["id"], theirs["assessments"][0]["id"]
    # A job that no worker takes, and a round without answers: exports of it are short.
    subprocess.run(["mariadb", "--no-defaults", f"--socket={STATE}/mariadb.sock", "--user=root", "grunnmur", "-e", """
        INSERT INTO job (id, kind, object_id, asked_at, state) VALUES (7, 'nothing.wait', 1, '2026-01-01', 'queued');
        INSERT INTO round (id, code, survey_id, state, opens_at, closes_at, comments, notice_version)
         SELECT n, CONCAT('OTHER', n), survey_id, IF(n = 9, 'ready', 'draft'), '2030-01-01', '2030-02-01', 1, 1
           FROM (SELECT 9 AS n UNION SELECT 10) x, round WHERE round.id = 1"""], check=True)
    form, _ = ask(REPRESENTATIVE, f"survey/assessments/{b}")
    item = form["sections"][0]["items"][0]
    draft, _ = ask(REPRESENTATIVE, "survey/requests", {"title": "Kurs", "form": "digital"}, token)
    decided = next(r for r in ask(LEADER, "leader/requests")[0]["requests"] if r["can_decide"])
    unit, person, code = decided["unit_id"], decided["person_id"], item.get("competence", "HMS-GRUNN")
    wish = "title=Kurs*&form=digital*&reason=a*&starts_on=2027-01-01*&ends_on=2027-01-02*&hours=1*&price=2*" \
           f"&substitute_hours=3*&study_leave_days=4*&offering=*&competences={code}*"
    page = f"do=save&section=1*&rev_{item['id']}={item['rev']}*&level_{item['id']}=1*&wish_{item['id']}=1*&comment_{item['id']}=a*"
    about = "survey=KARTLEGGING-2026/1*&title_nb=a*&opens_on=2030-01-01*&closes_on=2030-02-01*&purpose_nb=a*&basis=b*&law=a*" \
            "&retention_months=12*&dpia=a*&recipients_nb=a*&notice_nb=a*"
    answer = json.dumps({"level": 1, "comment": "a*", "rev": item["rev"], "value": "*"})
    return {
        "GET /survey/": (EMPLOYEE, "survey/?lang=nb"),
        "GET /survey/assessments/{id}": (EMPLOYEE, f"survey/assessments/{a}*?section=1*&missing=1*"),
        "POST /survey/assessments/{id}/submit": (REPRESENTATIVE, f"survey/assessments/{b}*/submit", f"rev=0*&op={OP}*"),
        "POST /survey/assessments/{id}/reopen": (REPRESENTATIVE, f"survey/assessments/{b}*/reopen", f"rev=0*&op={OP}*"),
        "PUT /survey/assessments/{id}/answers/{item}": (REPRESENTATIVE, f"survey/assessments/{b}*/answers/{item['id']}*", answer),
        "POST /survey/assessments/{id}": (REPRESENTATIVE, f"survey/assessments/{b}*", page),
        "GET /survey/profile": (EMPLOYEE, "survey/profile?lang=nb"),
        "GET /survey/training": (EMPLOYEE, f"survey/training?competence={code}&offering=1"),
        "GET /survey/requests": (EMPLOYEE, "survey/requests?lang=nb"),
        "POST /survey/requests": (REPRESENTATIVE, "survey/requests", wish + "&do=save"),
        "GET /survey/requests/{id}": (EMPLOYEE, f"survey/requests/{mine['requests'][0]['id']}*"),
        "POST /survey/requests/{id}": (REPRESENTATIVE, f"survey/requests/{draft['id']}*", wish + "&do=save&comment=a*"),
        "GET /survey/my-data": (EMPLOYEE, "survey/my-data?file=0"),
        "POST /survey/language": (REPRESENTATIVE, "survey/language", "language=nb*&return=/survey/*"),
        "GET /leader/": (LEADER, "leader/?lang=nb"),
        "GET /leader/units/{id}": (LEADER, f"leader/units/{unit}*?topic=1*"),
        "GET /leader/employees/{id}": (LEADER, f"leader/employees/{person}*"),
        "GET /leader/requests": (LEADER, f"leader/requests?unit={unit}&done=1"),
        "GET /leader/requests/{id}": (LEADER, f"leader/requests/{decided['id']}*"),
        "POST /leader/requests/{id}": (LEADER, f"leader/requests/{decided['id']}*", f"do=return&reason=a*&rev=0*&op={OP}*"),
        "GET /hr/": (HR, "hr/?lang=nb"),
        "GET /hr/rounds": (HR, "hr/rounds?lang=nb"),
        "GET /hr/rounds/{id}": (HR, "hr/rounds/1*?unit=1*&page=1*&pseudonymous=1*&delimiter=;*"),
        "POST /hr/rounds/{id}": (HR, "hr/rounds/1*", f"do=extend*&op={OP}*&rev=0*&reason=a*&closes_on=2031-01-01*"),
        "GET /hr/rounds/new": (HR, "hr/rounds/new?lang=nb"),
        "POST /hr/rounds": (HR, "hr/rounds", f"code=MAP*&{about}&op={OP}*"),
        "GET /hr/rounds/{id}/edit": (HR, "hr/rounds/1*/edit"),
        "POST /hr/rounds/{id}/edit": (HR, "hr/rounds/10*/edit", f"do=save&rev=0*&{about}&op={OP}*"),
        "GET /hr/rounds/{id}/consultation": (HR, "hr/rounds/1*/consultation"),
        "POST /hr/rounds/{id}/consultation": (HR, "hr/rounds/10*/consultation", f"do=lay*&offices=1*&others=AMU*&documents=a*"
                                              "&answer_by=2029-01-01*&party=1*&view=agrees*&stated_on=2026-01-01*&text=a*"),
        "GET /hr/rounds/{id}/export.csv": (HR, "hr/rounds/9*/export.csv?pseudonymous=0&purpose=a*"),
        "GET /hr/rounds/{id}/export.jsonl": (HR, "hr/rounds/9/export.jsonl?pseudonymous=1*&delimiter=;*&lang=nb*"),
        "GET /hr/jobs": (HR, "hr/jobs?lang=nb"),
        "GET /hr/jobs/{id}": (HR, "hr/jobs/7*"),
        "POST /hr/jobs/{id}": (HR, "hr/jobs/7*", f"do=cancel*&op={OP}*"),
    }


def scan(name, port, address, *options):
    """What sqlmap says of it."""
    folder = f"{STATE}/sqlmap/{re.sub('[^A-Za-z]+', '-', name)}"
    command = ["sqlmap", "--batch", "--level=3", "--risk=1", "--flush-session", f"--output-dir={folder}", "--dbms=MySQL",
               "--technique=BEUST", "--time-sec=3", "--disable-coloring", "-u", f"http://127.0.0.1:{PORT + port}/{address}", *options]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as run:
        try:
            return run.communicate(timeout=MOST_SECONDS)[0]
        except subprocess.TimeoutExpired:
            run.kill()
            return run.communicate()[0] + f"\nnot done in {MOST_SECONDS} s"


def try_route(case):
    name, (port, address, *data) = case
    headers = f"Sec-Fetch-Site: same-origin\nX-CSRF-Token: {ask(port, 'survey/')[1]}\nContent-Type: " + \
              ("application/json" if data and data[0].startswith("{") else "application/x-www-form-urlencoded")
    # Whose browser asks, and from which page, no route reads: once is enough.
    skip = [] if name == "GET /survey/" else ["--skip=user-agent,referer"]
    said = scan(name, port, f"grunnmur/{address}", f"--method={name.split()[0]}", f"--headers={headers}", *skip,
                *(["--data", data[0]] if data else []))
    clean = "all tested parameters do not appear to be injectable" in said and not re.search(r"is vulnerable|\b50\d \(", said)
    return name, clean, said


def planted_is_found():
    with subprocess.Popen([sys.executable, "tests/long/planted.py", str(PORT + PLANTED), f"{STATE}/mariadb.sock"],
                          stderr=subprocess.DEVNULL) as server:
        said = scan("planted", PLANTED, "?id=1")
        server.terminate()
    return "identified the following injection" in said


def main():
    wanted = {f"{route['method']} /{program}{route['path']}" for program in ("survey", "leader", "hr")
              for route in json.loads(subprocess.check_output([f"build/bin/{program}", "--routes"]))["routes"]}
    tried = cases()
    results = [("the planted one is found", planted_is_found(), ""),
               ("every route is tried", wanted == set(tried), str(wanted ^ set(tried)))]
    with ThreadPool(2) as pool:
        for name, clean, said in pool.imap(try_route, tried.items()):
            results.append((name, clean, "\n".join(said.splitlines()[-30:])))
    for name, good, said in results:
        print(f"ok - sqlmap: {name}" if good else f"{said}\nnot ok - sqlmap: {name}", flush=True)
    sys.exit(not all(good for _, good, _ in results))


main()
