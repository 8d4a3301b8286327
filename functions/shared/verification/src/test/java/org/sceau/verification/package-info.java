@NullMarked
package org.sceau.verification;

import org.jspecify.annotations.NullMarked;
