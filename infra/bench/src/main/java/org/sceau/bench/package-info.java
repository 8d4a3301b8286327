/** How fast verifying is, next to what else there is. */
@NullMarked
package org.sceau.bench;

import org.jspecify.annotations.NullMarked;
