#!/usr/bin/python3
"""Makes files/ from article.md, with the programs and encodings that people use: FORMAT/ENCODING.EXTENSION.

Only for whoever changes the samples: neither the build nor the tests run it.
  apt-get install pandoc libreoffice-writer-nogui chromium chromium-driver wget zip jq xz-utils zstd fonts-hosny-amiri
"""
import csv, email.message, email.policy, io, json, mailbox, pathlib, re, shutil, subprocess, tempfile, time
import urllib.request, xml.etree.ElementTree as etree

here = pathlib.Path(__file__).resolve().parent
out = here / "files"
shutil.rmtree(out, ignore_errors=True)
work = pathlib.Path(tempfile.mkdtemp())
CODECS = {"utf-8": "utf-8", "utf-8-bom": "utf-8-sig", "utf-16": "utf-16", "windows-1256": "cp1256",
          "iso-8859-6": "iso8859_6", "macarabic": "mac_arabic"}


def run(*command, **options):
    return subprocess.run([str(c) for c in command], check=True, capture_output=True, **options).stdout


def put(name, content):
    path = out / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def twice(text):
    """UTF-8 taken for windows-1252; bytes without a character stay as controls."""
    return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in text.encode())


def glyphs(text):
    """Presentation forms: each letter as it is drawn between its neighbours."""
    import unicodedata
    forms = {}
    for code in range(0xFE80, 0xFEFD):
        kind, _, letters = unicodedata.decomposition(chr(code)).partition("> ")
        forms.setdefault("".join(chr(int(c, 16)) for c in letters.split()), {})[kind.strip("<")] = chr(code)
    def joins_next(c): return "initial" in forms.get(c, {})
    drawn, i = "", 0
    while i < len(text):
        c = text[i:i + 2] if text[i:i + 2] in forms else text[i]
        before = i > 0 and joins_next(text[i - 1]) and bool(forms.get(c))
        after = joins_next(c[-1]) and i + len(c) < len(text) and bool(forms.get(text[i + len(c)]))
        kind = {(0, 0): "isolated", (0, 1): "initial", (1, 0): "final", (1, 1): "medial"}[(before, after)]
        drawn += forms.get(c, {}).get(kind, forms.get(c, {}).get("isolated", c)) if c in forms else c
        i += len(c)
    return drawn


def in_each_encoding(form, extension, text, damaged=True):
    for name, codec in CODECS.items():
        put(f"{form}/{name}.{extension}", text.encode(codec))
    if damaged:
        put(f"{form}/double.{extension}", twice(text))
        put(f"{form}/forms.{extension}", glyphs(text))


article = (here / "article.md").read_text()
title, author, date = (re.search(f"^{key}: (.*)$", article, re.M)[1] for key in ("title", "author", "date"))
paragraphs = article.split("---\n")[2].strip().split("\n\n")
body = "\n\n".join(paragraphs)

# Text and Markdown; lines in visual order as an old PDF or DOS program leaves them.
plain = f"{title}\n\n{body}\n"
in_each_encoding("text", "txt", plain)
put("text/visual.txt", "\n".join(line[::-1] for line in plain.split("\n")))
in_each_encoding("markdown", "md", run("pandoc", "-s", "-t", "markdown-smart", "--wrap=none", here / "article.md").decode())

# Web pages by pandoc, as their encoding says; without saying; saying another.
page = run("pandoc", "-s", "-t", "html", "--wrap=none", here / "article.md").decode()
declared = lambda name: page.replace('charset="utf-8"', f'charset="{name}"')
# Without the style sheet of pandoc.
page = re.sub(r"\s*<style>.*?</style>", "", page, flags=re.S)
silent = page.replace('<meta charset="utf-8" />', "")
assert declared("x") != page and silent != page
for name, codec in CODECS.items():
    put(f"html/{name}.html", declared(name.removesuffix("-bom")).encode(codec))
put("html/silent.html", silent.encode("cp1256"))
put("html/wrong.html", page.encode("cp1256"))
put("html/double.html", twice(page))
drawn = page
for paragraph in paragraphs:
    drawn = drawn.replace(paragraph, glyphs(paragraph))
assert drawn != page
put("html/forms.html", drawn)

# One-file pages by Chromium.
driver = subprocess.Popen(["chromedriver", "--port=8378"], stdout=subprocess.DEVNULL)
def ask(path, content=None):
    request = urllib.request.Request("http://127.0.0.1:8378" + path,
                                     json.dumps(content).encode() if content is not None else None)
    return json.load(urllib.request.urlopen(request))["value"]
for _ in range(50):
    try:
        ask("/status")
        break
    except OSError:
        time.sleep(0.2)
session = ask("/session", {"capabilities": {"alwaysMatch": {"goog:chromeOptions": {
    "args": ["--headless", "--no-sandbox"]}}}})["sessionId"]
for name in ("utf-8", "windows-1256"):
    ask(f"/session/{session}/url", {"url": f"file://{out}/html/{name}.html"})
    saved = ask(f"/session/{session}/goog/cdp/execute", {"cmd": "Page.captureSnapshot", "params": {}})["data"]
    put(f"mhtml/{name}.mhtml", saved.replace(str(out), "/home/user"))
driver.terminate()

# JSON, tables, feeds.
record = {"title": title, "author": author, "date": date, "body": body}
in_each_encoding("json", "json", json.dumps(record, ensure_ascii=False, indent=1))
in_each_encoding("json-lines", "jsonl", run("jq", "-c", ".", input=json.dumps(record).encode()).decode())
table = io.StringIO()
csv.writer(table).writerows([["العنوان", "الكاتب", "التاريخ", "النص"], [title, author, date, body]])
in_each_encoding("csv", "csv", table.getvalue(), damaged=False)
rss = etree.Element("rss", version="2.0")
item = etree.SubElement(etree.SubElement(rss, "channel"), "item")
for key, value in {"title": title, "author": author, "pubDate": date, "description": body}.items():
    etree.SubElement(item, key).text = value
for name, codec in CODECS.items():
    text = '<?xml version="1.0" encoding="%s"?>\n' % name.removesuffix("-bom") + etree.tostring(rss, "unicode")
    put(f"xml/{name}.rss", text.encode(codec))
put("xml/wrong.rss", ('<?xml version="1.0" encoding="utf-8"?>\n' + etree.tostring(rss, "unicode")).encode("cp1256"))

# Mail.
def mail(charset, transfer):
    message = email.message.EmailMessage(email.policy.SMTP)
    message["From"], message["To"] = f"{author} <huda@example.org>", "all@example.org"
    message["Subject"], message["Date"] = title, "Tue, 05 Mar 2024 08:00:00 +0200"
    message.set_content(body + "\n", charset=charset, cte=transfer)
    return message
for name, transfer in (("utf-8", "base64"), ("windows-1256", "quoted-printable"), ("iso-8859-6", "8bit")):
    put(f"mail/{name}.eml", mail(name, transfer).as_bytes())
put("mail/wrong.eml", mail("windows-1256", "8bit").as_bytes().replace(b"windows-1256", b"utf-8"))
for name in ("utf-8", "windows-1256"):
    box = mailbox.mbox(work / f"{name}.mbox")
    box.add(mailbox.mboxMessage(mail(name, "quoted-printable")))
    box.flush()
    put(f"mailbox/{name}.mbox", (work / f"{name}.mbox").read_bytes())

# Documents and books.
for kind in ("docx", "odt", "epub"):
    run("pandoc", here / "article.md", "-o", work / f"pandoc.{kind}")
    put(f"{kind}/pandoc.{kind}", (work / f"pandoc.{kind}").read_bytes())
for kind, target in (("docx", "docx:MS Word 2007 XML"), ("odt", "odt"), ("pdf", "pdf"), ("epub", "epub")):
    source = work / ("pandoc.docx" if kind in ("odt", "pdf") else "pandoc.odt")
    run("soffice", "--headless", "--convert-to", target, "--outdir", work / "lo", source)
    put(f"{kind}/libreoffice.{kind}", (work / f"lo/pandoc.{kind}").read_bytes())
run("chromium", "--headless", "--no-sandbox", "--no-pdf-header-footer", f"--print-to-pdf={work}/chromium.pdf",
    f"file://{out}/html/utf-8.html")
put("pdf/chromium.pdf", (work / "chromium.pdf").read_bytes())

# Archives, of a text in windows-1256 each, and a crawl.
(work / "a.txt").write_bytes(plain.encode("cp1256"))
run("zip", "-q", "-X", "windows-1256.zip", "a.txt", cwd=work)
run("tar", "czf", "windows-1256.tar.gz", "--mtime=2024-03-05", "--owner=0", "--group=0", "a.txt", cwd=work)
for packer, extension in (("gzip -n", "gz"), ("bzip2", "bz2"), ("xz", "xz"), ("zstd -q", "zst")):
    run(*packer.split(), "-k", "a.txt", cwd=work)
    put(f"packed/windows-1256.txt.{extension}", (work / f"a.txt.{extension}").read_bytes())
put("zip/windows-1256.zip", (work / "windows-1256.zip").read_bytes())
put("tar/windows-1256.tar.gz", (work / "windows-1256.tar.gz").read_bytes())
server = subprocess.Popen(["python3", "-m", "http.server", "8377", "--bind", "127.0.0.1", "--directory", out / "html"],
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
time.sleep(1)
for name in ("utf-8", "windows-1256", "silent"):
    run("wget", "-q", "-O", "/dev/null", "--no-warc-keep-log", f"--warc-file={work}/{name}",
        f"http://127.0.0.1:8377/{name}.html")
    put(f"warc/{name}.warc.gz", (work / f"{name}.warc.gz").read_bytes())
server.terminate()
shutil.rmtree(work)
