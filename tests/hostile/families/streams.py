"""Standard streams that are closed, full, broken, or in another encoding; each in a process of its own."""

from random import Random
from types import MappingProxyType

from tests.hostile.rulebook import RULES
from tests.hostile.trial import Device, File, Surroundings, Trial, arguments
from tests.places import ROOT

_REDIRECTIONS = (
    "<&-",
    ">&-",
    "2>&-",
    "<&- >&- 2>&-",
    "</dev/null",
    ">full",
    "2>full",
    ">full 2>full",
    "2>&-  >full",
    "<&- >full",
    ">&- 2>&1",
    "2>&1",
)
_ENVIRONMENTS: tuple[dict[str, str], ...] = (
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "cp1252"},
    {"PYTHONIOENCODING": "gbk"},
    {"PYTHONIOENCODING": "utf-16"},
    {"PYTHONIOENCODING": "ascii:replace"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LC_ALL": "POSIX", "PYTHONUTF8": "0"},
    {"TERM": "dumb", "COLUMNS": "1"},
    {"COLUMNS": "x", "LINES": "-5"},
    {"COMPLIANCE_LANG": "klingon"},
    {"COMPLIANCE_CACHE": "/dev/null/x"},
    {"COMPLIANCE_CACHE": "", "HOME": "/nowhere"},
    {"TMPDIR": "/nowhere"},
    {"FORCE_COLOR": "1"},
)
_COMMANDS: tuple[tuple[str, ...], ...] = (
    ("review", "a.yaml"),
    ("review", "a.yaml", "--format", "json"),
    ("review", "-"),
    ("review", "bad.yaml"),
    ("review", "a.yaml", "-o", "out.txt"),
    ("screen", "t.csv", "-o", "r.csv", "--rules", "rules"),
    ("screen", "t.csv", "-o", "r.xlsx", "-q", "--rules", "rules"),
    ("screen", "t.csv", "-o", "结果.csv", "--rules", "rules"),
    ("memo", "a.yaml", "-o", "m.md"),
    ("memo", "t.csv", "-o", "memos", "--format", "md", "--rules", "rules"),
    ("assess", "ledger.csv"),
    ("rules", "list"),
    ("rules", "schema"),
    ("rules", "nonsense"),
    ("--help",),
    ("--version",),
    ("review", "--help"),
    (),
)
_OUTPUTS = (b"out.txt", b"r.csv", b"r.xlsx", "结果.csv".encode(), b"m.md", b"memos")


def make(random: Random, number: int) -> Trial:
    """A command with such streams."""
    example = (ROOT / "examples/baolong-stainless.yaml").read_bytes()
    entries = (
        File(b"a.yaml", example),
        File(b"bad.yaml", b"["),
        File(b"t.csv", "项目名称,总投资\n甲𠮷,2亿元\n".encode()),
        File(b"ledger.csv", "项目名称\n甲\n".encode()),
        Device(b"full", "/dev/full"),
        *RULES,
    )
    given = random.choice(_COMMANDS)
    chosen = random.random()
    if chosen < 0.45:
        around = Surroundings(random.choice(_REDIRECTIONS))
    elif chosen < 0.6:
        around = Surroundings(broken=True)
    else:
        redirections = random.choice(("", "", "", ">full"))
        around = Surroundings(redirections, MappingProxyType(random.choice(_ENVIRONMENTS)))
    return Trial(
        arguments(*given), entries, _OUTPUTS, stdin=example if random.random() < 0.7 else b"", surroundings=around
    )
