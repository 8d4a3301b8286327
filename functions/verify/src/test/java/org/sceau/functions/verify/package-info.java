@NullMarked
package org.sceau.functions.verify;

import org.jspecify.annotations.NullMarked;
