@NullMarked
package org.sceau.lambda;

import org.jspecify.annotations.NullMarked;
