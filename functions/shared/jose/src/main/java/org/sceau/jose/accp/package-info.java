/** Loads the Amazon Corretto Crypto Provider and verifies with it once loading it pays. */
@NullMarked
package org.sceau.jose.accp;

import org.jspecify.annotations.NullMarked;
