/** Bytes that no issuer would write, for every reader of foreign bytes. */
@NullMarked
package org.sceau.fuzz;

import org.jspecify.annotations.NullMarked;
