/** Compact JWS, JSON Web Keys and the signature encodings of JOSE. */
@NullMarked
package org.sceau.jose;

import org.jspecify.annotations.NullMarked;
