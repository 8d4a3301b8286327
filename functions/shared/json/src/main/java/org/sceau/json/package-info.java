/** Reads JSON strictly into immutable values, writes it, and reads the fields of a request. */
@NullMarked
package org.sceau.json;

import org.jspecify.annotations.NullMarked;
