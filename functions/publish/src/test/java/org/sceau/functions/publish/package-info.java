@NullMarked
package org.sceau.functions.publish;

import org.jspecify.annotations.NullMarked;
