@NullMarked
package org.sceau.contexts;

import org.jspecify.annotations.NullMarked;
