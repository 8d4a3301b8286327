/** Encodes status lists, allocates positions, and publishes signed lists with their history. */
@NullMarked
package org.sceau.statuslist;

import org.jspecify.annotations.NullMarked;
