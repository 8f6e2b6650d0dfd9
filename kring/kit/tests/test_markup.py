"""Markdown to HTML: what a member writes and what the page shows."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kring.kit.markup import (
    SOURCE_LIMIT,
    PersonRef,
    Rendered,
    TooLong,
    TopicRef,
    excerpt,
    find_mentions,
    find_topics,
    render,
    to_text,
)

PEOPLE = {"noor.de.wit": PersonRef("noor.de.wit", "Noor de Wit", "/people/noor.de.wit/")}
TOPICS = {"afval-beleid": TopicRef("afval-beleid", "Afvalbeleid", "/topics/afval-beleid/")}
MENTION = '<a href="/people/noor.de.wit/" class="mention">@Noor de Wit</a>'


def shown(source: str) -> Rendered:
    return render(source, people=PEOPLE, topics=TOPICS)


def html(source: str) -> str:
    return shown(source).html.strip()


def test_plain_writing():
    assert html("Hoi **allemaal**, *dit* is ~~weg~~ `code`") == (
        "<p>Hoi <strong>allemaal</strong>, <em>dit</em> is <s>weg</s> <code>code</code></p>"
    )
    assert html("een\ntwee") == "<p>een<br>\ntwee</p>"
    assert "<ol>\n<li>a" in html("1. a\n2. b")
    assert '<ol start="3">' in html("3. a\n4. b")
    assert html("> q") == "<blockquote>\n<p>q</p>\n</blockquote>"
    assert html("```py\n<b>@noor.de.wit\n```") == "<pre><code>&lt;b&gt;@noor.de.wit\n</code></pre>"


def test_table_has_column_headers():
    found = html("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert '<th scope="col">a</th>' in found
    assert "style" not in found


def test_headings_stay_below_those_of_the_page_and_skip_no_level():
    assert html("# a\n## b\n##### c") == "<h3>a</h3>\n<h4>b</h4>\n<h4>c</h4>"
    assert html("### alleen") == "<h3>alleen</h3>"
    assert html("titel\n===") == "<h3>titel</h3>"


def test_known_mentions_become_links():
    assert html("Dank @noor.de.wit.") == f"<p>Dank {MENTION}.</p>"
    assert html("**@Noor.De.Wit**") == f"<p><strong>{MENTION}</strong></p>"
    assert shown("(@noor.de.wit)").text == "(@Noor de Wit)"


@pytest.mark.parametrize(
    "source",
    [
        "`@noor.de.wit`", "    @noor.de.wit", "a@noor.de.wit", "x.@noor.de.wit", "\\@noor.de.wit",
        "&#64;noor.de.wit", "[@noor.de.wit](/x)", "[een @noor.de.wit **@noor.de.wit**](/x)",
        "@noor.de.wit@x.nl", "@noor.de.witte", "https://a.nl/@noor.de.wit", "![@noor.de.wit](/x.png)",
        "/@noor.de.wit",
    ],
)  # fmt: skip
def test_no_mention_here(source: str):
    assert "mention" not in html(source)
    assert "noor.de.wit" not in find_mentions(source)


def test_find_mentions_in_order_and_once():
    assert find_mentions("@b.c en @A, @b.c; @onbekend.") == ("b.c", "a", "onbekend")
    assert find_mentions("geen") == ()


def test_topics():
    source = "# Kop\nover #Afval-Beleid en #Café, C#, #12, `#code`, [#link](/x) &#35;nee a#b #2024plan"
    assert find_topics(source) == ("afval-beleid", "cafe", "2024plan")
    assert html("#Afval-Beleid!") == (
        '<p><a href="/topics/afval-beleid/" class="topic">#Afval-Beleid</a>!</p>'
    )
    assert html("#onbekend") == "<p>#onbekend</p>"


def test_names_are_escaped():
    people = {"x": PersonRef("x", '<b>X</b> & "Co"', "/people/x/?a=1&b=2")}
    found = render("@x", people=people, topics={})
    assert found.html.strip() == (
        '<p><a href="/people/x/?a=1&amp;b=2" class="mention">@&lt;b&gt;X&lt;/b&gt; &amp; "Co"</a></p>'
    )
    assert found.text == '@<b>X</b> & "Co"'


REL = 'rel="nofollow noopener noreferrer"'


def test_links():
    assert html("[x](https://a.nl/b_(c)?d=1&e=2)") == (
        f'<p><a href="https://a.nl/b_(c)?d=1&amp;e=2" {REL}>x</a></p>'
    )
    assert html("[x](/groups/1/)") == '<p><a href="/groups/1/">x</a></p>'
    assert html("[x](mailto:a@b.nl)") == '<p><a href="mailto:a@b.nl">x</a></p>'
    assert html("zie (https://a.nl/x_y_z).") == (
        f'<p>zie (<a href="https://a.nl/x_y_z" {REL}>https://a.nl/x_y_z</a>).</p>'
    )
    assert html("<https://a.nl/%C3%A9>") == (
        f'<p><a href="https://a.nl/%C3%A9" {REL}>https://a.nl/%C3%A9</a></p>'
    )


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "vbscript:x", "//evil.nl", "/\\evil.nl",
        "file:///etc/passwd", "\\\\evil.nl", "https:evil", "&#1;javascript:x", "&#9;https://a.nl",
        "<&#32;https://a.nl>", "https://bank.nl@evil.nl", "ftp://a.nl", "blad.html", "?a=b", "/&#10;/evil.nl",
        "https://a.nl\\@evil.nl",
    ],
)  # fmt: skip
def test_no_link_there(address: str):
    assert "[x](" in html(f"[x]({address})")


def test_pictures_by_address_are_links():
    assert html("![kat](https://a.nl/k.png)") == f'<p><a href="https://a.nl/k.png" {REL}>kat</a></p>'
    assert html("![](https://a.nl/b/k.png)") == f'<p><a href="https://a.nl/b/k.png" {REL}>k.png</a></p>'
    assert html("[![kat](https://a.nl/k.png)](/x)") == '<p><a href="/x">kat</a></p>'


def test_html_stays_text():
    assert html("<b>x</b> <script>y</script>") == (
        "<p>&lt;b&gt;x&lt;/b&gt; &lt;script&gt;y&lt;/script&gt;</p>"
    )
    assert shown("</div><p hx-get='/x'>").text == "</div><p hx-get='/x'>"


def test_text_for_search():
    found = shown("# Kop\n\neen *twee*\n\n- drie\n- vier\n\n| a | b |\n|---|---|\n| c | d |")
    assert found.text == "Kop\neen twee\ndrie\nvier\na b\nc d"
    assert to_text("<pre><code>a\n  b\n</code></pre>") == "a\nb"


def test_excerpt_ends_between_words():
    assert excerpt("kort\nen  krachtig") == "kort en krachtig"
    assert excerpt("een twee drie vier", 14) == "een twee drie…"
    assert excerpt("x" * 50, 10) == "x" * 9 + "…"
    assert excerpt("een, twee", 6) == "een…"


@pytest.mark.slow
@given(st.text(), st.integers(min_value=2, max_value=50))
def test_excerpt_is_never_too_long(text: str, limit: int):
    assert len(excerpt(text, limit)) <= limit


def test_nothing_is_lost_in_deep_nesting():
    quotes = "\n".join("> " * depth + f"woord{depth}" for depth in range(1, 120))
    items = "\n".join("  " * depth + f"- woord{depth}" for depth in range(120))
    assert set(shown(quotes).text.split()) >= {f"woord{depth}" for depth in range(1, 120)}
    assert set(shown(items).text.split()) >= {f"woord{depth}" for depth in range(120)}


def test_too_long_is_refused():
    assert shown("a" * SOURCE_LIMIT).text == "a" * SOURCE_LIMIT
    for function in (shown, find_mentions, find_topics):
        with pytest.raises(TooLong):
            function("@a #b " + "a" * SOURCE_LIMIT)


@pytest.mark.slow
@pytest.mark.parametrize(
    "bit",
    [
        "[", "![", "*a ", "`", "<", "\\", "**", "[a](", "a**b", "~~", "> ", "- ", "1. ", "@ab ", "#a ", "_*",
        "https://x.nl/((", ")", "a_", "[](", "[a](<", "*_", "<a@b.c>", "&#64;", "[[a]](", "|a|\n|-|\n",
        "a\n=\n", "[a](/b \"", "```\n", "> \n", "#a-", "https://x.nl/",
    ],
)  # fmt: skip
def test_hostile_repetition_is_quick(bit: str):
    source = (bit * SOURCE_LIMIT)[:SOURCE_LIMIT]
    started = time.process_time()
    found = shown(source)
    assert time.process_time() - started < 2
    assert len(found.html) < 3_000_000


@pytest.mark.slow
def test_ten_thousand_mentions():
    source = "@ab " * 10_000
    people = {"ab": PersonRef("ab", "Ab", "/people/ab/")}
    started = time.process_time()
    assert render(source, people=people, topics={}).html.count("mention") == 10_000
    assert find_mentions(source) == ("ab",)
    assert time.process_time() - started < 3


@given(st.text(alphabet="ab @#*_`~[]()<>!&;:/.\\|-+=1\n\t\x00\ud800é", max_size=200))
def test_any_text_renders(source: str):
    assert "\x00" not in shown(source).html
    shown(source).html.encode()


def test_a_mention_before_a_link_names_somebody() -> None:
    assert find_mentions("@noor.visser zie [dit](/groups/)") == ("noor.visser",)
    assert find_mentions("[@noor.visser](/groups/) en @tom") == ("tom",)
