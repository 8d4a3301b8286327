@NullMarked
package org.sceau.local;

import org.jspecify.annotations.NullMarked;
