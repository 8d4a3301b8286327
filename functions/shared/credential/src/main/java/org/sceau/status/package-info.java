/** Status lists, positions, and what may happen to a credential after its award. */
@NullMarked
package org.sceau.status;

import org.jspecify.annotations.NullMarked;
