/** Canonicalizes JSON-LD documents (RDF Dataset Canonicalization) with the bundled contexts. */
@NullMarked
package org.sceau.dataintegrity.jsonld;

import org.jspecify.annotations.NullMarked;
