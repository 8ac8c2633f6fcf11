"""Editors: the addresses by which a link on a page opens a file at a place."""

EDITORS = {
    "vscode": "vscode://file{path}:{line}:{column}",
    "vscodium": "vscodium://file{path}:{line}:{column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
    "sublime": "subl://open?url=file://{path}&line={line}&column={column}",
    "zed": "zed://file{path}:{line}:{column}",
    "none": "",
}
