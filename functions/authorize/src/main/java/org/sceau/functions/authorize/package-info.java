/** Authorizes a request: resolves a bearer key to its caller. */
@NullMarked
package org.sceau.functions.authorize;

import org.jspecify.annotations.NullMarked;
