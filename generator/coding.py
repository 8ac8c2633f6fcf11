"""How layouts become Python: Jinja's own way, but for what is the same on many pages, which is done once.

What a layout shows of `site` alone (its words, menus, addresses) is put together at its first use and kept for the
edition; and a macro that is given a card and looks at nothing but what it is given is not called twice with the same.
Texts are escaped, and fields read, with fewer calls than Jinja's code takes. The bytes are those that Jinja gives.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, Template, TemplateSyntaxError, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.utils import missing
from markupsafe import escape

from generator.views import Card, SiteInfo

try:
    from markupsafe._speedups import _escape_inner as quoted
except ImportError:  # another MarkupSafe, or one without its C part

    def quoted(text: str, /) -> str:
        """A text with what is special in HTML escaped."""
        return str(escape(text))


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, MutableMapping

KEPT_SITES, KEPT_TEXTS = 16, 20_000  # at most, since a server builds again and again
SITE = "site"
_PURE = (  # nodes that come to the same if their children do
    nodes.BinExpr,
    nodes.Compare,
    nodes.Concat,
    nodes.CondExpr,
    nodes.Const,
    nodes.Dict,
    nodes.Filter,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Keyword,
    nodes.List,
    nodes.Operand,
    nodes.Output,
    nodes.Pair,
    nodes.Slice,
    nodes.TemplateData,
    nodes.Test,
    nodes.Tuple,
    nodes.UnaryExpr,
)


class UnsafeNameError(TemplateSyntaxError):
    """A name in a layout that means a part of Python, and nothing of the site."""


class Layout(Template):
    """Jinja's template; one that is imported is the same for all, since no layout has globals of its own."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


class LayoutEnvironment(Environment):
    """Jinja's environment with what the compiled layouts ask it for."""

    template_class = Layout
    code_generator_class: type[CodeGenerator]
    quoted = staticmethod(quoted)

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 # Jinja's own
        super().__init__(**options)
        self.code_generator_class = Coder
        self.ready: dict[str, Template] = {}
        self.sites: dict[int, tuple[object, dict[str, str]]] = {}
        self.texts: dict[tuple[object, ...], tuple[tuple[object, ...], str]] = {}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Jinja's tree of a layout. Raises UnsafeNameError where it reaches into Python, `x.__class__`."""
        tree = super()._parse(source, name, filename)
        for each in tree.find_all((nodes.Getattr, nodes.Getitem)):
            asked = each.attr if isinstance(each, nodes.Getattr) else getattr(getattr(each, "arg", None), "value", "")
            if str(asked).startswith("__"):
                raise UnsafeNameError(str(asked), each.lineno, name, filename)
        return tree

    def _load_template(self, name: str, globals: MutableMapping[str, Any] | None) -> Template:  # noqa: A002 # Jinja's
        found = self.ready.get(name)
        if found is None:
            found = self.ready[name] = super()._load_template(name, globals)
        return found

    def kept(self, site: object) -> dict[str, str]:
        """What was put together of a `SiteInfo` alone; of anything else nothing is kept, since it may change."""
        found = self.sites.get(id(site))
        if found is None:
            if type(site) is not SiteInfo:
                return {}
            if len(self.sites) >= KEPT_SITES:
                self.sites.clear()
                self.texts.clear()
            found = self.sites[id(site)] = (site, {})  # with the site itself, so that no other object gets its id
        return found[1]

    def remembering(self, macro: Callable[..., str]) -> Callable[..., str]:
        """A macro that looks at its arguments alone, and is not called again with the same card."""

        def remembered(*arguments: object) -> str:
            key = (macro, *map(id, arguments))
            found = self.texts.get(key)
            if found:
                return found[1]
            text = macro(*arguments)
            if any(type(each) is Card for each in arguments) and all(map(_lasts, arguments)):
                if len(self.texts) >= KEPT_TEXTS:
                    self.texts.clear()
                self.texts[key] = (arguments, text)
            return text

        return remembered

    def item(self, value: Any, name: str) -> Any:  # noqa: ANN401 # a layout's values
        """What a layout means by `value.name` where that is no attribute."""
        try:
            return value[name]
        except (TypeError, LookupError, AttributeError):
            return self.undefined(obj=value, name=name)

    @staticmethod
    def shown(value: Any) -> str:  # noqa: ANN401 # a layout's value
        """A value that is no plain text as HTML."""
        return str(value.__html__()) if hasattr(value, "__html__") else quoted(str(value))


def _lasts(value: object) -> bool:
    """Whether a macro's argument stays what it is."""
    return value is missing or value is None or type(value) in (Card, SiteInfo, bool, int, str)


class Coder(CodeGenerator):
    """Writes a layout's Python."""

    parts = 0  # how many parts were found that show `site` alone
    plain = False  # whether such parts are written as they come
    imported: frozenset[str] = frozenset()  # the macros that the layout takes from others, each with "()" behind it

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 # the name is Jinja's
        """A whole layout."""
        self.plain = _names_another_site(node)
        self.imported = frozenset(_imported(node))
        super().visit_Template(node, frame)

    def write_commons(self) -> None:
        """What stands at the start of each function."""
        super().write_commons()
        self.writeline("quoted, shown, item = environment.quoted, environment.shown, environment.item")

    def enter_frame(self, frame: Frame) -> None:
        """The start of a scope; one with a `site` of its own looks up what was kept of it."""
        if frame.symbols.parent is None and not self.plain:
            frame.symbols.load(SITE)
        super().enter_frame(frame)
        ref = frame.symbols.refs.get(SITE)
        if ref and not self.plain:
            self.writeline(f"kept_{ref} = environment.kept({ref})")

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """Statements in their order, those put together that show `site` alone."""
        if self.plain or frame.require_output_check or frame.eval_ctx.volatile:
            super().blockvisit(nodes, frame)
            return
        for fixed, part in _parts(nodes):
            if fixed:
                self._keep(part, frame)
            else:
                super().blockvisit(part, frame)

    def _keep(self, part: list[nodes.Node], frame: Frame) -> None:
        self.parts += 1
        text = self.temporary_identifier()
        kept, key = f"kept_{frame.symbols.ref(SITE)}", f"{self.name}:{self.parts}"
        self.writeline(f"{text} = {kept}.get({key!r})")
        self.writeline(f"if {text} is None:")
        self.indent()
        inner = frame.inner()
        self.buffer(inner)
        self.plain = True
        super().blockvisit(part, inner)
        self.plain = False
        self.writeline(f"{text} = {kept}[{key!r}] = concat({inner.buffer})")
        self.outdent()
        self.simple_write(text, frame)

    def macro_body(self, node: nodes.Macro | nodes.CallBlock, frame: Frame) -> tuple[Frame, MacroRef]:
        """A macro as a function."""
        result = super().macro_body(node, frame)
        known = self.imported.union(argument.name for argument in node.args)
        if isinstance(node, nodes.Macro) and _are_pure((*node.defaults, *node.body), known):
            self.writeline("macro = environment.remembering(macro)")
        return result

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 # the name is Jinja's
        """A field of a value, or an entry of a dict."""
        self.write("(_found if (_found := getattr(_value := ")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r}, missing)) is not missing else item(_value, {node.attr!r}))")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("(quoted(_text) if type(_text := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_post(node, frame, finalize)
        else:
            self.write(") is str else shown(_text))")


def _parts(statements: Iterable[nodes.Node]) -> Iterator[tuple[bool, list[nodes.Node]]]:
    """Statements in runs that show `site` alone and runs that do not; the text around the former goes with them."""
    pieces = [piece for node in statements for piece in (node.nodes if isinstance(node, nodes.Output) else [node])]
    kinds = [_kind(piece) for piece in pieces]
    for place in [place for place, kind in enumerate(kinds) if kind == "text"]:
        after = next((kind for kind in kinds[place:] if kind != "text"), "")
        kinds[place] = "fixed" if "fixed" in (after, kinds[place - 1] if place else "") else "other"
    for kind, run in groupby(zip(kinds, pieces, strict=True), key=lambda pair: pair[0]):
        yield kind == "fixed", list(_joined(piece for _, piece in run))


def _kind(piece: nodes.Node) -> str:
    if isinstance(piece, nodes.TemplateData):
        return "text"
    assigns = isinstance(piece, nodes.AssignBlock) or piece.find(nodes.AssignBlock)
    return "fixed" if _names(piece) and not assigns and _are_pure((piece,), frozenset({SITE})) else "other"


def _joined(pieces: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    """Expressions between statements as the output that they stood in."""
    for shown, run in groupby(pieces, key=lambda node: isinstance(node, nodes.Expr)):
        children = list(run)
        if shown:
            yield nodes.Output(children, lineno=children[0].lineno)
        else:
            yield from children


def _names(node: nodes.Node) -> set[str]:
    own = {node.name} if isinstance(node, nodes.Name) else set()
    return own.union(name.name for name in node.find_all(nodes.Name))


def _names_another_site(tree: nodes.Template) -> bool:
    """Whether a layout gives the name `site` to something else, other than as a macro's argument."""
    if any(name.name == SITE and name.ctx == "store" for name in tree.find_all(nodes.Name)):
        return True
    if any(SITE in _names(target) for scope in tree.find_all(nodes.With) for target in scope.targets):
        return True
    imported = [name for each in tree.find_all(nodes.FromImport) for name in each.names]
    named = [name if isinstance(name, str) else name[1] for name in imported]
    return SITE in (
        *named,
        *(each.target for each in tree.find_all(nodes.Import)),
        *(each.name for each in tree.find_all(nodes.Macro)),
    )


def _imported(tree: nodes.Template) -> Iterator[str]:
    """The macros that a layout takes from others: they see what they are given, and nothing of the page."""
    for each in tree.body:
        if isinstance(each, nodes.FromImport) and not each.with_context:
            yield from (f"{name if isinstance(name, str) else name[1]}()" for name in each.names)


def _are_pure(body: Iterable[nodes.Node | None], known: frozenset[str]) -> bool:
    """Whether statements show what is known, and nothing else."""
    for node in body:
        if isinstance(node, nodes.AssignBlock) and isinstance(node.target, nodes.Name) and node.filter is None:
            if not _are_pure(node.body, known):
                return False
            known |= {node.target.name}
        elif node is not None and not _is_pure(node, known):
            return False
    return True


def _is_pure(node: nodes.Node, known: frozenset[str]) -> bool:
    if isinstance(node, nodes.Name):
        return node.name in known
    if isinstance(node, nodes.If):
        bodies = (node.body, node.elif_, node.else_)  # what one of them assigns, the others do not know
        return _is_pure(node.test, known) and all(_are_pure(body, known) for body in bodies)
    if isinstance(node, nodes.For):
        inner = known | _names(node.target) | {"loop"}
        outer = _is_pure(node.iter, known) and _are_pure(node.else_, known)
        return not node.recursive and outer and _are_pure((node.test, *node.body), inner)
    if isinstance(node, nodes.Call):
        called = isinstance(node.node, nodes.Name) and f"{node.node.name}()" in known
        return called and _are_pure(node.iter_child_nodes(exclude=("node",)), known)
    return isinstance(node, _PURE) and _are_pure(node.iter_child_nodes(), known)
