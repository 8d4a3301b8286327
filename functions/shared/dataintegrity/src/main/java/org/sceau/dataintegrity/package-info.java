/** Secures and verifies documents with Data Integrity proofs: suites, JCS, multibase, multikeys. */
@NullMarked
package org.sceau.dataintegrity;

import org.jspecify.annotations.NullMarked;
