"""Examples of every command, as `--help` shows them below the options."""

from __future__ import annotations

EXAMPLES = {
    "build": (
        ("khabar build", "build the site into output/"),
        ("khabar build --now 2026-08-15T09:00", "as it will be on that morning"),
        ("khabar build --drafts --output preview", "a preview with drafts, in a folder of its own"),
        ("khabar build --base-url https://preview.example/ --output preview", "for another address"),
    ),
    "serve": (
        ("khabar serve --open", "show the site in a browser while you write"),
        ("khabar serve --drafts --port 8001", "with drafts, on another port"),
        ("khabar serve --no-desk", "the site alone, without the desk at /_desk/"),
    ),
    "why": (("khabar why /hi/desh/", "what the page was made from"),),
    "list": (("khabar list", "all articles by state"), ("khabar list --json", "the same for other programs")),
    "check": (
        ("khabar check", "the whole site"),
        ("khabar check content/world --fix --diff", "what would be mended in a folder"),
        ("khabar check --rule picture-alt", "what a rule is for"),
        ("khabar check --strict --format github", "in a pull request"),
    ),
    "import": (
        ("khabar import wordpress export.xml --dry-run", "what would be carried over"),
        ("khabar import text article.txt", "an article that was pasted or scraped"),
        ("khabar import hugo ../old-site", "another generator's site"),
    ),
    "clean": (("khabar clean", "delete output/ and the cache"),),
    "deploy": (
        ("khabar deploy --dry-run", "build, and say what would be sent"),
        ("khabar deploy", "to the first target of config.yaml"),
        ("khabar deploy staging", "to another one"),
        ("khabar deploy --no-build --json", "what is built already, and a report for other programs"),
    ),
    "new": (
        ('khabar new "Putin and Kim meet" --hindi "पुतिन-किम की यारी" --section world', "a story in both editions"),
        ('khabar new "सिर्फ़ हिन्दी में" --only hi --edit', "in one alone, and open it"),
    ),
    "translate": (
        ("khabar translate content/world/putin-kim.hi.md", "the article that the other edition lacks"),
        ('khabar translate /hi/duniya/putin-kim/ --title "Putin and Kim meet" --edit', "by its address, and open it"),
    ),
    "translations": (
        ("khabar translations --missing", "what is still to be translated"),
        ("khabar translations --mark world/putin-kim --from hi", "this translation follows its original again"),
    ),
    "init": (
        ("khabar init my-news", "a small site in Hindi and English"),
        ("khabar init my-news --host github-pages", "with what GitHub Pages wants"),
    ),
    "host": (
        ("khabar host github-pages", "a workflow that builds and publishes the site"),
        (
            "khabar host nginx --root /usr/share/nginx/html",
            "a configuration with redirects, headers and pages for errors",
        ),
    ),
    "admin": (
        ("khabar admin", "fetch the editor's program once, and keep it with the site"),
        ("khabar admin --from sveltia-cms-0.221.1.tgz", "from a package that is here already"),
    ),
    "completion": (
        ('eval "$(khabar completion bash)"', "in ~/.bashrc; zsh in the same way in ~/.zshrc"),
        ("khabar completion fish > ~/.config/fish/completions/khabar.fish", "once, for fish"),
    ),
    "schema": (("khabar schema config > config.schema.json", "for an editor that checks YAML"),),
}


def example_text(command: str) -> str:
    """A command's examples, each with what it is for; nothing where there are none.

    >>> example_text("why").splitlines()[1:]
    ['  khabar why /hi/desh/', '      what the page was made from']
    """
    rows = [f"  {line}\n      {purpose}" for line, purpose in EXAMPLES.get(command, ())]
    return "\n".join(["examples:", *rows]) if rows else ""
