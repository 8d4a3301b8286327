@NullMarked
package org.sceau.json;

import org.jspecify.annotations.NullMarked;
