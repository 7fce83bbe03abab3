"""Headline and prose: paragraphs, sentences and their figures, and what words say of a figure's line and time."""
