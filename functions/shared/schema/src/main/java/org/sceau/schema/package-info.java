/** The JSON Schema of Open Badges 3.0, bundled. */
@NullMarked
package org.sceau.schema;

import org.jspecify.annotations.NullMarked;
