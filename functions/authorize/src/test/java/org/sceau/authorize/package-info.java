@NullMarked
package org.sceau.authorize;

import org.jspecify.annotations.NullMarked;
