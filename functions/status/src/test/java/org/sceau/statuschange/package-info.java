@NullMarked
package org.sceau.statuschange;

import org.jspecify.annotations.NullMarked;
