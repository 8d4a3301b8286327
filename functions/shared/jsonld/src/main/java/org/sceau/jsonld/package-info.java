/** JSON-LD, RDF canonicalisation and JSON Schema, with every context and schema bundled. */
@NullMarked
package org.sceau.jsonld;

import org.jspecify.annotations.NullMarked;
