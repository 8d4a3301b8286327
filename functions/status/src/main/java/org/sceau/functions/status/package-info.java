/** Serves the routes that change and read the status of a credential. */
@NullMarked
package org.sceau.functions.status;

import org.jspecify.annotations.NullMarked;
