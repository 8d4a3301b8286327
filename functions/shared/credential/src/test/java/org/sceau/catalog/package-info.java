@NullMarked
package org.sceau.catalog;

import org.jspecify.annotations.NullMarked;
