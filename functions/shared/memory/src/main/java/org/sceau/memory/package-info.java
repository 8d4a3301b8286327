/** Adapters in memory that keep the ports' contracts, and the contracts as tests to extend. */
@NullMarked
package org.sceau.memory;

import org.jspecify.annotations.NullMarked;
