/** Measures what an award from a list of thousands costs, and the memory of {@code sceau issue}. */
@NullMarked
package org.sceau.bench.issuing;

import org.jspecify.annotations.NullMarked;
