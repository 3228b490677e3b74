"""The addresses of the extensions in use: FHIR R4, SDC, and the app's own."""

_R4 = "http://hl7.org/fhir/StructureDefinition/"
_SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
OWN = "https://visit-app.example/fhir/StructureDefinition/"

ORDINAL = (f"{_R4}ordinalValue", f"{_R4}itemWeight")
CONCEPT_PROPERTY = (
    "http://hl7.org/fhir/5.0/StructureDefinition/"
    "extension-ValueSet.expansion.contains.property"
)
TRANSLATION = f"{_R4}translation"
VARIABLE = f"{_R4}variable"
CALCULATED = f"{_SDC}calculatedExpression"
ENABLE_WHEN = f"{_SDC}enableWhenExpression"
CONSTRAINT = (f"{_R4}targetConstraint", f"{_R4}questionnaire-constraint")
LAUNCH_CONTEXT = f"{_SDC}launchContext"
HIDDEN = f"{_R4}questionnaire-hidden"
ITEM_CONTROL = f"{_R4}questionnaire-itemControl"
ORIENTATION = f"{_R4}questionnaire-choiceOrientation"
MIN_OCCURS = f"{_R4}questionnaire-minOccurs"
MAX_OCCURS = f"{_R4}questionnaire-maxOccurs"
MIN_LENGTH = f"{_R4}minLength"
MAX_DECIMALS = f"{_R4}maxDecimalPlaces"
MIN_VALUE = (f"{_R4}minValue", f"{_SDC}minQuantity")
MAX_VALUE = (f"{_R4}maxValue", f"{_SDC}maxQuantity")
REGEX = f"{_R4}regex"
ENTRY_FORMAT = f"{_R4}entryFormat"
UNIT = f"{_R4}questionnaire-unit"
UNIT_OPTION = f"{_R4}questionnaire-unitOption"
EXCLUSIVE = f"{_R4}questionnaire-optionExclusive"
OPTION_PREFIX = f"{_R4}questionnaire-optionPrefix"
DATA_ABSENT = f"{_R4}data-absent-reason"

LAYOUT = f"{OWN}layout"
MODE = f"{OWN}mode"
ABSENT_REASON = f"{OWN}absent-reason"
ABSENT_TEXT = f"{OWN}absent-reason-text"
FROM_PAPER = f"{OWN}from-paper"
SCALE = f"{OWN}scale"
SAFETY_RULE = f"{OWN}safety-rule"
CARRY_FORWARD = f"{OWN}carry-forward"
CAUTION = f"{OWN}caution"
AGE_RANGE = f"{OWN}age-range"
LICENCE = f"{OWN}licence"
SOURCE = f"{OWN}source"
VERIFIED = f"{OWN}verified"

CONTROLS = frozenset(
    {
        "radio-button",
        "check-box",
        "drop-down",
        "slider",
        "gtable",
        "page",
        "help",
        "flyover",
        "prompt",
    }
)

# What would change the meaning of a form, and is not supported: the last part of the
# address and what to tell the author. Anything else unknown is kept and ignored.
REFUSED = {
    f"{_SDC}answerExpression": "options worked out by an expression",
    f"{_SDC}candidateExpression": "candidate answers worked out by an expression",
    f"{_SDC}initialExpression": "first answers worked out by an expression",
    f"{_SDC}answerOptionsToggleExpression": "options switched by an expression",
    f"{_SDC}itemPopulationContext": "filling in from other records",
    f"{_SDC}sourceStructureMap": "filling in by a StructureMap",
    f"{_SDC}sourceQueries": "filling in by queries",
    f"{_SDC}itemExtractionContext": "extraction by definition",
    f"{_SDC}definitionExtract": "extraction by definition",
    f"{_SDC}definitionExtractValue": "extraction by definition",
    f"{_SDC}templateExtract": "extraction by template",
    f"{_SDC}templateExtractBundle": "extraction by template",
    f"{_SDC}templateExtractContext": "extraction by template",
    f"{_SDC}templateExtractValue": "extraction by template",
    f"{_SDC}extractAllocateId": "extraction by template",
    f"{_SDC}observationExtract": "extraction of observations",
    f"{_SDC}observation-extract-category": "extraction of observations",
    f"{_SDC}subQuestionnaire": "assembly from several questionnaires",
    f"{_SDC}assemble-expectation": "assembly from several questionnaires",
    f"{_SDC}assembleContext": "assembly from several questionnaires",
    f"{_SDC}questionnaireAdaptive": "adaptive forms",
    f"{_R4}questionnaire-unitValueSet": "units from a value set",
    f"{_R4}questionnaire-referenceResource": "references to records",
    f"{_R4}cqf-expression": "text worked out by an expression",
    f"{_R4}cqf-library": "CQL libraries",
    f"{_R4}cqf-calculatedValue": "elements worked out by an expression",
}
