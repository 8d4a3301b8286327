/** Validates credentials against the bundled JSON Schema of Open Badges 3.0. */
@NullMarked
package org.sceau.openbadges.schema;

import org.jspecify.annotations.NullMarked;
