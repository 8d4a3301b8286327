@NullMarked
package org.sceau.dataintegrity;

import org.jspecify.annotations.NullMarked;
