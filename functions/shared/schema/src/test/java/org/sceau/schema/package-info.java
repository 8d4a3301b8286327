@NullMarked
package org.sceau.schema;

import org.jspecify.annotations.NullMarked;
