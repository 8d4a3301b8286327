/** Lambda authorizer: a bearer key becomes a caller. */
@NullMarked
package org.sceau.authorize;

import org.jspecify.annotations.NullMarked;
