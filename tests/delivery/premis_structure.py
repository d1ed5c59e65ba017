"""Where the PREMIS 3.0 schema has its elements: those that a bag's record uses, their order, how often they may stand.

Written down from premis-v3-0.xsd (``sequence`` of each type), whose text does not belong in this repository.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET


def _pair(of: str) -> str:
    return f"{of}Type {of}Value"


# Each element with a pattern over its children's names: ? none or one, * any number, + at least one.
SEQUENCES = {
    "premis": "object+ event* agent* rights*",
    "object": "objectIdentifier+ objectCharacteristics+ originalName? storage* relationship* linkingEventIdentifier*",
    "objectIdentifier": _pair("objectIdentifier"),
    "objectCharacteristics": "compositionLevel? fixity* size? format+ creatingApplication* inhibitors*",
    "fixity": "messageDigestAlgorithm messageDigest messageDigestOriginator?",
    "format": "formatDesignation formatRegistry? formatNote*",
    "formatDesignation": "formatName formatVersion?",
    "formatRegistry": "formatRegistryName formatRegistryKey formatRegistryRole?",
    "creatingApplication": "creatingApplicationName? creatingApplicationVersion? dateCreatedByApplication?",
    "inhibitors": "inhibitorType inhibitorTarget* inhibitorKey?",
    "relationship": "relationshipType relationshipSubType relatedObjectIdentifier+ relatedEventIdentifier*",
    "relatedObjectIdentifier": _pair("relatedObjectIdentifier") + " relatedObjectSequence?",
    "relatedEventIdentifier": _pair("relatedEventIdentifier") + " relatedEventSequence?",
    "event": "eventIdentifier eventType eventDateTime eventDetailInformation* eventOutcomeInformation*"
    " linkingAgentIdentifier* linkingObjectIdentifier*",
    "eventIdentifier": _pair("eventIdentifier"),
    "eventDetailInformation": "eventDetail? eventDetailExtension*",
    "eventOutcomeInformation": "eventOutcome? eventOutcomeDetail*",
    "eventOutcomeDetail": "eventOutcomeDetailNote? eventOutcomeDetailExtension*",
    "linkingAgentIdentifier": _pair("linkingAgentIdentifier") + " linkingAgentRole*",
    "linkingObjectIdentifier": _pair("linkingObjectIdentifier") + " linkingObjectRole*",
    "agent": "agentIdentifier+ agentName* agentType? agentVersion? agentNote* linkingEventIdentifier*",
    "agentIdentifier": _pair("agentIdentifier"),
}


def misplaced(root: ET.Element) -> list[str]:
    """Every element whose children are not what the schema wants, with what they are."""
    found = []
    for element in root.iter():
        children = " ".join(_name(child) for child in element)
        if children and not re.fullmatch(_pattern(_name(element)), children + " "):
            found.append(f"{_name(element)}: {children}")
    return found


def _name(element: ET.Element) -> str:
    space, _, name = element.tag.rpartition("}")
    return name if space == "{http://www.loc.gov/premis/v3" else element.tag


def _pattern(name: str) -> str:
    words = re.findall(r"(\w+)([?*+]?)", SEQUENCES.get(name, ""))
    return "".join(f"(?:{word} ){times}" for word, times in words)
