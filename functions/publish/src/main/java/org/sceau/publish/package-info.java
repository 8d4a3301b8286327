/** Publishes status lists on a schedule. */
@NullMarked
package org.sceau.publish;

import org.jspecify.annotations.NullMarked;
