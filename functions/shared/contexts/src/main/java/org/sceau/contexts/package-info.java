/** The JSON-LD contexts that Sceau knows, bundled. */
@NullMarked
package org.sceau.contexts;

import org.jspecify.annotations.NullMarked;
