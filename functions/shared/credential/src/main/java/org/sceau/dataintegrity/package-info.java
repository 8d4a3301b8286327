/** Embedded proofs: Data Integrity with its cryptosuites, Multikey and multibase. */
@NullMarked
package org.sceau.dataintegrity;

import org.jspecify.annotations.NullMarked;
