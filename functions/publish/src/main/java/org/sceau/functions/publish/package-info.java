/** Publishes the status lists that are due, on a schedule. */
@NullMarked
package org.sceau.functions.publish;

import org.jspecify.annotations.NullMarked;
