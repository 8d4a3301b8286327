@NullMarked
package org.sceau.dataintegrity.contexts;

import org.jspecify.annotations.NullMarked;
