/** Measures the publisher with the status lists of a hundred million credentials. */
@NullMarked
package org.sceau.bench.status;

import org.jspecify.annotations.NullMarked;
