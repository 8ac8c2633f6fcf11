"""Random Markdown: articles as newsrooms write them in two scripts, and what goes wrong with them in typing."""

from __future__ import annotations

import random
import re


def _listed(text: str) -> list[str]:
    return text.split()


HINDI = _listed(
    "भारत सरकार ने कहा कि यह योजना जल्द लागू होगी और इससे किसानों को फ़ायदा मिलेगा प्रधानमंत्री पुतिन किम चुनाव आयोग दिल्ली मुंबई "
    "ज़्यादा बड़ी ख़बर हिन्दी राष्ट्रपति सुप्रीम कोर्ट १५ हज़ार रुपये पहुँचा क्\u200dया अब्\u200cदुल"
)
ENGLISH = _listed(
    "The government said on Friday that new rules will help farmers and traders India's don't Delhi Mumbai US-led "
    "state-run officials reporters ISRO told café 2,500 crore per cent won't the '90s"
)
QUOTED = ('"{}"', "'{}'", '"{}', '{}"', "'{}", "{}'", "\"'{}' {}\"", "({})", "“{}”", "‘{}’")
AFTER = ("...", "…", " --", " –", "—", "!!", '."', "।'", *",।.:;!?)%॥")
ODDMENTS = [
    *_listed(
        "₹2,50,000 1,658 45% 2023-24 १२३ a_b x_y_z AT&T R&D &amp; &nbsp; &copy; &#8377; [sic] (जारी) C++ #tag #1 @user"
    ),
    *_listed(r"- + = | 50:50 https://example.com/a_b?c=d&e=f \* \_ \# \[x\] 1984\. ! !! *** a*b ~ {x} &c &lt"),
    *("3 * 4", "5 < 6", "a > b", "1. 2", "x  y"),
]
TARGETS = [
    *_listed(
        "story:putin-kim a.hi.md ../world/b.en.md #x https://example.com/ https://x.in/a_b?c=1&d=2 a.md a.md#x x.pdf"
    ),
    *_listed("कड़ी.md https://en.wikipedia.org/wiki/A_(b) /hi/tags/ mailto:a@b.c //cdn.example/x a(b)c.md HTTP://X.in"),
    "javascript:x",
]
TITLES = ("", "", "", "शीर्षक", "The 'big' (one)", "a & b", "it's", "x > y", "एक\u00a0दो")
CREDITS = ("", "", '{credit="PTI"}', '{credit="ख़बर / ANI"}', '{credit="it\'s"}')
CODE = ("x = 1", "a_b", "a > b", "**x**", " y ", "[a](b)", "{z}")

# What a slip of the finger, a paste or another editor may put anywhere.
SLIPS = [
    *"*_`[]()<>!#-+.:|\\{}&\"'~=^ \n\t1.,;/@%ा ं।a\u00a0\u200d\u2028\r\x02\x03\x85\x1f\x0b",
    *_listed("** ]( ![ [^1] <b> </div> &#12 's -- ... \\\\ [TOC] *** ___ <div> <!-- --> <https://x.in> <a@b.in> &amp;"),
    *("\n\n", "  \n", "\n- ", "\n1. ", "\n> ", "\n# ", "\n:::", "    ", "\n    ", "\n: ", "\n---", "\n===", "* * *"),
    *("[x]: y", "{{< x >}}", "\n\n    ", "\n\n[^1]: ", ":::facts\n", "\n:::\n", "```\n", '{credit="x"}', "'](", '"'),
    *("\n\u00a0", "\u00a0\n", "\n\x85", "\u3000", "\u2028\n\n", "\n\n\u00a0\n\n"),
]


class Newsroom:
    """Writes articles by a seed; `rough` ones hold things at the edge of what the everyday subset takes."""

    def __init__(self, seed: object, rough: bool = False) -> None:
        self.random = random.Random(f"{seed}")
        self.rough = rough
        self.words = self.random.choice((HINDI, ENGLISH, [*HINDI, *ENGLISH]))
        self.notes = self.random.choice((0, 0, 0, 1, 2))
        self.cited = 0

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def document(self) -> str:
        choice = self.random.choice
        blocks = [self.block() for _ in range(self.random.randint(1, 7))]
        if self.notes:
            notes = [f"[^{number}]: {self.text()}" for number in range(1, self.notes + 1)]
            blocks.insert(choice((len(blocks), len(blocks), 0)), choice(("\n", "\n\n")).join(notes))
        return choice(("\n\n", "\n\n", "\n\n\n")).join(blocks) + choice(("", "\n", "\n\n"))

    def plain(self, least: int = 1, most: int = 9) -> str:
        found = []
        for _ in range(self.random.randint(least, most)):
            word = self.random.choice(self.words)
            if self.chance(0.1):
                word = self.random.choice(QUOTED).replace("{}", word)
            if self.chance(0.1):
                word += self.random.choice(AFTER)
            if self.rough and self.chance(0.06):
                word = self.random.choice(ODDMENTS)
            found.append(word)
        return " ".join(found)

    def text(self, depth: int = 0) -> str:
        """Words with inline markup."""
        pieces = [self.piece(depth) for _ in range(self.random.randint(1, 4))]
        gap = self.random.choice((" ", " ", "", "-", "।")) if self.rough else " "
        return gap.join(pieces)

    def piece(self, depth: int) -> str:
        dice, words = self.random.random(), self.plain(1, 5)
        inner = self.text(depth + 1) if self.rough and depth < 2 and self.chance(0.3) else words
        if dice < 0.5 or depth > 1:
            return words
        if dice < 0.72:
            mark = self.random.choice(("**", "**", "*", "*", "_", "__", "***"))
            tail = self.random.choice(("", "", "", ":", "।", "है"))
            return f"{mark}{inner if self.rough else words.strip()}{mark}{tail if mark[0] == '*' else ''}"
        if dice < 0.75:
            return f"`{self.random.choice(CODE if self.rough else CODE[:3])}`"
        if dice < 0.93:
            targets = TARGETS if self.rough else TARGETS[:11]
            return f"[{inner}]({self.random.choice(targets)}{self.title()})"
        if dice < 0.96:
            return self.random.choice(("<https://example.com/x>", "<desk@example.com>"))
        if dice < 0.985 and self.cited < self.notes:
            self.cited += 1
            return f"[^{self.random.randint(1, self.notes) if self.rough else self.cited}]"
        return self.picture()

    def picture(self) -> str:
        source = self.random.choice(("p.jpg", "../a_b.png", "q.webp", "p.jpg", "चित्र.jpg"))
        return f"![{self.plain(0, 4)}]({source}{self.title()}){self.random.choice(CREDITS)}"

    def title(self) -> str:
        title = self.random.choice(TITLES)
        return f'{self.random.choice((" ", " ", "  "))}"{title}"' if title else ""

    def block(self, depth: int = 0) -> str:
        kinds = [self.paragraph] * 9 + [self.heading, self.listing] * 3
        kinds += [self.table, self.figure, self.terms, self.rule]
        if depth < 1:
            kinds += [self.fenced, self.quotation]
        elif self.rough:
            kinds += [lambda: self.quotation(depth)]
        made = self.random.choice(kinds)()
        return self.paragraph() if depth and made.startswith("#") and not self.rough else made

    def paragraph(self) -> str:
        lines = [self.text() for _ in range(self.random.choice((1, 1, 1, 2, 3)))]
        return self.random.choice(("\n", "\n", " \n", "  \n")).join(lines)

    def heading(self) -> str:
        text = self.text() if self.rough and self.chance(0.3) else self.plain(1, 5)
        tail = self.random.choice(("", "", "", f"\n{self.plain()}"))
        return "#" * self.random.randint(1, 4) + self.random.choice((" ", " ", " ", "")) + text + tail

    def listing(self) -> str:
        ordered, gap = self.chance(0.4), self.random.choice(("\n", "\n", "\n\n"))
        items = []
        for number in range(1, self.random.randint(2, 6)):
            item = f"{number}." if ordered else self.random.choice("--*+") if self.rough else "-"
            item += f" {self.text() if self.chance(0.5) else self.plain()}"
            if self.chance(0.1):
                item += f"\n{self.random.choice(('', '  '))}{self.plain()}"
            elif gap == "\n" and self.chance(0.15):
                item += f"\n    - {self.plain()}\n    - {self.text()}"
            items.append(item)
        return gap.join(items)

    def quotation(self, depth: int = 0) -> str:
        inner = "\n\n".join(self.block(depth + 1) for _ in range(self.random.randint(1, 2)))
        return "\n".join(f"> {line}" if line else ">" for line in inner.split("\n"))

    def table(self) -> str:
        columns, lines = range(self.random.randint(1, 4)), range(self.random.randint(2, 4))
        rows = [[self.plain(0, 3) if self.chance(0.8) else self.text() for _ in columns] for _ in lines]
        rows.insert(1, [self.random.choice(("---", ":--", "--:", ":-:", ":----")) for _ in columns])
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)

    def figure(self) -> str:
        return "\n".join(self.picture() for _ in range(self.random.choice((1, 1, 1, 2))))

    def terms(self) -> str:
        lines = [self.plain(1, 3) for _ in range(self.random.choice((1, 1, 2)))]
        lines += [f":{' ' * self.random.randint(1, 3)}{self.text()}" for _ in range(self.random.choice((1, 1, 2)))]
        return "\n".join(lines)

    def rule(self) -> str:
        return self.random.choice(("---", "***", "* * *", "___"))

    def fenced(self) -> str:
        openings = ("facts", ' quote by="क ख"', 'facts title="एक नज़र में"', "gallery", "card url=“x”", "a b='y z'")
        inner = "\n\n".join(self.block(1) for _ in range(self.random.randint(1, 3)))
        return f":::{self.random.choice(openings)}\n{self.random.choice(('', chr(10)))}{inner}\n:::"


def mutated(text: str, rng: random.Random, slips: int) -> str:
    """A text with slips: signs put in, characters left out or doubled, pieces put elsewhere."""
    for _ in range(slips):
        at, kind = rng.randint(0, len(text)), rng.random()
        if kind < 0.4:
            text = text[:at] + rng.choice(SLIPS) + text[at:]
        elif kind < 0.6:
            text = text[:at] + text[at + rng.randint(1, 3) :]
        elif kind < 0.7:
            signs = [match.start() for match in re.finditer(r"[^\w\s]", text)]
            if signs:  # signs matter more than letters
                at = rng.choice(signs)
                text = text[:at] + rng.choice(("", text[at] * 2, rng.choice(SLIPS))) + text[at + 1 :]
        elif kind < 0.85:
            text = text[:at] + text[at : at + 1] + text[at:]
        else:
            other = rng.randint(0, len(text))
            text = text[:at] + text[other : other + rng.randint(1, 12)] + text[at:]
    return text
