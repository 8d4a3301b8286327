@NullMarked
package org.sceau.functions.catalog;

import org.jspecify.annotations.NullMarked;
