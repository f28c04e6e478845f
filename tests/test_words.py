"""The reading-level and wording checks: each rule fails its own bad page, and good pages pass."""

import re
import shutil
import socket
from pathlib import Path

import pytest
import textstat

from scripts.checks.prose import sentences
from scripts.checks.reading import TOPIC, TOPIC_WORDS, split_words, syllables
from scripts.checks.words import DEFAULT, Limits, check_words, prose, score, table
from scripts.checks.numbers import CERTAINTY
from scripts.checks.wording import BANNED, DOSE, PERCENT, RELATIVE, STOP, TYPED, VERBAL

PAGES = Path(__file__).parent / "fixtures" / "bad" / "words"

# The bad page of each rule, and words that only its message has.
RULES = {
    "grade": "reads at school grade",
    "smog": "too many long words",
    "mean-sentence": "words on average",
    "long-sentence": "this sentence has 29 words",
    "long-paragraph": "this paragraph has 6 sentences",
    "long-list": "the list that begins here has 8 items",
    "heading-stop": "this heading ends in a full stop",
    "double-space": "two spaces in a row between 'feel' and 'sore.'",
    "banned-phrase": "'safe and effective' is a sales phrase",
    "relative-risk": "compares risks without saying how big",
    "vague-link": "the link text 'click here'",
    "dose": "'500 mg' reads as a dose",
    "stop-days": "'5 days before' sets a time to stop a medicine",
    "typed-number": "'7 out of 100' is a number about outcomes typed",
    "mixed-denominators": "numbers out of 100 and out of 1,000 stand together",
    "mixed-in-table": "numbers out of 100 and out of 1,000 stand together",
    "percentage": "'%' is a number about outcomes typed",
    "alt-text": "'half of all leaks' is a number about outcomes typed",
    "description": "'rare' stands without a number",
    "typed-certainty": "'high certainty' is a rating of evidence typed",
    "how-often": "'rare' stands without a number",
}


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("the checks must work without a network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture
def site(tmp_path):
    """Builds a site of one page, or of the pages given by path; gives its folder."""

    def build(pages, audience="patient"):
        for path, body in ({"index.html": pages} if isinstance(pages, str) else pages).items():
            file = tmp_path / "site" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f'<meta name="audience" content="{audience}"><article>{body}</article>', "utf-8")
        return tmp_path / "site"

    return build


def blocks(body):
    return [(block.kind, block.text) for block in prose(f"<article>{body}</article>")]


def check_fixture(name, tmp_path):
    shutil.copy(PAGES / name, tmp_path / "index.html")
    return check_words(tmp_path)


# The rules


@pytest.mark.parametrize("rule", RULES)
def test_bad_page_fails_with_its_rule_alone(rule, tmp_path):
    problems = check_fixture(f"{rule}.html", tmp_path)
    assert len(problems) == 1, "\n".join(map(str, problems))
    assert RULES[rule] in problems[0].message
    assert problems[0].remedy


@pytest.mark.parametrize("rule", RULES)
def test_good_page_passes(rule, tmp_path):
    assert check_fixture(f"{rule}.good.html", tmp_path) == []


def test_every_page_here_belongs_to_a_rule():
    expected = {f"{rule}{end}" for rule in RULES for end in (".html", ".good.html")}
    assert {path.name for path in PAGES.iterdir()} == expected


@pytest.mark.parametrize("name", ["grade", "smog", "mean-sentence"])
def test_the_good_page_of_an_average_is_long_enough_to_be_judged(name):
    page = prose((PAGES / f"{name}.good.html").read_text("utf-8"))
    assert score(page).words >= DEFAULT.enough_words


def test_a_claim_in_quotation_marks_is_not_ours(site):
    assert check_words(site('<p>Some say it "restores your height". It does not. “A miracle” is not on offer.</p>')) == []


def test_a_relative_risk_may_stand_beside_both_counts(site):
    body = 'It halves the risk: <b data-figure="x">2 out of 100</b>, and <b data-figure="x">4 out of 100</b> without.'
    assert check_words(site(f"<p>{body}</p>")) == []


def hits(pattern, text):
    return bool(pattern.search(text))


@pytest.mark.parametrize("text, bad", [
    ("You should have it soon.", True), ("You should choose cement.", True), ("It is the best choice.", True),
    ("There is no best choice.", False), ("There is no one best option.", False), ("A miracle cure.", True),
    ("Safe and effective.", True), ("Safe, effective and quick.", True), ("It is safe to walk.", False),
    ("A minimally invasive way.", True), ("A cutting-edge tool.", True), ("It restores your height.", True),
    ("Safe & effective.", True), ("Effective and safe.", True), ("A game changer.", True), ("Completely safe.", True), ("Risk-free.", True),
    ("Proven to work.", True), ("Guaranteed relief.", True), ("There is no guarantee.", False), ("You should get cement.", True),
    ("Height is restored.", True), ("We recommend it.", True), ("You should get up slowly.", False),
    ("A significant change.", True), ("Significantly less pain.", True), ("You should rest.", False),
])
def test_banned_phrases(text, bad):
    assert any(hits(pattern, text) for pattern, _, _ in BANNED) == bad


@pytest.mark.parametrize("text, bad", [
    ("It cuts the risk of a break by half.", True), ("It lowers your risk by about 30.", True),
    ("It doubles the chance.", True), ("A break is 3 times more likely.", True), ("Twice the risk.", True),
    ("It lowers the risk of falls by clearing floors.", False), ("Cut the pill into halves.", False),
    ("It cuts the risk in half.", True), ("The risk is halved.", True), ("Your risk of a break doubles.", True), ("Twice as many broke a bone.", True),
    ("Half as many leaks.", True), ("It happens three times as often.", True), ("A threefold risk.", True), ("A 3-fold rise.", True),
    ("The risk falls by a third.", True), ("It lowers the risk by two thirds.", True), ("A third fewer breaks.", True), ("Deaths fell by half.", True),
    ("The odds are 2 times higher.", True), ("An odds ratio of 2.8.", True), ("A relative risk of 2.", True), ("It quadruples the risk.", True),
    ("Check it twice a day.", False), ("It took twice as long.", False), ("A double room.", False), ("Ask two or three times.", False),
    ("The chance of another break is highest soon after the first.", False),
])
def test_relative_risk(text, bad):
    assert hits(RELATIVE, text) == bad


@pytest.mark.parametrize("text, bad", [
    ("75mg", True), ("2.5 mg", True), ("1,000\u00a0mg", True), ("20 g", True), ("10 units", True), ("800 IU", True),
    ("50 \u00b5g", True), ("50 mcg", True), ("5-ml spoon", True), ("ten milligrams", True),
    ("5 kg", False), ("14 units of alcohol", False), ("1 glass", False), ("100 grey days", False), ("2 mm", False),
])
def test_doses(text, bad):
    assert hits(DOSE, text) == bad


@pytest.mark.parametrize("text, bad", [
    ("Stop it 5 days before.", True), ("Five to seven days before the day, stop it.", True),
    ("It is paused 24 hours beforehand.", True), ("Do not take it for 3 days before.", True),
    ("Hold it for a week prior to the day.", True), ("Stop aspirin 5\u20137 days before.", True),
    ("Stop eating and stop aspirin 2 days before.", True), ("Stop drinking 2 hours before.", False),
    ("We call you 2 days before.", False), ("Do not stop it in the days before.", False),
    ("Stop if it hurts. We talked 2 days before.", False),
])
def test_times_to_stop_a_medicine(text, bad, site):
    found = check_words(site(f"<p>{text}</p>"))
    assert bool(found) == bad
    assert hits(STOP, text) or not bad


@pytest.mark.parametrize("text, bad", [
    ("5% of them", True), ("5 per cent", True), ("ten percent", True), ("1 in 5", True), ("one in every ten", True),
    ("1 in 2,000", True), ("3 out of 10", True), ("3 people out of 10", True), ("nine out of ten", True),
    ("4 of 10 people", True), ("5 per 100", True), ("5 people per 1,000", True), ("one in a hundred", True),
    ("page 2 of 3", False), ("from 0 to 10", False), ("in 2 weeks", False), ("version 2 in 2026", False),
    ("one in the morning", False), ("2 people in the room", False), ("10 out of date forms", False),
    ("5\uff05", True), ("3\u2030", True), ("forty per-cent", True), ("40 pct", True), ("four people in ten", True), ("4 patients in every 10", True),
    ("one person in five", True), ("a one-in-five chance", True), ("a 1-in-5 chance", True), ("5 in a 100", True), ("1 in a thousand", True),
    ("thirteen in a hundred", True), ("nineteen out of twenty", True), ("4 older people out of 10", True), ("4 of every 10", True),
    ("12 of 38 patients", True), ("12 of the 38 had it", True), ("none of 38 people", True), ("Of 38 people, 12 had it", True),
    ("Of every 100 people treated, 40 had it", True), ("If 100 people have it, 40 will leak", True), ("In every hundred, 5 leak", True),
    ("5 per thousand", True), ("5 people per hundred", True), ("4/10 people", True), ("a leak rate of 90", True),
    ("a third of patients", True), ("two-thirds of the people", True), ("three quarters of them", True), ("half of people", True),
    ("about half the people", True), ("half of all leaks", True), ("more than half had it", True), ("a third felt better", True),
    ("\u00bd of people", True), ("nearly all people", True), ("almost everyone", True), ("virtually all leaks", True), ("hardly anyone", True),
    ("almost no one", True), ("nearly all felt better", True), ("the vast majority", True),
    ("half an hour", False), ("a quarter of an hour", False), ("half a year later", False), ("cut it in half", False), ("on the third day", False),
    ("ask a third person", False), ("half your dose", False), ("the lower half of the back", False), ("over half a mile", False),
    ("1 in 2 hours", False), ("240 people in 10 centers", False), ("If 2 people live with you, one can drive", False), ("open 24/7", False),
    ("nearly all of it", False), ("almost every day", False), ("Most people go home", False), ("a heart rate of 90", False),
    ("One center counted 3,175 people", False), ("in weeks 2 to 6", False),
])
def test_typed_numbers(text, bad):
    assert (hits(TYPED, text) or hits(PERCENT, text)) == bad


@pytest.mark.parametrize("body", [
    "4&nbsp;in&nbsp;10", "<b>4</b> in <b>10</b>", 'in <a href="x.html">40</a>&#8239;% of people', "4 in<br>10 people", "40&ndash;50&nbsp;%",
    "forty <em>per&nbsp;cent</em>", "a <b>third</b> of\npatients",
])
def test_markup_and_hard_spaces_hide_no_number(body, site):
    assert len(check_words(site(f"<p>{body}</p>"))) == 1


@pytest.mark.parametrize("body", [
    "<h2>{}</h2>", '<p class="admonition-title">{}</p>', "<details><summary>{}</summary></details>", "<table><tr><td>{}</td></tr></table>",
    "<table><tr><th>{}</th></tr></table>", "<table><caption>{}</caption></table>", "<figure><figcaption>{}</figcaption></figure>",
    '<img alt="{}">', '<p aria-label="{}">A</p>', '<a href="x.html" title="{}">A</a>', '<svg role="img" aria-label="{}"></svg>',
    "<svg><title>A</title><text>{}</text></svg>", "<svg><desc>{}</desc></svg>", '<title>{}</title>', '<meta name="description" content="{}">',
])
def test_a_number_is_found_wherever_it_is_read_or_heard(body, site):
    problem, = check_words(site(body.format("It leaks in 4 in 10")))
    assert "'4 in 10' is a number about outcomes typed" in problem.message


@pytest.mark.parametrize("text, bad", [
    ("There is high-certainty evidence.", True), ("The evidence is of low quality.", True), ("The quality of the evidence is low.", True),
    ("The evidence is very uncertain.", True), ("It makes little or no difference.", True), ("It probably improves pain.", True),
    ("Strong evidence shows it.", True), ("With moderate confidence.", True), ("We are very certain that it helps.", True),
    ("You can be certain of our help.", False), ("Pain may ease.", False), ("You may feel better.", False), ("High quality care.", False),
    ("No strong evidence fixes the day.", False), ("The review found that it probably adds none.", False),
])
def test_typed_ratings_of_evidence(text, bad):
    assert hits(CERTAINTY, text) == bad


@pytest.mark.parametrize("text, bad", [
    ("It is rare.", True), ("It rarely bleeds.", True), ("Pain is common.", True), ("It is commonly used.", True),
    ("That is uncommon.", True), ("More likely to fall.", True), ("Unlikely to last.", True), ("A low-risk way.", True),
    ("The risk is very low.", True), ("It is common in 2026, within 2 to 3 days.", True),
    ("It is rare. It struck 3 people.", True), ("It is rare: 3 people had it.", False),
    ("What they have in common.", False), ("Common sense helps.", False), ("It is likeable.", False),
    ("It is rare. Nobody has counted how often.", False), ("This happens often.", False),
    ("It seldom bleeds.", True), ("It hardly ever bleeds.", True), ("It nearly always works.", True), ("It is infrequent.", True),
    ("There is a small chance of a leak.", True), ("A very small risk.", True), ("The risk is tiny.", True), ("A good chance that it helps.", True),
    ("It is rare in people over 80.", True), ("It is more likely after 70.", True), ("It is rare with 3 bones.", True), ("Chances are that it helps.", True),
    ("You usually go home.", False), ("Sometimes it hurts.", False), ("Take the chance to ask.", False), ("A good chance to rest.", False),
    ("Never lift them.", False), ("They saw a high risk.", False), ("The true figure is likely between 0.3 and 1.2.", False),
])
def test_words_for_how_often(text, bad, site):
    assert bool(check_words(site(f"<p>{text}</p>"))) == bad
    assert hits(VERBAL, text) or not bad


def test_rules_read_tables_captions_and_unscored_text_too(site):
    bodies = ("<table><caption>Rare harms</caption><tr><td>5%</td></tr></table>", '<p class="no-score">Take 5 mg.</p>')
    assert [len(check_words(site(body))) for body in bodies] == [2, 1]


@pytest.mark.parametrize("body", [
    "<nav><p>A miracle.</p></nav>", '<div class="toc"><ul><li>A miracle</li></ul></div>', "<script>miracle</script>", "<pre><code>miracle</code></pre>",
    '<p hidden>A miracle.</p>', '<p aria-hidden="true">A miracle.</p>', '<ol class="sources"><li>A miracle.</li></ol>',
    '<div class="page-sources"><p>A miracle.</p></div>',
])
def test_rules_do_not_read_what_is_no_prose(body, site):
    assert check_words(site(f"{body}<p>Sit down.</p>")) == []


def test_resources_are_no_reference_list(site):
    assert check_words(site('<ul class="resources"><li>A miracle.</li></ul>'))


# Where a problem is


def test_a_problem_names_source_line_quote_and_remedy(site, tmp_path):
    page = tmp_path / "docs" / "prepare" / "index.md"
    page.parent.mkdir(parents=True)
    page.write_text('---\ntitle: Take this\n---\n\n# Get ready\n\nSit **down**, and read [the\nlist](list.md) twice. '
                    "Then\ntake 5 mg at night.\n\n## Go home.\n", "utf-8")
    built = site({"prepare/index.html": "<h1>Get ready</h1><p>Sit <strong>down</strong>, and read "
                  "<a href='x'>the list</a> twice. Then take 5 mg at night.</p><h2>Go home.</h2>"})
    dose, stop = check_words(built, tmp_path / "docs")
    assert (dose.file, dose.line) == ("docs/prepare/index.md", 8)
    assert dose.message == "“Then take 5 mg at night.”: '5 mg' reads as a dose"
    assert (stop.file, stop.line) == ("docs/prepare/index.md", 11)


def test_a_description_is_placed_in_the_front_matter(site, tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("---\ntitle: A\ndescription: It leaks in 4 in 10.\n---\n\nSit down.\n", "utf-8")
    problem, = check_words(site('<meta name="description" content="It leaks in 4 in 10."><p>Sit down.</p>'), tmp_path / "docs")
    assert (problem.file, problem.line) == ("docs/index.md", 3)


@pytest.mark.parametrize("built, source", [
    ("index.html", "index.md"), ("a/index.html", "a/index.md"), ("a/b/index.html", "a/b.md"), ("a/b.html", "a/b.md"),
    ("a/index.html", "a/README.md"), ("index.html", "README.md"),
])
def test_the_source_of_a_page_in_both_editions(built, source, site, tmp_path):
    path = tmp_path / "docs" / source
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("Words that differ.\n", "utf-8")
    problem, = check_words(site({built: "<p>A miracle.</p>"}), tmp_path / "docs")
    assert (problem.file, problem.line) == (f"docs/{source}", 0)


def test_a_snippet_that_two_pages_show_is_reported_once_and_in_its_own_file(site, tmp_path):
    snippets = tmp_path / "docs" / ".snippets"
    snippets.mkdir(parents=True)
    (snippets / "talk.md").write_text("Talk it over.\nA miracle is not on offer.\n", "utf-8")
    for name in ("one.md", "two.md"):
        (tmp_path / "docs" / name).write_text('--8<-- "talk.md"\n', "utf-8")
    body = "<p>Talk it over. A miracle is not on offer.</p>"
    problem, = check_words(site({"one.html": body, "two.html": body}), tmp_path / "docs")
    assert (problem.file, problem.line) == ("docs/.snippets/talk.md", 2)


def test_without_docs_the_built_page_is_named(site):
    problem, = check_words(site({"a/b.html": "<p>A miracle.</p>"}))
    assert (problem.file, problem.line) == ("site/a/b.html", 0)


def test_only_patients_pages_are_checked(site):
    site({"c.html": "<p>A miracle.</p>"}, audience="clinician")
    assert check_words(site({"p.html": "<p>Sit down.</p>"})) == []


@pytest.mark.parametrize("audience", ["clinician", "None"])
def test_a_site_without_patients_pages_is_a_problem(audience, site):
    problem, = check_words(site("<p>Sit down.</p>", audience))
    assert "no words were checked" in problem.message


def test_limits_can_be_changed(site):
    assert check_words(site("<p>Sit down now.</p>"), limits=Limits(sentence_words=2))


# Sentences


@pytest.mark.parametrize("text, parts", [
    ("Sit down. Rest.", 2),
    ("Dr. Lee will see you. Then you go home.", 2),
    ("Ask Mrs. Lee or Mr. Ray. They know.", 2),
    ("Eat fruit, e.g. Apples. Drink more, i.e. Water.", 2),
    ("The cut is 1.5 cm long. It heals.", 2),
    ("It costs $2.50. Pay at the desk.", 2),
    ("Come at 2 to 3 p.m. with a friend.", 1),
    ("Come at 2 to 3 p.m. Bring your list.", 2),
    ("Come at 9 a.m. Monday.", 1),
    ("Wait... What was that?", 2),
    ("I felt it ... and it went.", 1),
    ("I felt it\u2026 then it went.", 1),
    ("In the U.S. Senate they met.", 1),
    ("Call 911 in the U.S. Ask your team first.", 2),
    ("Take vitamin D. Ask how much.", 2),
    ("Medicare Part B. Your plan may differ.", 2),
    ("J. R. Smith wrote it. We read it.", 2),
    ("Is it safe? No. You may bleed.", 3),
    ("See no. 5 on the list. Then go.", 2),
    ("See fig. 2 and p. 4 for more.", 1),
    ("Fever over 100.4 \u00b0F. Call now.", 2),
    ("Over 38 C. Call now.", 2),
    ("\u201cWill it hurt?\u201d she asked.", 1),
    ("\u201cWill it hurt?\u201d Many ask that.", 2),
    ("(See the list.) Then go.", 2),
    ("1. Wash your hands. 2. Dry them.", 2),
    ("Wait for 5. Then go.", 2),
    ("Bring pills, shoes, etc. Wear a loose top.", 2),
    ("Kyphoplasty vs. Vertebroplasty is the question.", 1),
    ("Stop! Do not move! Call 911.", 3),
    ("It helped.[3] It did not last.[4]", 2),
    ("Go to nhs.uk for more. It is free.", 2),
    ("Really?! Yes.", 2),
    ("No stop here", 1),
    ("Wait \u2013 then go. \u2013 Now rest.", 2),
    ("\u2192 ...", 0),
    ("", 0),
])
def test_sentences(text, parts):
    found = sentences(text)
    assert len(found) == parts, found
    if parts:
        assert "".join(" ".join(found).split()) == "".join(text.split())


# Blocks


def test_kinds_and_order():
    assert blocks("""<h1>Home<a class="headerlink" href="#">¶</a></h1>Loose text <b>here</b>
        <p>One<br>two</p><ul><li>Item</li></ul><dl><dt>Term</dt><dd>Meaning</dd></dl>
        <table><caption>Table</caption><tr><th>Head</th><td><p>Cell</p></td></tr></table>
        <figure><img alt="x"><figcaption><p>Under it</p></figcaption></figure>""") == [
        ("heading", "Home"), ("paragraph", "Loose text here"), ("paragraph", "One two"), ("list item", "Item"),
        ("list item", "Term"), ("list item", "Meaning"), ("caption", "Table"), ("table cell", "Head"),
        ("table cell", "Cell"), ("caption", "Under it")]


def test_list_items_are_not_counted_twice():
    body = "<ul><li><p>One two.</p><ul><li>Three</li><li>Four<ol><li>Five</li></ol>six</li></ul></li><li>Seven</li></ul>"
    assert [text for _, text in blocks(body)] == ["One two.", "Three", "Four", "Five", "six", "Seven"]
    assert score(prose(body)).words == 7


def test_nested_admonitions():
    assert blocks("""<div class="admonition warning"><p class="admonition-title">Call your clinic</p>
        <p>If you have:</p><ul><li>a fever</li></ul>
        <div class="admonition tip"><p class="admonition-title">Try this</p><p>Sit down.</p></div></div>""") == [
        ("admonition title", "Call your clinic"), ("paragraph", "If you have:"), ("list item", "a fever"),
        ("admonition title", "Try this"), ("paragraph", "Sit down.")]


def test_details():
    assert blocks('<details class="info"><summary>More on this</summary><p>Depth.</p></details>') == [
        ("summary", "More on this"), ("paragraph", "Depth.")]


def test_tabs_count_both_panels_and_no_label():
    assert blocks("""<div class="tabbed-set tabbed-alternate" data-tabs="1:2"><input type="radio"><input type="radio">
        <div class="tabbed-labels"><label>Kyphoplasty</label><label>Vertebroplasty</label></div>
        <div class="tabbed-content"><div class="tabbed-block"><p>A balloon.</p></div>
        <div class="tabbed-block"><h3>Name</h3><ul><li>No balloon.</li></ul></div></div></div>""") == [
        ("paragraph", "A balloon."), ("heading", "Name"), ("list item", "No balloon.")]


def test_text_is_taken_from_article_else_main_else_body():
    assert [prose(html)[0].text for html in (
        "<body><p>No</p><main><article><p>Yes</p></article></main>", "<body><p>No</p><main><p>Yes</p></main>",
        "<body><p>Yes</p></body>")] == ["Yes"] * 3


def test_tables_and_no_score_text_are_kept_but_not_scored():
    page = prose('<p>Say it <span class="no-score">(KY-foh)</span> so.</p><table><tr><td>Cell</td></tr></table>'
                 '<div class="no-score"><p>Legal text.</p></div>')
    assert [(block.text, block.scored) for block in page] == [
        ("Say it (KY-foh) so.", "Say it so."), ("Cell", ""), ("Legal text.", "")]


def test_figures_are_left_out_of_typed_text_only():
    block, = prose('<p>It helped <b data-figure="x">5 out of 10</b> people.</p>')
    assert (block.scored, block.typed) == ("It helped 5 out of 10 people.", "It helped people.")


def test_comments_citation_marks_and_pictures_are_no_words():
    assert blocks('<p>It helped.<sup><a href="#s">12</a></sup> <!-- note --><svg><text>5%</text></svg>Yes.</p>') == [
        ("paragraph", "It helped. Yes.")]


def test_curly_apostrophes_and_soft_hyphens_change_nothing():
    assert score(prose("<p>Don\u2019t wor\u00adry.</p>")) == score(prose("<p>Don't worry.</p>"))


# Scores


def test_textstat_is_the_pinned_version():
    # Other versions fetch data over the network or count syllables otherwise.
    assert textstat.__version__ == (0, 7, 8)


PASSAGES = [
    """The spine is a stack of bones with soft pads between them. Each bone has a strong round block in front
    and a ring of bone behind it. The ring guards the nerves that run down from the brain. When the block is weak,
    a cough or a small slip may be enough to crush it. Some people feel a sudden sharp pain in the back. Others
    notice only that they have become shorter over the years.""",
    """A hospital is a noisy place, and many visitors find it hard to rest there. Bring something quiet to do while
    you are waiting for the doctor. The nurse will ask about your medicines, your allergies and any earlier
    operations. It helps to write these down on a single sheet of paper. Somebody from your family can carry the
    sheet and remind you of anything that you have forgotten.""",
    """Researchers compared the operation with a pretended one in which nobody received any cement. Neither the
    patients nor the people who asked them about their pain knew which had been done. Both groups reported
    considerable improvement within the following month. The difference between them was smaller than most
    patients would be able to notice in everyday life.""",
]


@pytest.mark.parametrize("passage", PASSAGES)
def test_on_plain_paragraphs_the_grade_agrees_with_textstat(passage):
    assert score(prose(f"<p>{passage}</p>")).fk_grade_raw == pytest.approx(
        textstat.flesch_kincaid_grade(passage), abs=0.2)


def test_smog_agrees_with_textstat_on_plain_paragraphs():
    text = " ".join(PASSAGES)
    assert score(prose(f"<p>{text}</p>")).smog == pytest.approx(textstat.smog_index(text), abs=0.2)


def test_short_sentences_count_although_textstat_drops_them():
    text = "Call 911. Sit down. Wait there. Stay calm and warm until help comes."
    assert textstat.sentence_count(text) == 1
    assert score(prose(f"<p>{text}</p>")).sentences == 4


def test_blocks_without_a_stop_end_a_sentence():
    page = score(prose("<h2>What to bring</h2><ul><li>your glasses</li><li>a friend</li></ul><p>Then go:</p>"))
    assert (page.sentences, page.mean_sentence) == (4, 9 / 4)


def test_longest_sentence():
    assert score(prose("<p>Sit. Sit down now. Go.</p>")).longest_sentence == (3, "Sit down now.")


def test_a_page_without_words_scores_zero():
    assert score([]).fk_grade == score(prose("<table><tr><td>Cell</td></tr></table>")).smog == 0


def test_words():
    assert split_words("Rest \u2013 and/or walk, 24 hours.") == ["Rest", "and", "or", "walk,", "24", "hours."]
    assert [syllables(word) for word in ("walk,", "medicine", "don't", "(hospital).")] == [1, 3, 1, 3]


# Topic words


def test_there_are_at_most_12_topic_words():
    assert len(TOPIC_WORDS) <= 12 and len(set(TOPIC_WORDS)) == len(TOPIC_WORDS)


@pytest.mark.parametrize("text, left", [
    ("Kyphoplasty and VERTEBROPLASTIES", "this and this"), ("two vertebrae, one vertebra", "two this, one this"),
    ("the vertebra's edge", "the this edge"), ("compressions", "this"), ("uncompressional", "uncompressional"),
    ("decompression", "decompression"), ("osteoporotic", "osteoporotic"), ("kyphoplasty-like", "this-like"),
])
def test_topic_words_are_whole_words_and_plurals(text, left):
    assert TOPIC.sub("this", text) == left


def test_topic_words_change_the_grade_and_keep_the_length():
    text = "<p>Is kyphoplasty for you? It may be vertebroplasty. Ask about osteoporosis.</p>"
    page, plain = score(prose(text)), score(prose(re.sub("(?i)kyphoplasty|vertebroplasty|osteoporosis", "this", text)))
    assert page.fk_grade == plain.fk_grade and page.smog == plain.smog
    assert page.fk_grade_raw > page.fk_grade + 4
    assert (page.words, page.mean_sentence) == (plain.words, plain.mean_sentence)


# The table


def test_table_has_one_line_for_each_patients_page(site):
    site({"c.html": "<p>For doctors.</p>"}, audience="clinician")
    built = site({"a.html": "<p>Sit down now.</p>", "b/index.html": "<p>Is kyphoplasty for you?</p>"})
    head, first, second = table(built).splitlines()
    assert head.split() == ["page", "words", "FK", "FK+topic", "SMOG", "mean", "longest"]
    assert first.split() == ["a.html", "3", "-2.6", "-2.6", "3.1", "3.0", "3"]
    assert second.split()[:2] == ["b/index.html", "4"] and second.split()[2] != second.split()[3]
