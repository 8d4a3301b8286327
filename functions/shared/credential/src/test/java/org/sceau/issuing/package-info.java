@NullMarked
package org.sceau.issuing;

import org.jspecify.annotations.NullMarked;
