@NullMarked
package org.sceau.baking;

import org.jspecify.annotations.NullMarked;
