@NullMarked
package org.sceau.publishing;

import org.jspecify.annotations.NullMarked;
