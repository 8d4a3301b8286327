@NullMarked
package org.sceau.publish;

import org.jspecify.annotations.NullMarked;
