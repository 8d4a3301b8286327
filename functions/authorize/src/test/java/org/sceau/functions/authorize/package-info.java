@NullMarked
package org.sceau.functions.authorize;

import org.jspecify.annotations.NullMarked;
