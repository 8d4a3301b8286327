@NullMarked
package org.sceau.local.lambda;

import org.jspecify.annotations.NullMarked;
