/**
 * Reads compact JWS strictly, reads and writes JWKs, and verifies signatures (RFC 7515, RFC 7517).
 */
@NullMarked
package org.sceau.jose;

import org.jspecify.annotations.NullMarked;
