@NullMarked
package org.sceau.verify;

import org.jspecify.annotations.NullMarked;
