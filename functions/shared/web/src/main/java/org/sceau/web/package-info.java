/** Fetches what strangers publish, without being led astray by the addresses they name. */
@NullMarked
package org.sceau.web;

import org.jspecify.annotations.NullMarked;
