/** Awards achievements over HTTP. */
@NullMarked
package org.sceau.issue;

import org.jspecify.annotations.NullMarked;
