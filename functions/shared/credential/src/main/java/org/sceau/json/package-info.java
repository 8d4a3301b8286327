/** JSON as values that cannot change, read strictly and written compactly. */
@NullMarked
package org.sceau.json;

import org.jspecify.annotations.NullMarked;
