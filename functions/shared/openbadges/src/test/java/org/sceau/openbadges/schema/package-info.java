@NullMarked
package org.sceau.openbadges.schema;

import org.jspecify.annotations.NullMarked;
