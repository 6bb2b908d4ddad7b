"""Release notes as the vendor has them: published, published again, corrected, withdrawn."""
