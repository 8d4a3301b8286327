@NullMarked
package org.sceau.credential;

import org.jspecify.annotations.NullMarked;
