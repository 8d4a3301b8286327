@NullMarked
package org.sceau.functions.status;

import org.jspecify.annotations.NullMarked;
