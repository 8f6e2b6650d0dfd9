"""Foreign HTML to Markdown: the same words, the same structure."""

import gzip
import json
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import nh3
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kring.kit.markup import from_html, render

RealSet = Callable[[str], Path]
BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "blockquote",
        "pre",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "hr",
        "table",
        "tr",
        "td",
        "th",
    ]
)


class _Reader(HTMLParser):
    """What a reader sees; a picture reads as its description or its file name."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in BLOCKS:
            self.pieces.append(" ")
        if tag == "img":
            values = dict(attrs)
            file = unquote((values.get("src") or "").rsplit("/", 1)[-1])
            self.pieces.append(values.get("alt") or file)

    def handle_endtag(self, tag):
        if tag in BLOCKS:
            self.pieces.append(" ")

    def handle_data(self, data):
        self.pieces.append(data)


def visible(html: str) -> str:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return " ".join("".join(reader.pieces).split())


def back(html: str) -> str:
    return render(from_html(html), people={}, topics={}).html


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>een</p><p>twee<br>drie</p>", "een\n\ntwee\ndrie"),
        ("<strong>a </strong>b<em> c</em>", "**a** b *c*"),
        ('<a href="https://a.nl/b_(c)">x [y]</a>', "[x \\[y\\]](<https://a.nl/b_(c)>)"),
        ('<a href="https://a.nl/b_c">https://a.nl/b_c</a>', "<https://a.nl/b_c>"),
        ('<a href="javascript:x">y</a>', "y"),
        ("<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>", "- a\n  1) b\n- c"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<pre><code>a\n  ```b\n</code></pre>", "````\na\n  ```b\n````"),
        ("<code>a`b</code>", "``a`b``"),
        ("<h1>Kop #</h1><hr>", "# Kop \\#\n\n___"),
        ('<img src="https://a.nl/k.png" alt="kat">', "[kat](https://a.nl/k.png)"),
        ("<p>1. a</p><p># b</p><p>- c</p><p>2*3*4 a_b</p>", "1\\. a\n\n\\# b\n\n\\- c\n\n2\\*3\\*4 a_b"),
        ("<p>&lt;b&gt; &amp;amp; x &lt; y</p>", "\\<b> \\&amp; x < y"),
        ("<table><tr><td>a</td><td>b</td></tr></table><kbd>c</kbd>", "a b\n\nc"),
        ("<script>x</script>y", "y"),
        ("", ""),
    ],
)  # fmt: skip
def test_from_html(html: str, markdown: str):
    assert from_html(html) == markdown


@pytest.mark.parametrize(
    "html",
    [
        "<b>“quoted”</b>word", "<em>a</em><em>b</em>", "<b><i>x</i> y</b>", "<i>a<b>b</b></i>c", "<b></b>",
        "a<i>b</i>c", "<b>a<p>b</p>c</b>", "<del>~</del>", "!<a href='/x'>y</a>", "<a href='/x'></a>z",
        "<code>a</code><code>b</code>", "<code>`</code>", "<code> </code>", "<li>x</li>",
        "a<br><br>- b<br>=== ", "<p>x</p><ol start=4><li></li><li>a</li></ol>", "<h2></h2><h2>a<br>b</h2>",
        "\\[a](b) ![c](d) [e]: f",
        "<blockquote>" * 30 + "diep" + "</blockquote>" * 30, "<ul><li>" * 30 + "diep", "a | b<br>:-- | --",
        "<a href='/x'>a<ul><li>b</li></ul></a>", "&#57344;", "**a** __b__ ~~c~~",
        "<pre>\n\n a </pre><pre></pre>", "<p>@noor #x https://a.nl/_b_ http://a.nl/c_d*e*</p>",
    ],
)  # fmt: skip
def test_same_words_come_back(html: str):
    assert visible(back(html)).replace(" ", "") == visible(nh3.clean(html)).replace(" ", "")


LEAVES = st.lists(st.sampled_from([*'ab *_`~[]()!<>&#-+=|:1.\\\n"é', "http://a.b/c_d"]), max_size=12)
INLINE = LEAVES.map("".join).map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;"))
TAGS = ["em", "strong", "b", "i", "del", "code", "span", "p", "blockquote", "h2", "div", "pre"]


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, max_size=4)
    return st.one_of(
        st.tuples(st.sampled_from(TAGS), several).map(lambda t: f"<{t[0]}>{''.join(t[1])}</{t[0]}>"),
        several.map(lambda items: f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"),
        several.map(lambda items: f"<ol start=3>{''.join(f'<li>{item}</li>' for item in items)}</ol>"),
        inner.map(lambda text: f"<a href='http://x.nl/a_(b)?c=d&amp;copy=1'>{text}</a>"),
        st.sampled_from(["<br>", "<hr>"]),
    )


@pytest.mark.slow
@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.lists(st.recursive(INLINE, _wrapped, max_leaves=12), max_size=5).map("".join))
def test_any_html_keeps_its_words(html: str):
    assert visible(back(html)).replace(" ", "") == visible(nh3.clean(html)).replace(" ", "")


@pytest.mark.slow
def test_real_posts_keep_their_words(real_set: RealSet):
    with gzip.open(real_set("se-french-meta") / "posts.jsonl.gz", "rt", encoding="utf-8") as lines:
        bodies = [body for line in lines if (body := json.loads(line).get("body"))]
    assert len(bodies) > 700
    same = sum(visible(body) == visible(back(body)) for body in bodies)
    assert same / len(bodies) >= 0.98
