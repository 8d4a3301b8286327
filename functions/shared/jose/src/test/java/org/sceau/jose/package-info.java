@NullMarked
package org.sceau.jose;

import org.jspecify.annotations.NullMarked;
