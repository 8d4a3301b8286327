/** Serves the public link, its page and the verification endpoints. */
@NullMarked
package org.sceau.functions.verify;

import org.jspecify.annotations.NullMarked;
