"""The spine: releases' bytes to long-format frames and everything left unexplained."""

from collections.abc import Sequence

from transforms.collector import uncollected
from transforms.facts.concepts import ConceptMap, concept_map
from transforms.facts.table_facts import facts_of
from transforms.frames import with_keys
from transforms.issues import issue_frame, line_frame, non_fact_frame
from transforms.model import Catalog, Identity, ReleaseFrames, Source
from transforms.parse.submission import Document, open_documents
from transforms.reading import Reading, read_document
from transforms.record import filing_frame, flag, release_frame
from transforms.ties.frame import tie_frame
from transforms.version import PARSER_VERSION, reading_of


def transform_release(source: Source, catalog: Catalog) -> ReleaseFrames:
    """One source's bytes to the frames of the releases in it.

    Raises:
        UnreadableSourceError: for a source that holds no text to read.
    """
    return transform_batch([source], catalog)


@uncollected()
def transform_batch(sources: Sequence[Source], catalog: Catalog) -> ReleaseFrames:
    """Many sources in one pass; the frames are those of each source alone, one after the other.

    A release that several sources carry is read once and has a filing for each.
    """
    concepts = concept_map(catalog)
    documents = [document for source in sources for document in open_documents(source)]
    carried = _read_all(documents, catalog, concepts)
    readings = list({reading.release_id: reading for reading in reversed(carried)}.values())[::-1]
    facts = facts_of(readings)
    ties = tie_frame(readings, facts)
    issues = issue_frame(readings, facts, ties)
    releases = release_frame(readings, facts, issues, catalog)
    lines, non_facts = line_frame(readings), non_fact_frame(readings)
    return with_keys(ReleaseFrames(releases, filing_frame(carried), flag(facts, ties), lines, ties, issues, non_facts))


def _read_all(documents: Sequence[Document], catalog: Catalog, concepts: ConceptMap) -> list[Reading]:
    """Every document in order, each with the exhibits of its filing that were read before it.

    What is no release by itself is read once more beside those that are: results told in prose, their statements in
    the exhibit behind it.
    """
    readings: list[Reading] = []
    for document in documents:
        siblings = [reading for reading in readings if reading.document.source == document.source]
        readings.append(read_document(document, catalog, concepts, siblings))
    for index, reading in enumerate(readings):
        beside = [one for one in readings if one.is_release and one.document.source == reading.document.source]
        if beside and not reading.is_release:
            readings[index] = read_document(reading.document, catalog, concepts, beside)
    return readings


def readings_in(source: Source, catalog: Catalog) -> list[tuple[str, Identity]]:
    """The readings that ``source`` would give, without reading it, and what is said of each outside of its text.

    What is known already need not be parsed.

    Raises:
        UnreadableSourceError: for a source that holds no text to read.
    """
    return [(reading_of(document.release_id, catalog), document.told) for document in open_documents(source)]


__all__ = ["PARSER_VERSION", "readings_in", "transform_batch", "transform_release"]
