@NullMarked
package org.sceau.status;

import org.jspecify.annotations.NullMarked;
