"""Holds bills and credit notes against the rules of others: check.py FOLDER [--verapdf COMMAND]

The folder is the one that the tests of the crate `documents` leave behind: target/paper/einvoice. What is checked:

  *.cii.xml       the XML schema of Factur-X, profile EN 16931, and the Schematron rules of that profile
  *.ubl.xml       the XML schema of UBL 2.1, and the Schematron rules of EN 16931 for UBL
  *.finvoice.xml  that it is well formed, and has the elements that Finvoice 3.0 demands, in its order: its schema is not to
                  be had from a registry of packages
  *.pdf           what PDF/A-3a and Factur-X want to see: identification, output intent, tags, language, fonts cut to what is
                  used, and the e-invoice, as an associated file, byte for byte; and veraPDF, if it is there

A rule that is broken is printed with its file; the exit code says whether there was any.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import facturx
import pikepdf
from lxml import etree
from saxonche import PySaxonProcessor

RULES = Path(facturx.__file__).parent / "xsd_and_schematron"
SVRL = {"svrl": "http://purl.oclc.org/dsdl/svrl"}
FX = "{urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#}"
PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"
#: What there must be of each, so that a folder with nothing in it is not taken for a good one.
KINDS, LANGUAGES = 18, 3

#: The elements that Finvoice 3.0 demands of an invoice, in its order.
FINVOICE = ["SellerPartyDetails", "SellerOrganisationName", "BuyerPartyDetails", "BuyerOrganisationName", "InvoiceDetails",
            "InvoiceTypeCode", "InvoiceTypeText", "OriginCode", "InvoiceNumber", "InvoiceDate",
            "InvoiceTotalVatIncludedAmount", "InvoiceRow", "EpiDetails", "EpiIdentificationDetails", "EpiDate",
            "EpiReference", "EpiPartyDetails", "EpiBfiPartyDetails", "EpiBeneficiaryPartyDetails", "EpiAccountID",
            "EpiPaymentInstructionDetails", "EpiInstructedAmount", "EpiCharge", "EpiDateOptionDate"]


def one(folder, pattern):
    [found] = (RULES / folder).glob(pattern)
    return found


#: What Poppler before 23.01 says of every file that has `/Suspects false`, which is what it should have.
POPPLER = "Syntax Error: Suspects object is wrong type (boolean)\n"


def is_demanded(found):
    """No element may be empty, says a rule; the schema demands one that has nothing to say where nothing is carried."""
    return found.get("id") == "PEPPOL-EN16931-R008" and re.search(r"ApplicableHeaderTradeDelivery[^/]*$", found.get("location"))


class Rules:
    """An XML schema, and Schematron rules as the stylesheet that they were compiled to."""

    def __init__(self, saxon, schema, stylesheet):
        self.schema = etree.XMLSchema(etree.parse(str(schema)))
        self.stylesheet = saxon.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(stylesheet))

    def broken(self, path):
        document = etree.parse(str(path))
        if not self.schema.validate(document):
            yield from (f"schema, line {error.line}: {error.message}" for error in self.schema.error_log)
        report = etree.fromstring(self.stylesheet.transform_to_string(source_file=str(path)).encode())
        if not report.xpath("//svrl:fired-rule", namespaces=SVRL):
            yield "no rule has looked at it"
        for found in report.xpath("//svrl:failed-assert | //svrl:successful-report", namespaces=SVRL):
            if found.get("flag") == "information" or is_demanded(found):
                continue
            text = " ".join("".join(found.itertext()).split())
            yield f"{found.get('id')} ({found.get('flag')}) at {found.get('location')}: {text}"


def finvoice(path):
    root = etree.parse(str(path)).getroot()
    if (root.tag, root.get("Version")) != ("Finvoice", "3.0"):
        yield "it is not Finvoice 3.0"
    found = [element.tag for element in root.iter()]
    places = []
    for tag in FINVOICE:
        if tag not in found:
            yield f"there is no {tag}"
        else:
            places.append(found.index(tag))
    if places != sorted(places):
        yield "its elements are not in order"
    for amount in root.iter("{*}*"):
        if amount.get("AmountCurrencyIdentifier") and not re.fullmatch(r"-?\d+(,\d{1,5})?", amount.text or ""):
            yield f"{amount.tag} is {amount.text}"


def pdf(path):
    with pikepdf.open(path) as document:
        root = document.Root
        with document.open_metadata() as metadata:
            if (metadata.get(PDFAID + "part"), metadata.get(PDFAID + "conformance")) != ("3", "A"):
                yield "it does not say that it is PDF/A-3a"
            said = [metadata.get(FX + name) for name in ("DocumentFileName", "DocumentType", "Version", "ConformanceLevel")]
            if said != ["factur-x.xml", "INVOICE", "1.0", "EN 16931"]:
                yield f"it says of its e-invoice: {said}"
        if not root.OutputIntents[0].DestOutputProfile.read_bytes():
            yield "it has no output intent"
        if not (root.MarkInfo.Marked and root.StructTreeRoot.K and str(root.Lang)):
            yield "it is not tagged, or has no language"
        fonts = {str(font.BaseFont): font for page in document.pages for font in page.Resources.Font.values()}
        for name, font in fonts.items():
            descriptor = font.DescendantFonts[0].FontDescriptor
            if not re.match(r"/[A-Z]{6}\+", name) or not any(key.startswith("/FontFile") for key in descriptor.keys()):
                yield f"the font {name} is not embedded as a subset"
            if "/ToUnicode" not in font:
                yield f"the text in {name} cannot be copied"
        files = list(root.AF)
        if len(files) != 1 or str(files[0].AFRelationship) != "/Alternative" or str(files[0].UF) != "factur-x.xml":
            yield "it has no factur-x.xml as an alternative"
        else:
            stream = files[0].EF.UF
            if str(stream.Subtype) != "/text/xml":
                yield f"the e-invoice is {stream.Subtype}"
            if stream.read_bytes() != path.with_suffix(".cii.xml").read_bytes():
                yield "the e-invoice in it is not the one beside it"
    told = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True)
    complaints = told.stderr.replace(POPPLER, "")
    if told.returncode != 0 or complaints or not re.search(r"^Tagged: +yes$", told.stdout, re.M):
        yield f"pdfinfo: {complaints or told.stdout}"


def verapdf(command, paths):
    """What veraPDF complains about, by file."""
    told = subprocess.run([*command, "--flavour", "3a", "--format", "xml", *map(str, paths)], capture_output=True)
    report = etree.fromstring(told.stdout)
    jobs = report.findall(".//job")
    if len(jobs) != len(paths):
        yield f"veraPDF has looked at {len(jobs)} of {len(paths)} files"
    for job in jobs:
        validation = job.find("validationReport")
        if validation is None or validation.get("isCompliant") != "true":
            rules = [f"{rule.get('clause')}-{rule.get('testNumber')}" for rule in job.iter("rule")]
            yield f"{job.findtext('item/name')}: veraPDF: {', '.join(rules) or 'it cannot be read'}"


def unnoticed(folder, looks):
    """Damages that must be noticed, one of each kind: who finds nothing at all has not looked."""
    damages = {
        "cii.xml": ("<ram:GrandTotalAmount>45.44", "<ram:GrandTotalAmount>45.45"),
        "ubl.xml": ("<cbc:ID>S</cbc:ID>", "<cbc:ID>Z</cbc:ID>"),
        "finvoice.xml": ("<OriginCode>Original</OriginCode>", ""),
    }
    for kind, (was, becomes) in damages.items():
        text = (folder / f"one_rate_en.{kind}").read_text()
        with tempfile.TemporaryDirectory() as temporary:
            damaged = Path(temporary) / f"one_rate_en.{kind}"
            damaged.write_text(text.replace(was, becomes))
            if was not in text or not list(looks[kind](damaged)):
                yield f"a damage of *.{kind} is not noticed"


def main():
    folder = Path(sys.argv[1])
    command = sys.argv[3].split() if sys.argv[2:3] == ["--verapdf"] else None
    saxon = PySaxonProcessor(license=False)
    cii = Rules(saxon, one("facturx-en16931", "Factur-X_EN16931.xsd"), one("facturx-en16931", "*.xslt"))
    stylesheet = one("ubl-2.1", "EN16931-UBL-validation.xslt")
    ubl = {kind: Rules(saxon, one("ubl-2.1/maindoc", f"UBL-{kind}-2.1.xsd"), stylesheet)
           for kind in ("Invoice", "CreditNote")}
    looks = {
        "cii.xml": cii.broken,
        "ubl.xml": lambda path: ubl["CreditNote" if path.name.startswith("note") else "Invoice"].broken(path),
        "finvoice.xml": finvoice,
        "pdf": pdf,
    }
    faults = []
    for kind, look in looks.items():
        paths = sorted(folder.glob(f"*.{kind}"))
        if len(paths) != KINDS * LANGUAGES:
            faults.append(f"{len(paths)} files of *.{kind}, and {KINDS * LANGUAGES} were expected")
        faults += [f"{path.name}: {fault}" for path in paths for fault in look(path)]
        print(f"{len(paths):3} *.{kind}")
    faults += unnoticed(folder, looks)
    if command:
        faults += verapdf(command, sorted(folder.glob("*.pdf")))
        print("    veraPDF has looked at the PDF files")
    print("\n".join(faults) or "no rule is broken")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
